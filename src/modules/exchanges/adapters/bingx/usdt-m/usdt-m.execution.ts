import type { OrderExecution } from '@/modules/exchanges/venue.port';
import type {
  AmendOutcome,
  CancelOutcome,
  InstrumentRules,
  OrderRef,
  PositionMode,
  Refused,
  SubmitOutcome,
  TestOutcome,
  VenueOrder,
} from '@/modules/exchanges/venue.types';
import type { BingxCall, BingxClient } from '../bingx.client';
import type { BingxSession } from '../bingx.sessions';
import { rankOfOrder } from '../bingx.order-rank';
import type { BingxInstruments } from '../bingx.instruments';
import { isJsonObject, type JsonValue } from '../bingx.json';
import type { UsdtMAccounts } from './usdt-m.accounts';
import { symbolOf, type UsdtMContext } from './usdt-m.context';
import { USDT_M } from './usdt-m.endpoints';
import { clientOrderIdOf, orderIdOf } from './usdt-m.mapper';
import { submitParams } from './usdt-m.request';
import { objectionTo } from '../bingx.order-checks';
import {
  acknowledgement,
  cancelOutcome,
  doubtsRules,
  isGone,
  refusedBefore,
  refusedHere,
  writeOutcome,
} from '../bingx.outcomes';
import type { BingxParams } from '../bingx.signing';
import { textOf } from '../bingx.wire';

interface Prepared {
  readonly outcome: 'prepared';
  readonly client: BingxClient;
  readonly call: BingxCall;
}

/** Sends and cancels orders. Every write goes out once; whatever is not certain is `unknown`. */
export class UsdtMExecution implements OrderExecution {
  constructor(
    private readonly context: UsdtMContext,
    private readonly instruments: BingxInstruments,
    private readonly accounts: UsdtMAccounts,
  ) {}

  async submit(order: VenueOrder): Promise<SubmitOutcome> {
    const prepared = await this.prepare(order);
    if (prepared.outcome === 'refused') return prepared;
    const result = await prepared.client.write(prepared.call);
    if (result.kind === 'success') return readSubmitted(result.data, order);
    const outcome = writeOutcome(result);
    if (outcome.outcome === 'refused') this.learnFrom(outcome, order.account);
    return outcome;
  }

  async cancel(ref: OrderRef): Promise<CancelOutcome> {
    let session: BingxSession;
    let params: BingxParams;
    try {
      session = await this.context.sessions.open(ref.account);
      params = { symbol: symbolOf(ref.instrument), ...nameOf(ref) };
    } catch (error) {
      return refusedBefore(error);
    }
    return cancelOutcome(await session.write(USDT_M.cancel, params, 'close'), readCancelled);
  }

  /** The same checks as for a real order, by BingX too. */
  async test(order: VenueOrder): Promise<TestOutcome> {
    const prepared = await this.prepare(order);
    if (prepared.outcome === 'refused') return prepared;
    const call = { ...prepared.call, endpoint: USDT_M.test };
    const result = await prepared.client.write(call);
    return result.kind === 'success' ? { outcome: 'accepted' } : writeOutcome(result);
  }

  async amend(ref: OrderRef, quantity: string): Promise<AmendOutcome> {
    if (ref.venueOrderId === null)
      return refusedHere('order-not-identified', 'the order has no id of BingX yet');
    try {
      const session = await this.context.sessions.open(ref.account);
      const symbol = symbolOf(ref.instrument);
      const params = { symbol, orderId: ref.venueOrderId, quantity };
      const result = await session.write(USDT_M.amend, params, 'entry');
      if (result.kind === 'success') return { outcome: 'amended' };
      return isGone(result) ? { outcome: 'gone' } : writeOutcome(result);
    } catch (error) {
      return refusedBefore(error);
    }
  }

  /** Everything that may fail before the order is on its way, so that failing here is certain not to have placed it. */
  private async prepare(order: VenueOrder): Promise<Prepared | Refused> {
    let rules: InstrumentRules | null;
    let mode: PositionMode;
    let session: BingxSession;
    try {
      session = await this.context.sessions.open(order.account);
      const symbol = symbolOf(order.instrument);
      rules = await this.instruments.find(order.instrument, order.account);
      if (rules === null)
        return refusedHere('instrument-unknown', `BingX lists no contract ${symbol}`);
      mode = await this.accounts.knownPositionMode(order.account);
    } catch (error) {
      return refusedBefore(error);
    }
    const objection = objectionTo(order, rules);
    if (objection !== null) return objection;
    const params = submitParams(order, rules, mode);
    const priority = rankOfOrder(order);
    const { client, credentials } = session;
    return {
      outcome: 'prepared',
      client,
      call: { endpoint: USDT_M.submit, params, credentials, priority },
    };
  }

  private learnFrom(refusal: Refused, account: string): void {
    if (refusal.category === 'position-mode-mismatch') this.accounts.forgetPositionMode(account);
    if (doubtsRules(refusal)) this.instruments.expire();
  }
}

/** How an order is named when it is cancelled. */
const nameOf = ({ venueOrderId, clientOrderId }: OrderRef): BingxParams =>
  venueOrderId === null ? { clientOrderId } : { orderId: venueOrderId };

function readSubmitted(data: JsonValue, order: VenueOrder): SubmitOutcome {
  const row = isJsonObject(data) ? data['order'] : undefined;
  return isJsonObject(row)
    ? acknowledgement(orderIdOf(row), clientOrderIdOf(row), order)
    : acknowledgement(null, null, order);
}

function readCancelled(data: JsonValue): CancelOutcome {
  const row = isJsonObject(data) ? data['order'] : undefined;
  const status = isJsonObject(row) ? textOf(row['status'])?.toUpperCase() : undefined;
  // Not cancelled but over: its fills have to be read.
  return status === 'FILLED' || status === 'EXPIRED' || status === 'FAILED'
    ? { outcome: 'gone' }
    : { outcome: 'cancelled' };
}

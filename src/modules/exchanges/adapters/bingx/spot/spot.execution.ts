import type { OrderExecution } from '@/modules/exchanges/venue.port';
import type {
  CancelOutcome,
  OrderRef,
  Refused,
  SubmitOutcome,
  VenueOrder,
} from '@/modules/exchanges/venue.types';
import type { BingxCall, BingxClient } from '../bingx.client';
import { saysOrderIsGone } from '../bingx.errors';
import type { BingxInstruments } from '../bingx.instruments';
import { isJsonObject, type JsonValue } from '../bingx.json';
import { refusedBefore, refusedHere, writeOutcome } from '../bingx.outcomes';
import { rankOfOrder } from '../bingx.order-rank';
import { symbolOf, type SpotContext } from './spot.context';
import { SPOT } from './spot.endpoints';
import { clientOrderIdOf, orderIdOf, orderStateOf } from './spot.mapper';
import { lastPrice } from './spot.prices';
import { isConditional, objectionTo, objectionToTrigger, submitParams } from './spot.request';

interface Prepared {
  readonly outcome: 'prepared';
  readonly client: BingxClient;
  readonly call: BingxCall;
}

/** After these the rules that we hold are doubtful. */
const ABOUT_RULES: ReadonlySet<string> = new Set([
  'instrument-unknown',
  'instrument-off',
  'quantity-too-small',
]);

/** Sends and cancels orders. Every write goes out once; whatever is not certain is `unknown`. */
export class SpotExecution implements OrderExecution {
  constructor(
    private readonly context: SpotContext,
    private readonly instruments: BingxInstruments,
  ) {}

  async submit(order: VenueOrder): Promise<SubmitOutcome> {
    const prepared = await this.prepare(order);
    if (prepared.outcome === 'refused') return prepared;
    const result = await prepared.client.write(prepared.call);
    if (result.kind === 'success') return readSubmitted(result.data, order);
    const outcome = writeOutcome(result);
    if (outcome.outcome === 'refused' && ABOUT_RULES.has(outcome.category))
      this.instruments.expire();
    return outcome;
  }

  async cancel(ref: OrderRef): Promise<CancelOutcome> {
    let client: BingxClient;
    let call: BingxCall;
    try {
      const session = await this.context.sessions.open(ref.account);
      client = session.client;
      call = {
        endpoint: SPOT.cancel,
        params: {
          symbol: symbolOf(ref.instrument),
          ...(ref.venueOrderId === null
            ? { clientOrderID: ref.clientOrderId }
            : { orderId: ref.venueOrderId }),
        },
        credentials: session.credentials,
        priority: 'close',
      };
    } catch (error) {
      return refusedBefore(error);
    }
    const result = await client.write(call);
    if (result.kind === 'success') return readCancelled(result.data);
    if (
      result.kind === 'error' &&
      result.error.executed === 'no' &&
      saysOrderIsGone(result.error)
    ) {
      return { outcome: 'gone' };
    }
    return writeOutcome(result);
  }

  /** Everything that may fail before the order is on its way, so that failing here is certain not to have placed it. */
  private async prepare(order: VenueOrder): Promise<Prepared | Refused> {
    try {
      const { client, credentials } = await this.context.sessions.open(order.account);
      const symbol = symbolOf(order.instrument);
      const rules = await this.instruments.find(order.instrument, order.account);
      if (rules === null) return refusedHere('instrument-unknown', `BingX lists no pair ${symbol}`);
      const objection = objectionTo(order, rules) ?? (await this.triggerObjection(client, order));
      if (objection !== null) return objection;
      const params = submitParams(order, rules);
      const priority = rankOfOrder(order);
      return {
        outcome: 'prepared',
        client,
        call: { endpoint: SPOT.submit, params, credentials, priority },
      };
    } catch (error) {
      return refusedBefore(error);
    }
  }

  private async triggerObjection(client: BingxClient, order: VenueOrder): Promise<Refused | null> {
    if (!isConditional(order)) return null;
    const { price } = await lastPrice(client, order.instrument);
    return objectionToTrigger(order, price);
  }
}

function readSubmitted(data: JsonValue, order: VenueOrder): SubmitOutcome {
  const venueOrderId = isJsonObject(data) ? orderIdOf(data) : null;
  if (!isJsonObject(data) || venueOrderId === null || !/^\d+$/.test(venueOrderId)) {
    return { outcome: 'unknown', message: 'BingX said yes without naming the order' };
  }
  const repeated = clientOrderIdOf(data)?.toLowerCase() ?? null;
  if (repeated !== null && repeated !== order.clientOrderId.toLowerCase()) {
    return { outcome: 'unknown', message: 'BingX answered with another client order id' };
  }
  return { outcome: 'acknowledged', venueOrderId };
}

function readCancelled(data: JsonValue): CancelOutcome {
  const state = isJsonObject(data) ? orderStateOf(data) : null;
  // Not cancelled but over: its fills have to be read.
  return state === 'filled' || state === 'expired' || state === 'rejected'
    ? { outcome: 'gone' }
    : { outcome: 'cancelled' };
}

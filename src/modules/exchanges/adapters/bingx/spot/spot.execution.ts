import type { OrderExecution } from '@/modules/exchanges/venue.port';
import type { PairOutcome, VenueOrderPair } from '@/modules/exchanges/venue-pairs';
import type {
  CancelOutcome,
  OrderRef,
  Refused,
  SubmitOutcome,
  VenueOrder,
} from '@/modules/exchanges/venue.types';
import type { BingxCall, BingxClient } from '../bingx.client';
import type { BingxInstruments } from '../bingx.instruments';
import { isJsonObject, type JsonValue } from '../bingx.json';
import {
  acknowledgement,
  cancelledIn,
  cancelOutcome,
  doubtsRules,
  refusedBefore,
  refusedHere,
  writeOutcome,
} from '../bingx.outcomes';
import { rankOfOrder } from '../bingx.order-rank';
import type { BingxSession } from '../bingx.sessions';
import type { BingxParams } from '../bingx.signing';
import { symbolOf, type SpotContext } from './spot.context';
import { SPOT } from './spot.endpoints';
import { clientOrderIdOf, orderIdOf, orderStateOf } from './spot.mapper';
import { SpotPairs } from './spot.pairs';
import { lastPrice } from './spot.prices';
import { isConditional, objectionTo, objectionToTrigger, submitParams } from './spot.request';

interface Prepared {
  readonly outcome: 'prepared';
  readonly client: BingxClient;
  readonly call: BingxCall;
}

/** Sends and cancels orders. Every write goes out once; whatever is not certain is `unknown`. */
export class SpotExecution implements OrderExecution {
  private readonly pairs: SpotPairs;

  constructor(
    private readonly context: SpotContext,
    private readonly instruments: BingxInstruments,
  ) {
    this.pairs = new SpotPairs(context, instruments);
  }

  async submit(order: VenueOrder): Promise<SubmitOutcome> {
    const prepared = await this.prepare(order);
    if (prepared.outcome === 'refused') return prepared;
    const result = await prepared.client.write(prepared.call);
    if (result.kind === 'success') return readSubmitted(result.data, order);
    const outcome = writeOutcome(result);
    if (outcome.outcome === 'refused' && doubtsRules(outcome)) this.instruments.expire();
    return outcome;
  }

  submitPair(pair: VenueOrderPair): Promise<PairOutcome> {
    return this.pairs.submit(pair);
  }

  async cancel(ref: OrderRef): Promise<CancelOutcome> {
    if ((ref.pairId ?? null) !== null) return this.pairs.cancel(ref);
    let session: BingxSession;
    let params: BingxParams;
    try {
      session = await this.context.sessions.open(ref.account);
      params = { symbol: symbolOf(ref.instrument), ...nameOf(ref) };
    } catch (error) {
      return refusedBefore(error);
    }
    return cancelOutcome(await session.write(SPOT.cancel, params, 'close'), readCancelled);
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

/** How an order is named when it is cancelled. */
const nameOf = ({ venueOrderId, clientOrderId }: OrderRef): BingxParams =>
  venueOrderId === null ? { clientOrderID: clientOrderId } : { orderId: venueOrderId };

function readSubmitted(data: JsonValue, order: VenueOrder): SubmitOutcome {
  return isJsonObject(data)
    ? acknowledgement(orderIdOf(data), clientOrderIdOf(data), order)
    : acknowledgement(null, null, order);
}

const readCancelled = (data: JsonValue): CancelOutcome =>
  cancelledIn(isJsonObject(data) ? orderStateOf(data) : null);

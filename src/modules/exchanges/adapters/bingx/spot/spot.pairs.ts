import type { PairOutcome, VenueOrderPair } from '@/modules/exchanges/venue-pairs';
import type { CancelOutcome, OrderRef, Refused } from '@/modules/exchanges/venue.types';
import type { BingxInstruments } from '../bingx.instruments';
import type { JsonObject, JsonValue } from '../bingx.json';
import { rankOfOrder } from '../bingx.order-rank';
import {
  acknowledgement,
  cancelOutcome,
  doubtsRules,
  refusedBefore,
  refusedHere,
  writeOutcome,
} from '../bingx.outcomes';
import type { BingxSession } from '../bingx.sessions';
import type { BingxParams } from '../bingx.signing';
import { idOf, rowsOf, textOf } from '../bingx.wire';
import { symbolOf, type SpotContext } from './spot.context';
import { SPOT } from './spot.endpoints';
import { objectionToPair, objectionToPairAt, pairParams } from './spot.pair-request';
import { lastPrice } from './spot.prices';

interface Prepared {
  readonly outcome: 'prepared';
  readonly session: BingxSession;
  readonly params: BingxParams;
}

/** Sends and cancels the two orders of an OCO. Every write goes out once; whatever is not certain is `unknown`. */
export class SpotPairs {
  constructor(
    private readonly context: SpotContext,
    private readonly instruments: BingxInstruments,
  ) {}

  async submit(pair: VenueOrderPair): Promise<PairOutcome> {
    const prepared = await this.prepare(pair);
    if (prepared.outcome === 'refused') return prepared;
    const rank = rankOfOrder(pair.limit);
    const result = await prepared.session.write(SPOT.submitPair, prepared.params, rank);
    if (result.kind === 'success') return readPlaced(result.data, pair);
    const outcome = writeOutcome(result);
    if (outcome.outcome === 'refused' && doubtsRules(outcome)) this.instruments.expire();
    return outcome;
  }

  /** Naming one of the two cancels both. BingX says nothing of how far they got, so they are read afterwards. */
  async cancel(ref: OrderRef): Promise<CancelOutcome> {
    let session: BingxSession;
    try {
      session = await this.context.sessions.open(ref.account);
    } catch (error) {
      return refusedBefore(error);
    }
    const { venueOrderId: orderId, clientOrderId } = ref;
    const params = orderId === null ? { clientOrderId } : { orderId };
    const result = await session.write(SPOT.cancelPair, params, 'close');
    return cancelOutcome(result, () => ({ outcome: 'cancelled' }));
  }

  /** Everything that may fail before the pair is on its way, so that failing here is certain not to have placed it. */
  private async prepare(pair: VenueOrderPair): Promise<Prepared | Refused> {
    const { account, instrument } = pair.limit;
    try {
      const session = await this.context.sessions.open(account);
      const symbol = symbolOf(instrument);
      const rules = await this.instruments.find(instrument, account);
      if (rules === null) return refusedHere('instrument-unknown', `BingX lists no pair ${symbol}`);
      const objection = objectionToPair(pair, rules);
      if (objection !== null) return objection;
      const { price } = await lastPrice(session.client, instrument);
      const wrongSide = objectionToPairAt(pair, price);
      if (wrongSide !== null) return wrongSide;
      return { outcome: 'prepared', session, params: pairParams(pair, rules) };
    } catch (error) {
      return refusedBefore(error);
    }
  }
}

/** Both orders have to be named in the answer: with one of them alone nobody would know what became of the other. */
function readPlaced(data: JsonValue, { limit, stop }: VenueOrderPair): PairOutcome {
  const rows = rowsIn(data);
  const placed = (type: string): JsonObject | undefined =>
    rows.find(({ orderType }) => textOf(orderType)?.toLowerCase() === type);
  const [limitRow, stopRow] = [placed('ocolimit'), placed('ocotps')];
  const first = acknowledgement(
    idOf(limitRow?.['orderId']),
    textOf(limitRow?.['clientOrderId']),
    limit,
  );
  const second = acknowledgement(
    idOf(stopRow?.['orderId']),
    textOf(stopRow?.['clientOrderId']),
    stop,
  );
  if (first.outcome !== 'acknowledged') return unknown(first.message);
  if (second.outcome !== 'acknowledged') return unknown(second.message);
  return {
    outcome: 'acknowledged',
    limitOrderId: first.venueOrderId,
    stopOrderId: second.venueOrderId,
  };
}

function rowsIn(data: JsonValue): readonly JsonObject[] {
  try {
    return rowsOf(data, 'the orders of an OCO');
  } catch {
    return [];
  }
}

const unknown = (message: string): PairOutcome => ({ outcome: 'unknown', message });

import { decimal, ZERO } from '@/kernel/decimal';
import { instrumentText } from '@/kernel/instrument';
import type { OrderExecution } from '@/modules/exchanges/venue.port';
import type {
  CancelOutcome,
  InstrumentRules,
  OrderRef,
  PositionMode,
  Refused,
  SubmitOutcome,
  VenueOrder,
} from '@/modules/exchanges/venue.types';
import type { BingxInstruments } from '../bingx.instruments';
import { isJsonObject, type JsonObject, type JsonValue } from '../bingx.json';
import { objectionTo } from '../bingx.order-checks';
import { orderStateOf } from '../bingx.order-words';
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
import { idOf, textOf } from '../bingx.wire';
import type { CoinMAccounts, CoinMPositions } from './coin-m.accounts';
import { symbolOf, type CoinMContext } from './coin-m.context';
import { COIN_M } from './coin-m.endpoints';
import { submitParams } from './coin-m.request';

interface Prepared {
  readonly outcome: 'prepared';
  readonly session: BingxSession;
  readonly rules: InstrumentRules;
  readonly mode: PositionMode;
}

/** Sends and cancels orders. Every write goes out once; whatever is not certain is `unknown`. */
export class CoinMExecution implements OrderExecution {
  constructor(
    private readonly context: CoinMContext,
    private readonly instruments: BingxInstruments,
    private readonly accounts: CoinMAccounts,
    private readonly positions: CoinMPositions,
  ) {}

  async submit(order: VenueOrder): Promise<SubmitOutcome> {
    const prepared = await this.prepare(order);
    if (prepared.outcome === 'refused') return prepared;
    const outcome = await this.send(order, prepared);
    if (outcome.outcome !== 'refused') return outcome;
    if (outcome.category !== 'position-mode-mismatch') {
      if (doubtsRules(outcome)) this.instruments.expire();
      return outcome;
    }
    // Nothing was taken, and the refusal itself is the only place where BingX names the mode.
    const mode = this.accounts.learnMode(order.account, outcome.message);
    if (mode === prepared.mode) return outcome;
    const objection = await this.objectionInMode(order, mode);
    return objection ?? this.send(order, { ...prepared, mode });
  }

  async cancel(ref: OrderRef): Promise<CancelOutcome> {
    const { venueOrderId } = ref;
    if (venueOrderId === null)
      return refusedHere('order-not-identified', 'Coin-M cancels by its own order id alone');
    let session: BingxSession;
    let symbol: string;
    try {
      session = await this.context.sessions.open(ref.account);
      symbol = symbolOf(ref.instrument);
    } catch (error) {
      return refusedBefore(error);
    }
    const params = { symbol, orderId: venueOrderId };
    return cancelOutcome(await session.write(COIN_M.cancel, params, 'close'), readCancelled);
  }

  /** Everything that may fail before the order is on its way, so that failing here is certain not to have placed it. */
  private async prepare(order: VenueOrder): Promise<Prepared | Refused> {
    try {
      const session = await this.context.sessions.open(order.account);
      const symbol = symbolOf(order.instrument);
      const rules = await this.instruments.find(order.instrument, order.account);
      if (rules === null)
        return refusedHere('instrument-unknown', `BingX lists no Coin-M contract ${symbol}`);
      const mode = await this.accounts.positionMode(order.account);
      const objection = objectionTo(order, rules) ?? (await this.objectionInMode(order, mode));
      return objection ?? { outcome: 'prepared', session, rules, mode };
    } catch (error) {
      return refusedBefore(error);
    }
  }

  /**
   * Without hedge mode a close larger than its position would open the other side, and Coin-M has no parameter that
   * forbids it: the position is looked at instead.
   */
  private async objectionInMode(order: VenueOrder, mode: PositionMode): Promise<Refused | null> {
    if (mode === 'hedge' || !order.reduceOnly) return null;
    try {
      const held = (await this.positions.open(order.account, 'protect'))
        .filter(
          (position) =>
            instrumentText(position.instrument) === instrumentText(order.instrument) &&
            position.side === order.positionSide,
        )
        .reduce((sum, position) => sum.plus(decimal(position.quantity)), ZERO);
      if (decimal(order.quantity).lte(held)) return null;
      const message = `${order.quantity} contracts are more than the ${held.toFixed()} held`;
      return refusedHere('nothing-to-close', message);
    } catch (error) {
      return refusedBefore(error);
    }
  }

  private async send(
    order: VenueOrder,
    { session, rules, mode }: Prepared,
  ): Promise<SubmitOutcome> {
    const params = submitParams(order, rules, mode);
    const result = await session.write(COIN_M.submit, params, rankOfOrder(order));
    return result.kind === 'success'
      ? readSubmitted(result.data, order, rules)
      : writeOutcome(result);
  }
}

/** The order stands in `data` itself; `data.order` as on the other contracts is understood too. */
function orderIn(data: JsonValue): JsonObject | null {
  if (!isJsonObject(data)) return null;
  const nested = data['order'];
  return isJsonObject(nested) ? nested : data;
}

function readSubmitted(data: JsonValue, order: VenueOrder, rules: InstrumentRules): SubmitOutcome {
  const row = orderIn(data);
  const named = acknowledgement(row === null ? null : idOf(row['orderId']), null, order);
  if (row === null || named.outcome !== 'acknowledged') return named;
  const symbol = textOf(row['symbol']);
  const side = textOf(row['side'])?.toLowerCase() ?? null;
  const isOurs =
    (symbol === null || symbol === rules.venueSymbol) && (side === null || side === order.side);
  return isOurs ? named : { outcome: 'unknown', message: 'BingX answered with another order' };
}

const readCancelled = (data: JsonValue): CancelOutcome =>
  cancelledIn(orderStateOf(orderIn(data)?.['status']));

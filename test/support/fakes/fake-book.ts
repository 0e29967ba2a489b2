import type { Clock } from '@/kernel/clock';
import { decimal, decimalText, type Decimal, ZERO } from '@/kernel/decimal';
import { instrumentText, type Instrument } from '@/kernel/instrument';
import { closingSide, type PositionSide } from '@/kernel/side';
import type {
  FillReport,
  InstrumentRules,
  LeverageSetting,
  OrderRef,
  OrderReport,
  PositionReport,
  VenueOrder,
} from '@/modules/exchanges/venue.types';

/** An order as the book keeps it. */
export interface FakeOrder {
  readonly sent: VenueOrder;
  readonly venueOrderId: string;
  state: OrderReport['state'];
  filled: Decimal;
  value: Decimal;
  updatedAt: Date;
}

/** How much of an order fills when it is taken: as the price says, nothing, or this much. */
export type FirstFill = 'as-reached' | 'nothing' | { readonly quantity: string };

interface FakeBookOptions {
  readonly clock: Clock;
  readonly rules: readonly InstrumentRules[];
  readonly price: string;
  readonly feePercent: string;
}

/** The orders, fills, positions and leverages of a fake venue. */
export class FakeBook {
  price: string;
  private readonly clock: Clock;
  private readonly rules: readonly InstrumentRules[];
  private readonly feePercent: Decimal;
  private readonly orders: FakeOrder[] = [];
  private readonly fillsMade: (FillReport & {
    readonly account: string;
    readonly positionSide: PositionSide;
  })[] = [];
  private readonly leverages = new Map<string, LeverageSetting>();
  private next = 1_000_000_000_000_000_000n;

  constructor(options: FakeBookOptions) {
    this.clock = options.clock;
    this.rules = options.rules;
    this.price = options.price;
    this.feePercent = decimal(options.feePercent);
  }

  /** Puts an order into the book; answers the id that it got. */
  take(sent: VenueOrder, first: FirstFill): string {
    const order: FakeOrder = {
      sent,
      venueOrderId: this.newId(),
      state: 'open',
      filled: ZERO,
      value: ZERO,
      updatedAt: this.clock.now(),
    };
    this.orders.push(order);
    if (typeof first === 'object') this.execute(order, decimal(first.quantity), this.price);
    else if (first === 'as-reached' && isReached(sent, decimal(this.price))) {
      this.execute(order, decimal(sent.quantity), this.price);
    }
    return order.venueOrderId;
  }

  /** Resting orders that a new price reaches fill whole. */
  setPrice(price: string): void {
    this.price = price;
    for (const order of this.orders) {
      if (isLive(order) && isReached(order.sent, decimal(price)))
        this.execute(order, remaining(order), fillPrice(order.sent, price));
    }
  }

  fill(clientOrderId: string, quantity: string, price: string): void {
    this.execute(this.named(clientOrderId), decimal(quantity), price);
  }

  end(order: FakeOrder, state: OrderReport['state']): void {
    order.state = state;
    order.updatedAt = this.clock.now();
  }

  named(clientOrderId: string): FakeOrder {
    const order = this.orders.find((one) => one.sent.clientOrderId === clientOrderId);
    if (order === undefined) throw new Error(`the fake venue has no order ${clientOrderId}`);
    return order;
  }

  /** All orders that were taken. */
  all(): readonly OrderReport[] {
    return this.orders.map(report);
  }

  find(ref: OrderRef): FakeOrder | null {
    const isIt = ({ sent, venueOrderId }: FakeOrder): boolean =>
      sent.account === ref.account &&
      (sent.clientOrderId === ref.clientOrderId ||
        (ref.venueOrderId !== null && venueOrderId === ref.venueOrderId));
    return this.orders.find(isIt) ?? null;
  }

  open(account: string, instrument?: Instrument): readonly OrderReport[] {
    return this.orders
      .filter((one) => isLive(one) && one.sent.account === account)
      .filter((one) => instrument === undefined || isSame(one.sent.instrument, instrument))
      .map(report);
  }

  history(account: string, instrument: Instrument, since: Date): readonly OrderReport[] {
    return this.orders
      .filter((one) => one.sent.account === account && isSame(one.sent.instrument, instrument))
      .filter((one) => one.updatedAt >= since)
      .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
      .map(report);
  }

  fills(
    account: string,
    instrument: Instrument,
    since: Date,
    venueOrderId?: string,
  ): readonly FillReport[] {
    return this.fillsMade
      .filter((fill) => fill.account === account && isSame(fill.instrument, instrument))
      .filter((fill) => fill.filledAt >= since)
      .filter((fill) => venueOrderId === undefined || fill.venueOrderId === venueOrderId)
      .map(({ account: _account, positionSide: _side, ...fill }) => fill);
  }

  feesOf(account: string): Decimal {
    return this.fillsMade
      .filter((fill) => fill.account === account)
      .reduce((total, fill) => total.plus(decimal(fill.fee)), ZERO);
  }

  positions(account: string): readonly PositionReport[] {
    return this.rules.flatMap(({ instrument }) =>
      (['long', 'short'] as const).flatMap((side) => {
        const { quantity, average } = this.held(account, instrument, side);
        if (!quantity.gt(ZERO)) return [];
        const text = decimalText(quantity);
        return [
          {
            instrument,
            side,
            quantity: text,
            availableQuantity: text,
            averagePrice: decimalText(average),
            leverage: this.leverageOf(account, instrument)[side],
            unrealisedProfit: '0',
            liquidationPrice: null,
            venuePositionId: null,
          },
        ];
      }),
    );
  }

  /** Quantity and average price of a side, out of the fills alone. */
  held(
    account: string,
    instrument: Instrument,
    side: PositionSide,
  ): { quantity: Decimal; average: Decimal } {
    let quantity = ZERO;
    let value = ZERO;
    for (const fill of this.fillsMade) {
      if (
        fill.account !== account ||
        fill.positionSide !== side ||
        !isSame(fill.instrument, instrument)
      )
        continue;
      const size = decimal(fill.quantity);
      if (fill.side !== closingSide(side)) {
        quantity = quantity.plus(size);
        value = value.plus(size.times(decimal(fill.price)));
      } else {
        value = quantity.isZero() ? ZERO : value.minus(value.times(size).div(quantity));
        quantity = quantity.minus(size);
      }
    }
    return { quantity, average: quantity.gt(ZERO) ? value.div(quantity) : ZERO };
  }

  leverageOf(account: string, instrument: Instrument): LeverageSetting {
    return (
      this.leverages.get(`${account}|${instrumentText(instrument)}`) ?? { long: '20', short: '20' }
    );
  }

  setLeverage(
    account: string,
    instrument: Instrument,
    side: PositionSide,
    leverage: string,
  ): LeverageSetting {
    const changed = { ...this.leverageOf(account, instrument), [side]: leverage };
    this.leverages.set(`${account}|${instrumentText(instrument)}`, changed);
    return changed;
  }

  private execute(order: FakeOrder, quantity: Decimal, price: string): void {
    const { account, instrument, side, positionSide } = order.sent;
    order.filled = order.filled.plus(quantity);
    order.value = order.value.plus(quantity.times(decimal(price)));
    order.state = order.filled.gte(decimal(order.sent.quantity)) ? 'filled' : 'partially-filled';
    order.updatedAt = this.clock.now();
    this.fillsMade.push({
      account,
      positionSide,
      venueFillId: this.newId(),
      venueOrderId: order.venueOrderId,
      instrument,
      side,
      quantity: decimalText(quantity),
      price,
      fee: decimalText(quantity.times(decimal(price)).times(this.feePercent).div(100)),
      feeAsset: instrument.quote,
      liquidity: order.sent.type === 'limit' ? 'maker' : 'taker',
      filledAt: this.clock.now(),
    });
  }

  private newId(): string {
    this.next += 1n;
    return this.next.toString();
  }
}

export const isSame = (a: Instrument, b: Instrument): boolean =>
  instrumentText(a) === instrumentText(b);
export const isLive = (order: FakeOrder): boolean =>
  order.state === 'open' || order.state === 'partially-filled';
const remaining = (order: FakeOrder): Decimal => decimal(order.sent.quantity).minus(order.filled);

/** Whether an order fills at this price. */
function isReached(order: VenueOrder, price: Decimal): boolean {
  const level = order.price ?? order.stopPrice;
  if (order.type === 'market' || level === null) return order.type === 'market';
  const firesBelow = (order.side === 'sell') === (order.type === 'stop-market');
  return firesBelow ? price.lte(decimal(level)) : price.gte(decimal(level));
}

const fillPrice = (order: VenueOrder, price: string): string =>
  order.type === 'limit' ? (order.price ?? price) : price;

export function report(order: FakeOrder): OrderReport {
  const { sent, venueOrderId, state, filled, value, updatedAt } = order;
  return {
    venueOrderId,
    clientOrderId: sent.clientOrderId,
    instrument: sent.instrument,
    state,
    side: sent.side,
    positionSide: sent.positionSide,
    type: sent.type,
    quantity: sent.quantity,
    filledQuantity: decimalText(filled),
    averagePrice: filled.isZero() ? null : decimalText(value.div(filled)),
    stopPrice: sent.stopPrice,
    updatedAt,
  };
}

import type { LiveTrading } from '@test/support/harness/live-trading';
import { randomFrom } from '@test/support/harness/market-fixture';
import {
  MIXED_MARKETS,
  strategyOf,
  tickerOf,
  type MixedMarket,
} from '@test/support/harness/mixed-markets';
import { API_TOKEN } from '@test/support/harness/live-trading';
import { decimal, decimalText } from '@/kernel/decimal';

const AUTHORIZED = { authorization: `Bearer ${API_TOKEN}` };
const BY_ALARMS = MIXED_MARKETS.filter(({ by }) => by === 'alarms');
const BY_HAND = MIXED_MARKETS.filter(({ by }) => by === 'hand');
const MEDDLED = MIXED_MARKETS.filter(({ isMeddledWith }) => isMeddledWith === true);

/** What a run did, by what was done and how it was answered: `open market 201`, `cancel 409`. */
export type Tally = Record<string, number>;

/** A random life on three products: alarms, orders by hand, cancels, fills, moving prices, a meddling owner. */
export class MixedOrders {
  readonly tally: Tally = {};
  private readonly random: () => number;
  private readonly prices = new Map<string, number>();

  constructor(
    private readonly live: LiveTrading,
    seed: number,
  ) {
    this.random = randomFrom(seed);
  }

  /** One thing after the other until it is over; several may run beside each other. */
  async run(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      const drawn = this.random();
      if (drawn < 0.34) await this.alarm();
      else if (drawn < 0.66) await this.orderByHand();
      else if (drawn < 0.78) await this.cancel();
      else if (drawn < 0.86) await this.fillPart();
      else if (drawn < 0.98) await this.movePrice();
      else await this.meddle();
      await new Promise((resolve) => setTimeout(resolve, 20 + this.random() * 150));
    }
  }

  private async alarm(): Promise<void> {
    const market = this.oneOf(BY_ALARMS);
    const side = market.product === 'spot' ? 'long' : this.oneOf(['long', 'short']);
    const action = this.random() < 0.6 ? 'open' : 'close';
    const id = await this.live.send({
      Strategy: strategyOf(market),
      Ticker: tickerOf(market),
      Price_Alert: this.priceOf(market).toFixed(market.digits),
      Order: `order ${action} ${side}`,
    });
    this.count(`alarm ${action}`, id === null ? 0 : 200);
  }

  private async orderByHand(): Promise<void> {
    const market = this.oneOf(BY_HAND);
    const { venue, symbol, product } = market;
    const type = this.oneOf(['market', 'limit', 'limit', 'stop-market', 'take-profit-market']);
    const positionSide = product === 'spot' ? 'long' : this.oneOf(['long', 'short']);
    const wantsClose = this.random() < 0.45;
    // Closes of nothing are refused: a few show that; many would make the error-flood rule hold everything back.
    const closes = wantsClose && (this.random() < 0.05 || (await this.holds(market, positionSide)));
    const action = closes ? 'close' : 'open';
    const near = this.priceOf(market) * (0.97 + this.random() * 0.06);
    const price = near.toFixed(market.digits);
    const times = 1 + Math.floor(this.random() * 5);
    const body = {
      account: 'bingx',
      instrument: `${venue}/${symbol}`,
      ...{ action, positionSide, type },
      quantity: decimalText(decimal(market.quantity).times(times)),
      ...(type === 'limit' ? { price } : {}),
      ...(type.endsWith('-market') ? { stopPrice: price } : {}),
    };
    await this.command(`${product} ${action} ${type}`, '/orders', body);
  }

  private async cancel(): Promise<void> {
    const rows = await this.live.database.query<{ id: string }>(
      'orders',
      `SELECT id FROM trade_order WHERE state IN ('ACCEPTED', 'PARTIALLY_FILLED', 'INITIALIZED')
        AND purpose = 'manual' ORDER BY id`,
    );
    if (rows.length > 0) await this.command('cancel', `/orders/${this.oneOf(rows).id}/cancel`, {});
  }

  /** The market takes a part of an order that rests, as likely as not while it is being cancelled. */
  private async fillPart(): Promise<void> {
    const account = (await this.live.exchange.control.state(Number.MAX_SAFE_INTEGER)).accounts.main;
    if (account === undefined) return;
    const resting = (['swap', 'cswap', 'spot'] as const).flatMap((product) =>
      account[product].orders
        .filter(({ type, status }) => type === 'LIMIT' && /^(NEW|PENDING|PART)/.test(status))
        .map(({ id }) => ({ product, id })),
    );
    if (resting.length === 0) return;
    const { product, id } = this.oneOf(resting);
    await this.happen('fill', () =>
      this.live.exchange.control.fill({ orderId: id }, this.oneOf(['0.5', '1']), { product }),
    );
  }

  private async movePrice(): Promise<void> {
    const market = this.oneOf(MIXED_MARKETS);
    const price = market.price * this.oneOf([0.97, 0.99, 1, 1, 1.01, 1.05]);
    this.prices.set(keyOf(market), price);
    await this.happen('price', () =>
      this.live.exchange.control.setPrice(
        market.symbol,
        price.toFixed(market.digits),
        market.product,
      ),
    );
  }

  /** The owner closes by hand, or the exchange liquidates. */
  private async meddle(): Promise<void> {
    const { symbol, product } = this.oneOf(MEDDLED);
    const side = this.oneOf(['LONG', 'SHORT'] as const);
    const { control } = this.live.exchange;
    if (this.random() < 0.5)
      await this.happen('closed by hand', () =>
        control.closePositionByHand(symbol, side, undefined, { product }),
      );
    else
      await this.happen('liquidated', () =>
        control.liquidate(symbol, side, undefined, { product }),
      );
  }

  /** Enough for any close, and no other close waits for it. */
  private async holds({ product, symbol, quantity }: MixedMarket, side: string): Promise<boolean> {
    const account = (await this.live.exchange.control.state(Number.MAX_SAFE_INTEGER)).accounts.main;
    if (account === undefined) return false;
    const most = decimal(quantity).times(5);
    if (product === 'spot') {
      const [base] = symbol.split('-');
      return account.spot.balances.some(
        ({ asset, free }) => asset === base && decimal(free).gte(most),
      );
    }
    const { positions, orders } = account[product];
    const held = side.toUpperCase();
    const closing = side === 'long' ? 'SELL' : 'BUY';
    const rests = orders.some(
      (one) =>
        one.symbol === symbol &&
        one.positionSide === held &&
        one.side === closing &&
        /^(NEW|PENDING|PART)/.test(one.status),
    );
    return (
      !rests &&
      positions.some(
        (one) => one.symbol === symbol && one.side === held && decimal(one.quantity).gte(most),
      )
    );
  }

  private async command(what: string, path: string, body: unknown): Promise<void> {
    const { status } = await this.live.service.http.post(path, body, AUTHORIZED);
    this.count(what, status);
  }

  /** What the exchange has no occasion for does not happen: no such position, an order that filled meanwhile. */
  private async happen(what: string, act: () => Promise<unknown>): Promise<void> {
    await act().then(
      () => this.count(what, 200),
      () => this.count(what, 400),
    );
  }

  private count(what: string, status: number): void {
    const key = `${what} ${String(status)}`;
    this.tally[key] = (this.tally[key] ?? 0) + 1;
  }

  private priceOf = (market: MixedMarket): number => this.prices.get(keyOf(market)) ?? market.price;

  private oneOf<T>(list: readonly T[]): T {
    return list[Math.floor(this.random() * list.length)] as T;
  }
}

const keyOf = ({ product, symbol }: MixedMarket): string => `${product} ${symbol}`;

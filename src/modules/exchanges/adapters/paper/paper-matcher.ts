import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { decimal, decimalText } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import { settlementAssetOf } from '@/kernel/inverse';
import { InstrumentsService } from '@/modules/exchanges/instruments.service';
import type { PriceListener } from '@/modules/exchanges/market-price.service';
import type { PaperOrder } from '@/modules/exchanges/adapters/paper/paper-book';
import { PaperBookRepository } from '@/modules/exchanges/adapters/paper/paper-book.repository';
import { PaperLedger, type OpenBook } from '@/modules/exchanges/adapters/paper/paper-ledger';
import {
  inMatchingOrder,
  matchOf,
  observedPrice,
  type Observation,
} from '@/modules/exchanges/adapters/paper/paper-matching';
import type { InstrumentRules, Kline } from '@/modules/exchanges/venue.types';

/** Fills resting paper orders when a seen price reaches them. The same price may be given twice: an order fills once. */
@Injectable()
export class PaperMatcher implements PriceListener {
  constructor(
    private readonly book: PaperBookRepository,
    private readonly ledger: PaperLedger,
    private readonly instruments: InstrumentsService,
    private readonly clock: Clock,
  ) {}

  /** One price, such as a ticker. Returns how many orders it filled or ended. */
  async advance(instrument: Instrument, price: string, at: Date): Promise<number> {
    await this.book.mark(instrument, price, at);
    return this.match(instrument, observedPrice(price, at));
  }

  /** A span of ticks. Its highest and lowest count, so that nothing between two looks is missed. */
  async advanceTicks(instrument: Instrument, seen: Observation): Promise<number> {
    await this.book.mark(instrument, decimalText(seen.last), seen.at);
    return this.match(instrument, seen);
  }

  /** Candles, ascending: their highs and lows count, not only their closes. */
  async advanceCandles(instrument: Instrument, candles: readonly Kline[]): Promise<number> {
    // Asked once: a back-fill of thousands of candles concerns few orders, and mostly none.
    const [oldest] = await this.book.resting({ instrument });
    if (oldest === undefined) return 0;
    let done = 0;
    for (const candle of candles.filter(({ openAt }) => openAt >= oldest.createdAt))
      done += await this.match(instrument, seenIn(candle));
    return done;
  }

  async onPrice(instrument: Instrument, price: string, at: Date): Promise<void> {
    await this.advance(instrument, price, at);
  }

  async onCandles(instrument: Instrument, candles: readonly Kline[]): Promise<void> {
    await this.advanceCandles(instrument, candles);
  }

  private async match(instrument: Instrument, seen: Observation): Promise<number> {
    const resting = await this.book.resting({ instrument });
    const reached = resting.filter((order) => matchOf(order, seen) !== null);
    const accounts = [...new Set(reached.map(({ account }) => account))];
    if (accounts.length === 0) return 0;
    const rules = await this.instruments.find(instrument);
    let done = 0;
    for (const account of accounts) {
      done += await this.matchAccount(account, instrument, seen, rules);
    }
    return done;
  }

  /** One transaction an order: a fill changes the balance that the next one starts from. */
  private async matchAccount(
    account: string,
    instrument: Instrument,
    seen: Observation,
    rules: InstrumentRules | null,
  ): Promise<number> {
    let done = 0;
    for (;;) {
      const isFilled = await this.ledger.change(
        account,
        settlementAssetOf(instrument),
        async (open) => {
          const resting = await this.book.resting({ account, instrument }, open.tx);
          const order = inMatchingOrder(resting).find((one) => matchOf(one, seen) !== null);
          if (order === undefined) return false;
          await this.fill(open, order, seen, rules);
          return true;
        },
      );
      if (!isFilled) return done;
      done += 1;
    }
  }

  private async fill(
    open: OpenBook,
    order: PaperOrder,
    seen: Observation,
    rules: InstrumentRules | null,
  ): Promise<void> {
    const match = matchOf(order, seen);
    if (match === null) return;
    const price =
      match.liquidity === 'maker' ? match.price : this.ledger.takerPrice(order, match.price, rules);
    const contractValue = rules?.contractValue ?? null;
    await this.ledger.fill(open, order, { ...match, price }, this.clock.now(), contractValue);
  }
}

const seenIn = (candle: Kline): Observation => ({
  open: decimal(candle.open),
  high: decimal(candle.high),
  low: decimal(candle.low),
  last: decimal(candle.close),
  at: candle.openAt,
});

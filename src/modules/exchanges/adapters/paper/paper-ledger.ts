import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { Decimal, decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import { settlementAssetOf } from '@/kernel/inverse';
import {
  coinFeeOf,
  enter,
  feeOf,
  isFeeInCoin,
  lessCoins,
  marginOf,
  money,
  slipped,
  worthOf,
} from '@/modules/exchanges/adapters/paper/paper-arithmetic';
import {
  emptyPosition,
  type PaperOrder,
  type PaperPosition,
} from '@/modules/exchanges/adapters/paper/paper-book';
import { PaperBookRepository } from '@/modules/exchanges/adapters/paper/paper-book.repository';
import type { Match } from '@/modules/exchanges/adapters/paper/paper-matching';
import { isClosing } from '@/modules/exchanges/adapters/paper/paper-rules';
import { paperStartOf } from '@/modules/exchanges/paper-start';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import { UnitOfWork, type Tx } from '@/platform/database/unit-of-work';
import { IdSource } from '@/platform/identity/new-id';
import { TradingSettings } from '@/platform/settings/trading.settings';

/** One account in one asset, with its balance row locked. */
export interface OpenBook {
  readonly account: string;
  readonly asset: string;
  readonly total: Decimal;
  readonly tx: Tx<'positions'>;
}

/** Writes the book: every change of an account happens in one transaction under the lock of its balance row. */
@Injectable()
export class PaperLedger {
  private readonly feePercent: Decimal;
  private readonly slippagePercent: Decimal;

  constructor(
    private readonly book: PaperBookRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly settings: TradingSettings,
  ) {
    this.feePercent = decimal(settings.PAPER_FEE_PERCENT);
    this.slippagePercent = decimal(settings.PAPER_SLIPPAGE_PERCENT);
  }

  /** Runs work on an account's book; creates the account with its starting money when it is new. */
  async change<T>(
    account: string,
    asset: string,
    work: (open: OpenBook) => Promise<T>,
  ): Promise<T> {
    await this.book.startBalance(
      account,
      asset,
      paperStartOf(asset, this.settings),
      this.clock.now(),
    );
    return this.unitOfWork.run('positions', async (tx) => {
      const total = await this.book.lockBalance(account, asset, tx);
      if (total === null) throw new Error(`paper account has no ${asset} balance`);
      return work({ account, asset, total: decimal(total), tx });
    });
  }

  async positionOf(
    open: OpenBook,
    instrument: Instrument,
    side: PaperPosition['side'],
    contractValue: string | null,
  ): Promise<PaperPosition> {
    const position = await this.book.position(open.account, instrument, side, open.tx);
    if (position === null)
      return emptyPosition(open.account, instrument, side, this.clock.now(), contractValue);
    // Only what is held keeps the worth that its contracts had.
    const isFlat = decimal(position.quantity).isZero();
    return isFlat && contractValue !== null ? { ...position, contractValue } : position;
  }

  /** Money that neither positions nor resting orders bind; never below 0. */
  async available(open: OpenBook): Promise<Decimal> {
    const positions = await this.book.positionsOf(open.account, open.tx);
    const resting = await this.book.resting({ account: open.account }, open.tx);
    let free = open.total;
    for (const one of positions)
      if (settlementAssetOf(one.instrument) === open.asset) free = free.minus(marginOf(one));
    for (const one of resting)
      if (settlementAssetOf(one.instrument) === open.asset) free = free.minus(decimal(one.margin));
    return free.gt(ZERO) ? free : ZERO;
  }

  /** What an opening order binds: its value over the leverage, and its fee. */
  marginFor(worth: Decimal, leverage: string): Decimal {
    return money(worth.div(decimal(leverage)).plus(feeOf(worth, this.feePercent)));
  }

  /** The price that a taker really gets. */
  takerPrice(
    order: Pick<PaperOrder, 'side'>,
    price: Decimal,
    rules: InstrumentRules | null,
  ): Decimal {
    const tick = rules === null ? new Decimal('1e-8') : decimal(rules.priceTick);
    return slipped(price, order.side, this.slippagePercent, tick);
  }

  /**
   * Fills an order that is already in the book, whole; a closing order no further than its position reaches,
   * and then it ends as cancelled. Returns the order as it stands afterwards.
   */
  async fill(
    open: OpenBook,
    order: PaperOrder,
    match: Match,
    at: Date,
    contractValue: string | null,
  ): Promise<PaperOrder> {
    const { instrument, positionSide } = order;
    const position = await this.positionOf(open, instrument, positionSide, contractValue);
    const quantity = isClosing(order)
      ? Decimal.min(decimal(order.quantity), decimal(position.quantity))
      : decimal(order.quantity);
    if (quantity.isZero()) return this.cancel(open, order, at);
    const inCoin = isFeeInCoin(order);
    const worth = worthOf(quantity, match.price, position.contractValue);
    const fee = inCoin ? coinFeeOf(quantity, this.feePercent) : feeOf(worth, this.feePercent);
    const entered = enter(position, {
      ...{ side: order.side, quantity, price: match.price, at },
      fee: inCoin ? ZERO : fee,
    });
    const held = inCoin ? lessCoins(entered.position, fee) : entered.position;
    await this.book.insertFill(
      {
        id: this.ids.newId(),
        orderId: order.id,
        account: order.account,
        instrument: order.instrument,
        side: order.side,
        quantity: decimalText(quantity),
        price: decimalText(match.price),
        fee: decimalText(fee),
        profit: decimalText(entered.profit),
        liquidity: match.liquidity,
        filledAt: at,
      },
      open.tx,
    );
    await this.book.savePosition(held, open.tx);
    await this.book.saveBalance(
      open.account,
      open.asset,
      decimalText(open.total.plus(entered.balanceChange)),
      at,
      open.tx,
    );
    const filled = filledOrder(order, quantity, match.price, at);
    await this.book.saveOrder(filled, open.tx);
    if (isClosing(order) && held.quantity === '0') await this.dropProtection(open, filled, at);
    return filled;
  }

  async cancel(open: OpenBook, order: PaperOrder, at: Date): Promise<PaperOrder> {
    const cancelled: PaperOrder = { ...order, state: 'cancelled', margin: '0', updatedAt: at };
    await this.book.saveOrder(cancelled, open.tx);
    return cancelled;
  }

  /** A side that is closed whole takes its resting closing orders with it: they must not close a later entry. */
  private async dropProtection(open: OpenBook, closed: PaperOrder, at: Date): Promise<void> {
    const resting = await this.book.resting(
      { account: open.account, instrument: closed.instrument },
      open.tx,
    );
    for (const order of resting) {
      if (
        order.id !== closed.id &&
        order.positionSide === closed.positionSide &&
        isClosing(order)
      ) {
        await this.cancel(open, order, at);
      }
    }
  }
}

function filledOrder(order: PaperOrder, quantity: Decimal, price: Decimal, at: Date): PaperOrder {
  return {
    ...order,
    state: quantity.eq(decimal(order.quantity)) ? 'filled' : 'cancelled',
    filledQuantity: decimalText(quantity),
    averagePrice: decimalText(price),
    margin: '0',
    updatedAt: at,
  };
}

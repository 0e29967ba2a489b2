import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { Decimal, decimal, decimalText, floorToStep, ZERO } from '@/kernel/decimal';
import { settlementAssetOf } from '@/kernel/inverse';
import { InstrumentsService } from '@/modules/exchanges/instruments.service';
import { MarketPriceService } from '@/modules/exchanges/market-price.service';
import { isCoins, type PaperOrder } from '@/modules/exchanges/adapters/paper/paper-book';
import { worthOf } from '@/modules/exchanges/adapters/paper/paper-arithmetic';
import { PaperBookRepository } from '@/modules/exchanges/adapters/paper/paper-book.repository';
import { PaperLedger, type OpenBook } from '@/modules/exchanges/adapters/paper/paper-ledger';
import {
  matchOf,
  observedPrice,
  type Match,
} from '@/modules/exchanges/adapters/paper/paper-matching';
import {
  closingProblem,
  isClosing,
  openingProblem,
  refusal,
  shapeProblem,
} from '@/modules/exchanges/adapters/paper/paper-rules';
import type { OrderExecution } from '@/modules/exchanges/venue.port';
import type {
  CancelOutcome,
  InstrumentRules,
  OrderRef,
  Refused,
  SubmitOutcome,
  VenueOrder,
} from '@/modules/exchanges/venue.types';
import { IdSource } from '@/platform/identity/new-id';

/** An order with what was learned about its market before the book was opened. */
interface Request {
  readonly order: VenueOrder;
  readonly rules: InstrumentRules;
  /** Null when no price is to be had. */
  readonly price: Decimal | null;
}

/** Takes and cancels paper orders. Like a real venue it never throws: what it can not be sure of is unknown. */
@Injectable()
export class PaperExecution implements OrderExecution {
  constructor(
    private readonly book: PaperBookRepository,
    private readonly ledger: PaperLedger,
    private readonly instruments: InstrumentsService,
    private readonly prices: MarketPriceService,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  async submit(order: VenueOrder): Promise<SubmitOutcome> {
    // Rules and price come from the network: asked before the transaction, never inside it.
    const rules = await this.instruments.find(order.instrument);
    const problem = shapeProblem(order, rules);
    if (problem !== null || rules === null)
      return problem ?? refusal('instrument-unknown', 'no such instrument');
    const price = await this.prices.priceOf(order.instrument, order.referencePrice);
    const request: Request = { order, rules, price: price === null ? null : decimal(price.price) };
    try {
      return await this.ledger.change(order.account, settlementAssetOf(order.instrument), (open) =>
        this.enter(open, request),
      );
    } catch (error) {
      // The commit may have gone through before the failure was seen; a duplicate key means that it did, elsewhere.
      return {
        outcome: 'unknown',
        message: `the paper book could not be written: ${messageOf(error)}`,
      };
    }
  }

  async cancel(ref: OrderRef): Promise<CancelOutcome> {
    try {
      return await this.ledger.change(
        ref.account,
        settlementAssetOf(ref.instrument),
        async (open) => {
          const order = await this.book.orderByClientId(ref.account, ref.clientOrderId, open.tx);
          if (order?.state !== 'open') return { outcome: 'gone' } as const;
          await this.ledger.cancel(open, order, this.clock.now());
          return { outcome: 'cancelled' } as const;
        },
      );
    } catch (error) {
      return {
        outcome: 'unknown',
        message: `the paper book could not be written: ${messageOf(error)}`,
      };
    }
  }

  private async enter(open: OpenBook, request: Request): Promise<SubmitOutcome> {
    const { order } = request;
    const known = await this.book.orderByClientId(order.account, order.clientOrderId, open.tx);
    if (known !== null) {
      return {
        outcome: 'unknown',
        message: 'the client order id was used before: ask for the order',
      };
    }
    const fresh = this.newOrder(order);
    const match = this.matchNow(fresh, request);
    if ('outcome' in match) return match;
    const sized = boughtFor(request, match.match);
    const margin = await this.problemOrMargin(open, sized, match.match);
    if (typeof margin !== 'string') return margin;
    const quantity = decimalText(decimal(sized.order.quantity));
    const entered: PaperOrder = { ...fresh, quantity, margin };
    await this.book.insertOrder(entered, open.tx);
    const { contractValue } = request.rules;
    if (match.match !== null)
      await this.ledger.fill(open, entered, match.match, entered.createdAt, contractValue);
    return { outcome: 'acknowledged', venueOrderId: entered.id };
  }

  /** How the order would fill at once; `match: null` lets it rest. */
  private matchNow(
    order: PaperOrder,
    { rules, price }: Request,
  ): { readonly match: Match | null } | Refused {
    if (order.type === 'market') {
      if (price === null)
        return refusal('no-price', 'no live price, no candle and no price in the alarm');
      return { match: { price: this.ledger.takerPrice(order, price, rules), liquidity: 'taker' } };
    }
    if (price === null) return { match: null };
    const match = matchOf(order, observedPrice(decimalText(price), order.createdAt));
    if (match === null) return { match: null };
    if (order.type !== 'limit') {
      const text = `${order.type} at ${order.stopPrice ?? ''} would trigger at once: the price is ${decimalText(price)}`;
      return refusal('stop-price-wrong-side', text);
    }
    const taken = this.ledger.takerPrice(order, price, rules);
    const bounded =
      order.side === 'buy' ? Decimal.min(taken, match.price) : Decimal.max(taken, match.price);
    return { match: { price: bounded, liquidity: 'taker' } };
  }

  /** The margin that the order binds, as text; or why it is refused. */
  private async problemOrMargin(
    open: OpenBook,
    request: Request,
    match: Match | null,
  ): Promise<string | Refused> {
    const { order, rules } = request;
    const { instrument, positionSide } = order;
    const { contractValue } = rules;
    const position = await this.ledger.positionOf(open, instrument, positionSide, contractValue);
    if (isClosing(order)) {
      const locked = isCoins(instrument) ? await this.lockedCoins(open, order) : ZERO;
      return closingProblem(order, rules, position, locked) ?? '0';
    }
    const level = match?.price ?? readPrice(order) ?? request.price;
    if (level === null) return refusal('no-price', 'the value of the order is not known');
    const problem = openingProblem(order, rules, level);
    if (problem !== null) return problem;
    // What a contract was worth when the order was taken holds when it fills.
    if (match === null && contractValue !== null) await this.book.savePosition(position, open.tx);
    const worth = worthOf(decimal(order.quantity), level, position.contractValue);
    const margin = this.ledger.marginFor(worth, position.leverage);
    const available = await this.ledger.available(open);
    if (margin.gt(available)) {
      const text = `needs ${decimalText(margin)} ${open.asset} at leverage ${position.leverage}, available ${decimalText(available)}`;
      return refusal('insufficient-margin', text);
    }
    return decimalText(margin);
  }

  /** What resting sales of a coin hold. */
  private async lockedCoins(open: OpenBook, { account, instrument }: VenueOrder): Promise<Decimal> {
    const resting = await this.book.resting({ account, instrument }, open.tx);
    return resting
      .filter((one) => one.side === 'sell')
      .reduce((sum, one) => sum.plus(decimal(one.quantity)), ZERO);
  }

  private newOrder(order: VenueOrder): PaperOrder {
    const at = this.clock.now();
    return {
      id: this.ids.newId(),
      account: order.account,
      instrument: order.instrument,
      clientOrderId: order.clientOrderId,
      side: order.side,
      positionSide: order.positionSide,
      type: order.type,
      quantity: decimalText(decimal(order.quantity)),
      price: order.price,
      stopPrice: order.stopPrice,
      reduceOnly: order.reduceOnly,
      state: 'open',
      filledQuantity: '0',
      averagePrice: null,
      margin: '0',
      createdAt: at,
      updatedAt: at,
    };
  }
}

/** A buy by amount is as large as the amount buys at its price, in whole steps. */
function boughtFor(request: Request, match: Match | null): Request {
  const { order, rules } = request;
  if (order.quoteQuantity === null || match === null) return request;
  const step = decimal(rules.quantityStep);
  const bought = floorToStep(decimal(order.quoteQuantity).div(match.price), step);
  return { ...request, order: { ...order, quantity: decimalText(bought) } };
}

function readPrice(order: VenueOrder): Decimal | null {
  const text = order.price ?? order.stopPrice;
  return text === null ? null : decimal(text);
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'no reason given';

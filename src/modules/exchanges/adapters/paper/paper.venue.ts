import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { decimal, decimalText, readDecimal, ZERO } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import { isInverse, settlementAssetOf } from '@/kernel/inverse';
import type { PositionSide } from '@/kernel/side';
import { MARKET_VENUE_IDS } from '@/kernel/venue-id';
import { marginOf, unrealisedOf } from '@/modules/exchanges/adapters/paper/paper-arithmetic';
import {
  defaultLeverageOf,
  emptyPosition,
  isCoins,
  MAX_LEVERAGE,
} from '@/modules/exchanges/adapters/paper/paper-book';
import { PaperBookRepository } from '@/modules/exchanges/adapters/paper/paper-book.repository';
import { PaperExecution } from '@/modules/exchanges/adapters/paper/paper-execution';
import { PaperLedger } from '@/modules/exchanges/adapters/paper/paper-ledger';
import {
  fillReport,
  orderReport,
  positionReport,
} from '@/modules/exchanges/adapters/paper/paper-reports';
import { InstrumentsService } from '@/modules/exchanges/instruments.service';
import { MarketPriceService } from '@/modules/exchanges/market-price.service';
import { VenueRefusedError, VenueUnavailableError } from '@/modules/exchanges/venue.errors';
import type {
  AccountSource,
  InstrumentSource,
  LeverageControl,
  OrderSource,
  PositionSource,
  PriceSource,
  Venue,
} from '@/modules/exchanges/venue.port';
import type {
  Balance,
  LeverageSetting,
  OrderRef,
  OrderReport,
  VenueCapabilities,
  VenueStatus,
} from '@/modules/exchanges/venue.types';
import { PAPER_ORDER_TYPES } from '@/modules/exchanges/adapters/paper/paper-rules';
import { TradingSettings } from '@/platform/settings/trading.settings';

const CAPABILITIES: VenueCapabilities = {
  orderTypes: PAPER_ORDER_TYPES,
  clientOrderIdLength: 40,
  isClientOrderIdKept: true,
  quantityUnit: 'base',
  shorts: true,
  leverage: true,
  hedgeMode: true,
  marketBuysBy: 'base',
  exitsBy: 'position',
  stopMove: 'overlap',
};

/** Coins are bought and sold by the rules of the real market: no shorts, nothing borrowed, one exit for each coin. */
const ON_SPOT: VenueCapabilities = {
  ...CAPABILITIES,
  shorts: false,
  leverage: false,
  hedgeMode: false,
  marketBuysBy: 'quote',
  exitsBy: 'coins',
};

/**
 * A venue that trades with the markets' real rules and prices and nobody's money. It stands in for the market that
 * an instrument names, holds positions per side, and keeps its book in the database. Any account name works.
 */
@Injectable()
export class PaperVenue implements Venue {
  readonly id = 'paper' as const;
  readonly capabilities = CAPABILITIES;
  readonly instruments: InstrumentSource;
  readonly accounts: AccountSource;
  readonly prices: PriceSource;
  readonly positions: PositionSource;
  readonly orders: OrderSource;
  readonly execution: PaperExecution;
  readonly leverage: LeverageControl;

  constructor(
    private readonly book: PaperBookRepository,
    private readonly ledger: PaperLedger,
    execution: PaperExecution,
    private readonly instrumentRules: InstrumentsService,
    private readonly marketPrices: MarketPriceService,
    private readonly settings: TradingSettings,
    private readonly clock: Clock,
  ) {
    this.execution = execution;
    this.instruments = this.instrumentSource();
    this.prices = { ticker: (instrument) => this.ticker(instrument) };
    this.accounts = {
      balances: (account) => this.readingBook(() => this.balances(account)),
      positionMode: () => Promise.resolve('hedge'),
    };
    this.positions = { open: (account) => this.readingBook(() => this.openPositions(account)) };
    this.orders = this.orderSource();
    this.leverage = {
      read: (account, instrument) => this.readingBook(() => this.leverageOf(account, instrument)),
      set: (account, instrument, side, leverage) =>
        this.setLeverage(account, instrument, side, leverage),
    };
  }

  capabilitiesOn(instrument: Instrument): VenueCapabilities {
    return isCoins(instrument) ? ON_SPOT : CAPABILITIES;
  }

  async ping(): Promise<VenueStatus> {
    const startedAt = this.clock.monotonicMs();
    try {
      await this.book.balancesOf('');
      const latencyMs = Math.round(this.clock.monotonicMs() - startedAt);
      return { venue: this.id, reachable: true, latencyMs, clockOffsetMs: 0, detail: null };
    } catch {
      const detail = 'the paper book can not be read';
      return { venue: this.id, reachable: false, latencyMs: null, clockOffsetMs: null, detail };
    }
  }

  private instrumentSource(): InstrumentSource {
    return {
      list: async () => {
        const lists = await Promise.all(
          MARKET_VENUE_IDS.map((market) => this.instrumentRules.list(market)),
        );
        return lists.flatMap(({ rules }) => rules);
      },
      find: (instrument) => this.instrumentRules.find(instrument),
    };
  }

  private orderSource(): OrderSource {
    return {
      find: (ref) => this.readingBook(() => this.findOrder(ref)),
      open: (account, instrument) =>
        this.readingBook(async () => {
          const where = instrument === undefined ? { account } : { account, instrument };
          return (await this.book.resting(where)).map(orderReport);
        }),
      history: (account, instrument, since) =>
        this.readingBook(async () =>
          (await this.book.ordersSince(account, instrument, since)).map(orderReport),
        ),
      fills: (account, instrument, since, venueOrderId) =>
        this.readingBook(async () =>
          (await this.book.fillsSince(account, instrument, since, venueOrderId)).map(fillReport),
        ),
    };
  }

  private async findOrder(ref: OrderRef): Promise<OrderReport | null> {
    const seen = await this.book.orderByClientId(ref.account, ref.clientOrderId);
    if (seen !== null) return orderReport(seen);
    // Not there, or being written at this moment: the account's lock tells them apart.
    return this.ledger.change(ref.account, ref.instrument.quote, async ({ tx }) => {
      const order =
        (await this.book.orderByClientId(ref.account, ref.clientOrderId, tx)) ??
        (ref.venueOrderId === null
          ? null
          : await this.book.orderById(ref.account, ref.venueOrderId, tx));
      return order === null ? null : orderReport(order);
    });
  }

  private async ticker(
    instrument: Instrument,
  ): Promise<{ instrument: Instrument; price: string; at: Date }> {
    const price = await this.marketPrices.priceOf(instrument, null);
    if (price === null)
      throw new VenueUnavailableError(this.id, 'no live price and no recent candle');
    return { instrument, price: price.price, at: price.at };
  }

  private async openPositions(account: string): ReturnType<PositionSource['open']> {
    const positions = await this.book.positionsOf(account);
    return positions.filter(({ quantity }) => decimal(quantity).gt(ZERO)).map(positionReport);
  }

  /** A new account shows what it would start with in USDT. */
  private async balances(account: string): Promise<readonly Balance[]> {
    const kept = await this.book.balancesOf(account);
    const rows =
      kept.length > 0 ? kept : [{ asset: 'USDT', total: this.settings.PAPER_START_BALANCE }];
    const [positions, resting] = await Promise.all([
      this.book.positionsOf(account),
      this.book.resting({ account }),
    ]);
    return rows.map(({ asset, total }) => {
      let available = decimal(total);
      let equity = decimal(total);
      for (const position of positions) {
        if (settlementAssetOf(position.instrument) !== asset) continue;
        available = available.minus(marginOf(position));
        if (position.markPrice !== null)
          equity = equity.plus(unrealisedOf(position, decimal(position.markPrice)));
      }
      for (const order of resting) {
        if (settlementAssetOf(order.instrument) === asset)
          available = available.minus(decimal(order.margin));
      }
      return {
        asset,
        total: decimalText(decimal(total)),
        available: decimalText(available.gt(ZERO) ? available : ZERO),
        equity: decimalText(equity),
      };
    });
  }

  private async leverageOf(account: string, instrument: Instrument): Promise<LeverageSetting> {
    const [long, short] = await Promise.all([
      this.book.position(account, instrument, 'long'),
      this.book.position(account, instrument, 'short'),
    ]);
    const unset = defaultLeverageOf(instrument);
    return { long: long?.leverage ?? unset, short: short?.leverage ?? unset };
  }

  private async setLeverage(
    account: string,
    instrument: Instrument,
    side: PositionSide,
    leverage: string,
  ): Promise<LeverageSetting> {
    const value = readDecimal(leverage);
    const most = isCoins(instrument) ? '1' : MAX_LEVERAGE;
    if (value === null || value.lt(1) || value.gt(decimal(most)) || !value.isInteger()) {
      throw new VenueRefusedError(
        this.id,
        'leverage-too-high',
        null,
        `leverage must be a whole number from 1 to ${most}`,
      );
    }
    const contractValue = (await this.instrumentRules.find(instrument))?.contractValue ?? null;
    if (isInverse(instrument) && contractValue === null)
      throw new VenueRefusedError(this.id, 'instrument-unknown', null, 'no such contract');
    return this.readingBook(async () => {
      await this.ledger.change(account, settlementAssetOf(instrument), async ({ tx }) => {
        const at = this.clock.now();
        const position =
          (await this.book.position(account, instrument, side, tx)) ??
          emptyPosition(account, instrument, side, at, contractValue);
        await this.book.savePosition(
          { ...position, leverage: decimalText(value), updatedAt: at },
          tx,
        );
      });
      return this.leverageOf(account, instrument);
    });
  }

  /** A broken book is a venue that can not be asked. */
  private async readingBook<T>(read: () => Promise<T>): Promise<T> {
    try {
      return await read();
    } catch (error) {
      throw new VenueUnavailableError(this.id, 'the paper book can not be read', error);
    }
  }
}

import { type Decimal, ZERO, decimal, decimalText } from '@/kernel/decimal';
import type { Exchange } from '../exchange';
import type { Product } from '../events';
import { candlesBetween } from '../usdt-m/klines';
import { StreamHub } from './hub';
import { configPush, tell } from './pushes';
import type { BalancePush, ConfigPush, FormingCandle, Listing, StreamWorld } from './world';

/** Spot's candles of four hours and more begin at midnight in UTC+8, as its REST side has them by default. */
const SPOT_ANCHOR_MS = 16 * 3_600_000;

/** Gives the exchange its sockets: what happens on it goes out to them. */
export function attachStream(exchange: Exchange): StreamHub {
  const hub = new StreamHub(new ExchangeWorld(exchange), () => exchange.settings.stream);
  exchange.events.on((event) => tell(hub, exchange, event));
  return hub;
}

class ExchangeWorld implements StreamWorld {
  constructor(private readonly exchange: Exchange) {}

  now(): number {
    return this.exchange.now();
  }

  /** What is offline has no streams. */
  listing(product: Product, symbol: string): Listing | undefined {
    const { market } = this.exchange;
    if (product !== 'spot') {
      const contract = market.contract(product, symbol);
      if (contract === undefined || contract.status === 0) return undefined;
      return { ...contract, contractValue: contract.faceValue };
    }
    const pair = market.spotSymbol(symbol);
    if (pair === undefined || pair.status === 0 || pair.status === 30) return undefined;
    return {
      symbol,
      pricePrecision: decimal(pair.tickSize).decimalPlaces(),
      quantityPrecision: decimal(pair.stepSize).decimalPlaces(),
      startPrice: pair.startPrice,
      contractValue: '',
    };
  }

  price(product: Product, symbol: string): Decimal {
    return this.exchange.market.price(product, symbol) ?? ZERO;
  }

  candle(product: Product, symbol: string, interval: string): FormingCandle | undefined {
    const contract = this.listing(product, symbol);
    if (contract === undefined) return undefined;
    const now = this.now();
    const [forming] = candlesBetween({
      contract,
      current: this.price(product, symbol),
      interval,
      after: 0,
      until: now,
      limit: 1,
      now,
      anchorMs: product === 'spot' ? SPOT_ANCHOR_MS : 0,
    });
    return forming;
  }

  configs(product: Product, account: string): readonly ConfigPush[] {
    if (product === 'spot') return [];
    const { swap, coin } = this.exchange.account(account);
    const book = product === 'swap' ? swap : coin;
    return book
      .contracts()
      .filter(({ status }) => status === 1)
      .map(({ symbol }) => configPush(symbol, book.symbolSettings(symbol)));
  }

  spotBalances(account: string): readonly BalancePush[] {
    return this.exchange
      .account(account)
      .spot.wallets()
      .map(({ asset, free, locked }) => {
        const total = decimalText(decimal(free).plus(decimal(locked)));
        return { asset, wallet: total, cross: total, change: '0', locked };
      });
  }
}

import { type Decimal, ZERO, decimal, decimalText } from '@/kernel/decimal';
import type { BalanceEvent, ExchangeEvent, OrderEvent, SpotOrderEvent } from '../events';
import type { Exchange } from '../exchange';
import type { SimOrder, SymbolSettings } from '../model';
import { initialMargin } from '../perpetual/account-figures';
import type { Perpetual } from '../perpetual/perpetual';
import type { StreamHub } from './hub';
import type { AccountPush, ConfigPush, OrderPush } from './world';

/** Passes on what happened on the exchange. */
export function tell(hub: StreamHub, exchange: Exchange, event: ExchangeEvent): void {
  switch (event.kind) {
    case 'price':
      hub.price(event.product, event.symbol, decimal(event.price));
      return;
    case 'config':
      hub.config(event.product, event.account, configPush(event.symbol, event));
      return;
    case 'order':
      hub.order(
        event.product,
        event.account,
        event.product === 'spot'
          ? spotPush(event)
          : futuresPush(bookOf(exchange, event.product, event.account), event),
      );
      return;
    case 'balance':
      hub.balances(event.product, event.account, accountPush(exchange, event));
  }
}

export const configPush = (symbol: string, settings: SymbolSettings): ConfigPush => ({
  symbol,
  longLeverage: settings.longLeverage,
  shortLeverage: settings.shortLeverage,
  isIsolated: settings.marginType !== 'CROSSED',
});

function bookOf(exchange: Exchange, product: 'swap' | 'cswap', account: string): Perpetual {
  const { swap, coin } = exchange.account(account);
  return product === 'swap' ? swap : coin;
}

/** The sockets spell the states of a perpetual order differently from the REST side. */
const STATUS: Readonly<Record<SimOrder['status'], string>> = {
  NEW: 'NEW',
  PENDING: 'NEW',
  PARTIALLY_FILLED: 'PARTIALLY_FILLED',
  FILLED: 'FILLED',
  CANCELLED: 'CANCELED',
  FAILED: 'EXPIRED',
  TRIGGERED: 'FILLED',
};

function futuresPush(x: Perpetual, { order, execution, fill, at }: OrderEvent): OrderPush {
  const contract = x.quoted(order.symbol);
  const average = x.math.priceOf(contract, decimal(order.executed), decimal(order.value));
  return {
    symbol: order.symbol,
    clientOrderId: order.clientOrderId,
    orderId: order.id,
    side: order.side,
    type: order.origin === 'liquidation' || order.origin === 'adl' ? 'LIQUIDATION' : order.type,
    quantity: order.quantity,
    quoteQuantity: '0',
    price: order.price,
    stopPrice: order.stopPrice === '' ? '0' : order.stopPrice,
    averagePrice: decimalText(average),
    execution,
    status: STATUS[order.status],
    executed: order.executed,
    value: order.value,
    workingType: order.workingType,
    positionSide: order.positionSide,
    reduceOnly: order.reduceOnly,
    triggerOrderId: order.triggerOrderId,
    createdAt: order.createdAt,
    at,
    fill:
      fill === undefined
        ? null
        : {
            id: fill.id,
            quantity: fill.quantity,
            price: fill.price,
            // In quote: a contract of Coin-M is worth a fixed amount of it.
            value: decimalText(
              decimal(fill.quantity).times(
                decimal(x.product === 'swap' ? fill.price : contract.faceValue),
              ),
            ),
            fee: fill.commission,
            feeAsset: x.assetOf(order.symbol),
            profit: fill.profit,
            isMaker: fill.role === 'maker',
          },
  };
}

function spotPush({ order, execution, fill, at }: SpotOrderEvent): OrderPush {
  const executed = decimal(order.executed);
  return {
    symbol: order.symbol,
    clientOrderId: order.clientOrderId,
    orderId: order.id,
    side: order.side,
    type: order.type,
    quantity: order.quantity,
    quoteQuantity: order.quoteQuantity,
    price: order.price,
    stopPrice: order.stopPrice === '' ? '0' : order.stopPrice,
    averagePrice: executed.isZero() ? '0' : decimalText(decimal(order.executedQuote).div(executed)),
    execution,
    status: order.status,
    executed: order.executed,
    value: order.executedQuote,
    workingType: '',
    positionSide: 'BOTH',
    reduceOnly: false,
    triggerOrderId: '0',
    createdAt: order.createdAt,
    at,
    fill:
      fill === undefined
        ? null
        : {
            id: fill.id,
            quantity: fill.quantity,
            price: fill.price,
            value: fill.quote,
            fee: fill.fee,
            feeAsset: fill.feeAsset,
            profit: '0',
            isMaker: fill.isMaker,
          },
  };
}

function accountPush(exchange: Exchange, event: BalanceEvent): AccountPush {
  const book = event.product === 'spot' ? null : bookOf(exchange, event.product, event.account);
  return {
    reason: event.reason,
    balances: event.balances.map(({ asset, balance, locked, change }) => ({
      asset,
      wallet: balance,
      cross: decimalText(decimal(balance).minus(book === null ? ZERO : isolated(book, asset))),
      change,
      locked,
    })),
    positions: event.positions.map((position) => ({
      symbol: position.symbol,
      amount: position.quantity,
      entryPrice: position.avgPrice,
      unrealised: position.unrealised,
      isIsolated: position.isolated,
      isolatedWallet: position.isolatedMargin,
      side: position.side,
      realised: position.realised,
    })),
  };
}

/** The part of an asset that isolated positions hold. */
const isolated = (x: Perpetual, asset: string): Decimal =>
  x.store
    .all('position')
    .filter((position) => position.isolated && x.assetOf(position.symbol) === asset)
    .reduce((sum, position) => sum.plus(initialMargin(x, position)), ZERO);

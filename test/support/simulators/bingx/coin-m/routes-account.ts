import { decimal } from '@/kernel/decimal';
import { accountFigures } from '../perpetual/account-figures';
import { forcedOrders } from '../perpetual/closing';
import { changeMargin, changeMarginType, setLeverage } from '../perpetual/leverage';
import { required } from '../perpetual/order-request';
import type { Perpetual } from '../perpetual/perpetual';
import { Rejection } from '../rejection';
import { type PerpetualCall, type Routes, WholeBody, limitOf } from '../route';
import { coinRead, coinTrade } from './route';
import { coinOrderView, coinPositionView } from './views';

const TRADE = '/openApi/cswap/v1/trade';
const USER = '/openApi/cswap/v1/user';

/** Money, positions, leverage and margin of Coin-M. */
export const COIN_ACCOUNT_ROUTES: Routes = {
  [`GET ${USER}/balance`]: coinRead(({ x, params }) => {
    const symbol = params.get('symbol') ?? '';
    const assets = symbol === '' ? x.assets() : [x.assetOf(x.quoted(symbol).symbol)];
    return assets.map((asset) => balanceView(x, asset));
  }),
  [`GET ${USER}/positions`]: coinRead(({ x, params }) => {
    const symbol = params.get('symbol') ?? '';
    if (symbol !== '') x.quoted(symbol);
    return x.store
      .all('position')
      .filter((position) => symbol === '' || position.symbol === symbol)
      .map((position) => coinPositionView(x, position));
  }),
  [`GET ${USER}/commissionRate`]: coinRead(() => ({
    takerCommissionRate: '0.0005',
    makerCommissionRate: '0.0002',
  })),
  [`GET ${TRADE}/leverage`]: coinRead(({ x, params }) =>
    leverageView(x, x.quoted(required(params, 'symbol')).symbol),
  ),
  [`POST ${TRADE}/leverage`]: coinTrade(({ x, params }) =>
    leverageView(x, setLeverage(x, params).symbol),
  ),
  [`GET ${TRADE}/marginType`]: coinRead(({ x, params }) => {
    const { symbol } = x.quoted(required(params, 'symbol'));
    return { symbol, marginType: x.symbolSettings(symbol).marginType };
  }),
  [`POST ${TRADE}/marginType`]: coinTrade(({ x, params }) => {
    changeMarginType(x, params, ['ISOLATED', 'CROSSED']);
    return [];
  }),
  [`POST ${TRADE}/positionMargin`]: coinTrade(({ x, params }) => {
    if (!/^(LONG|SHORT)$/.test(params.get('positionSide') ?? ''))
      throw new Rejection(
        101400,
        '',
        'service',
        200,
        'Code: 101400, Msg: field MarginSide in rule failed, current value: 1',
      );
    changeMargin(x, params, 104411);
    return new WholeBody({ code: 0, msg: '' });
  }),
  [`GET ${TRADE}/forceOrders`]: coinRead(forceOrders),
};

function balanceView(x: Perpetual, asset: string): unknown {
  const money = accountFigures(x, asset);
  return {
    asset,
    balance: money.balance.toFixed(8),
    equity: money.equity.toFixed(8),
    unrealizedProfit: money.unrealised.toFixed(8),
    availableMargin: money.available.toFixed(8),
    usedMargin: money.used.toFixed(8),
    freezedMargin: money.frozen.toFixed(8),
    shortUid: '12851936',
  };
}

function leverageView(x: Perpetual, symbol: string): unknown {
  const { maxLeverage, faceValue } = x.quoted(symbol);
  const { longLeverage, shortLeverage } = x.symbolSettings(symbol);
  const { available } = accountFigures(x, x.assetOf(symbol));
  const contracts = (leverage: number): string =>
    available.times(leverage).times(x.price(symbol)).div(decimal(faceValue)).floor().toFixed(0);
  return {
    symbol,
    longLeverage,
    shortLeverage,
    maxLongLeverage: maxLeverage,
    maxShortLeverage: maxLeverage,
    availableLongVol: contracts(longLeverage),
    availableShortVol: contracts(shortLeverage),
  };
}

function forceOrders({ x, params }: PerpetualCall): unknown {
  const limit = limitOf(params, 50, 100);
  const orders = forcedOrders(x, params.get('autoCloseType') ?? '', '', limit);
  return { orders: orders.map((order) => coinOrderView(x, order)) };
}

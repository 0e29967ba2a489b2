import { decimal, decimalText } from '@/kernel/decimal';
import type { SimPosition } from '../model';
import { closable, initialMargin, unrealised } from '../perpetual/account-figures';
import { closeAtMarket, forcedOrders } from '../perpetual/closing';
import { changeMargin } from '../perpetual/leverage';
import { required } from '../perpetual/order-request';
import type { Perpetual } from '../perpetual/perpetual';
import { placeOrder } from '../perpetual/placing';
import { Rejection, gatewayRejection, invalid } from '../rejection';
import {
  type PerpetualCall,
  type Routes,
  WholeBody,
  integer,
  limitOf,
  page,
  readRoute,
  tradeRoute,
} from '../route';
import { digits } from '../wire';
import { historyView } from './order-views';

const V1 = '/openApi/swap/v1';
const VST_AMOUNT = '10000';
const ASSET_MODES = new Set(['singleAssetMode', 'multiAssetsMode']);

/** Margin of positions, asset mode, reversing, forced orders and play money. */
export const MARGIN_ROUTES: Routes = {
  'POST /openApi/swap/v2/trade/positionMargin': tradeRoute(({ x, params }) => {
    const { amount, type } = changeMargin(x, params);
    return new WholeBody({ code: 0, msg: '', amount: digits(decimalText(amount)), type });
  }),
  [`GET ${V1}/positionMargin/history`]: readRoute(marginHistory),
  [`POST ${V1}/trade/autoAddMargin`]: tradeRoute(({ x, params }) => {
    const position = byId(x, required(params, 'positionId'));
    const isOn = required(params, 'functionSwitch') === 'true';
    x.store.put('position', `${position.symbol}|${position.side}`, {
      ...position,
      autoAddMargin: isOn,
    });
    return new WholeBody({ code: 0, msg: '', amount: 0, type: isOn ? 1 : 2 });
  }),
  [`GET ${V1}/trade/assetMode`]: tradeRoute(({ exchange, x }) => ({
    assetMode: exchange.assetMode(x.account),
  })),
  [`POST ${V1}/trade/assetMode`]: tradeRoute(({ exchange, x, params }) => {
    const assetMode = required(params, 'assetMode');
    if (!ASSET_MODES.has(assetMode))
      throw invalid('Invalid parameters, err:assetMode: This field is invalid.');
    if (x.store.all('position').length > 0 || x.openOrders().length > 0)
      throw new Rejection(109401, 'The asset mode can not be changed with positions or orders');
    exchange.setAssetMode(x.account, assetMode);
    return { assetMode };
  }),
  [`GET ${V1}/trade/multiAssetsRules`]: tradeRoute(({ x }) => [
    {
      marginAssets: x.settings.asset,
      ltv: '99.99%',
      collateralValueRatio: '99.99%',
      maxTransfer: '',
      indexPrice: '1.0000000000',
    },
  ]),
  [`GET ${V1}/user/marginAssets`]: tradeRoute(({ x, account }) =>
    x.assets().map((currency) => ({
      currency,
      totalAmount: decimal(x.balance(currency).balance).toFixed(8),
      availableTransfer: account.wallet('USDTMPerp').free(currency).toFixed(8),
      latestMortgageAmount: decimal(x.balance(currency).balance).toFixed(8),
    })),
  ),
  [`POST ${V1}/trade/reverse`]: tradeRoute(reverse),
  [`POST ${V1}/trade/getVst`]: tradeRoute(topUp),
  'POST /openApi/swap/v2/trade/getVst': tradeRoute(topUp),
  'GET /openApi/swap/v2/trade/forceOrders': tradeRoute(forceOrders),
};

function byId(x: Perpetual, id: string): SimPosition {
  const position = x.store.all('position').find((row) => row.id === id);
  if (position === undefined) throw new Rejection(109420, 'position not exist');
  return position;
}

function marginHistory({ x, params }: PerpetualCall): unknown {
  const symbol = x.quoted(required(params, 'symbol')).symbol;
  const positionId = params.get('positionId') ?? '';
  const start = integer(params, 'startTime') ?? 0;
  const end = integer(params, 'endTime') ?? x.now();
  const rows = x.store
    .all('marginChange')
    .filter((row) => row.symbol === symbol && row.at >= start && row.at <= end)
    .filter((row) => positionId === '' || row.positionId === positionId)
    .reverse();
  const size = Math.min(integer(params, 'pageSize') ?? 100, 100);
  return {
    records: page(rows, integer(params, 'pageIndex'), size).map((row) => ({
      symbol,
      positionId: row.positionId,
      changeReason: row.reason,
      marginChange: row.change,
      marginAfterChange: row.after,
      time: row.at,
    })),
    total: rows.length,
  };
}

/** Closes what is held of a symbol and opens as much on the other side. */
function reverse({ x, params }: PerpetualCall): unknown {
  const { symbol } = x.tradable(required(params, 'symbol'));
  if (required(params, 'type') !== 'Reverse')
    throw invalid('Invalid parameters, err:type: TriggerReverse is not offered by this simulator.');
  const held = (['LONG', 'SHORT'] as const).flatMap((side) => x.position(symbol, side) ?? []);
  const [old] = held;
  if (old === undefined) throw new Rejection(109420, 'position not exist');
  if (held.length > 1) throw invalid('both sides are held');
  const side = old.side === 'LONG' ? 'SHORT' : 'LONG';
  const position = x.store.transaction(() => {
    closeAtMarket(x, old, decimal(old.quantity), 'close-all');
    placeOrder(
      x,
      new Map([
        ['symbol', symbol],
        ['side', side === 'LONG' ? 'BUY' : 'SELL'],
        ['positionSide', x.isDual() ? side : 'BOTH'],
        ['type', 'MARKET'],
        ['quantity', old.quantity],
      ]),
    );
    return x.position(symbol, side);
  });
  if (position === undefined) throw new Rejection(109500, 'the position was closed, not reversed');
  const { pricePrecision, quantityPrecision } = x.quoted(symbol);
  const margin = initialMargin(x, position);
  const open = unrealised(x, position);
  return {
    type: 'Reverse',
    positionId: old.id,
    newPositionId: position.id,
    symbol,
    positionSide: side === 'LONG' ? 'Long' : 'Short',
    isolated: position.isolated,
    positionAmt: decimal(position.quantity).toFixed(quantityPrecision),
    availableAmt: closable(x, symbol, side).toFixed(quantityPrecision),
    unrealizedProfit: open.toFixed(4),
    realizedProfit: decimal(position.commission).toFixed(4),
    initialMargin: margin.toFixed(4),
    margin: margin.plus(open).toFixed(4),
    liquidationPrice: '0',
    avgPrice: decimal(position.avgPrice).toFixed(pricePrecision),
    leverage: `${position.leverage}X`,
    positionValue: x.price(symbol).times(decimal(position.quantity)).toFixed(4),
    markPrice: x.price(symbol).toFixed(pricePrecision),
    riskRate: '0.0008',
    maxMarginReduction: '0.0000',
    pnlRatio: open.div(margin).toFixed(4),
    updateTime: String(position.updatedAt),
  };
}

/** Play money, on the demo host only. */
function topUp({ x }: PerpetualCall): unknown {
  if (x.settings.asset !== 'VST')
    throw gatewayRejection(
      100404,
      'this api is not exist, please refer to the API docs https://bingx-api.github.io/docs',
    );
  x.pay('VST', decimal(VST_AMOUNT));
  return { amount: digits(VST_AMOUNT) };
}

function forceOrders({ x, params }: PerpetualCall): unknown {
  const limit = limitOf(params, 50, 100);
  const symbol = params.get('symbol') ?? '';
  const orders = forcedOrders(x, params.get('autoCloseType') ?? '', symbol, limit);
  return { orders: orders.map((order) => historyView(x, order)) };
}

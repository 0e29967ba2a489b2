import { decimal } from '@/kernel/decimal';
import type { Perpetual } from '../perpetual/perpetual';
import type { SimFill, SimIncome, SimPosition } from '../model';
import { required } from '../perpetual/order-request';
import { invalid } from '../rejection';
import { type PerpetualCall, type Routes, integer, page, readRoute, tradeRoute } from '../route';
import { windowOf } from './routes-orders';
import { digits } from '../wire';

const DAY = 86_400_000;
const INCOME_KEPT_MS = 90 * DAY;
const INFO: Readonly<Record<SimIncome['type'], string>> = {
  REALIZED_PNL: 'Realized PNL',
  TRADING_FEE: 'Trading Fee',
  FUNDING_FEE: 'Funding Fee',
  TRANSFER: 'Transfer',
  INSURANCE_CLEAR: 'Insurance Clear',
  ADL: 'ADL',
};
const HOUR = 3_600_000;

/** Fills, income and closed positions. */
export const HISTORY_ROUTES: Routes = {
  'GET /openApi/swap/v2/trade/allFillOrders': tradeRoute(({ x, params }) => {
    const start = timeOf(params, 'startTs');
    const end = timeOf(params, 'endTs');
    if (end - start > 7 * DAY) throw invalid('the query range is more than seven days');
    const isCoin = params.get('tradingUnit') === 'COIN';
    const rows = matching(x, params).filter((fill) => fill.at >= start && fill.at <= end);
    return { fill_orders: rows.map((fill) => fillOrderView(x, fill, isCoin)) };
  }),
  'GET /openApi/swap/v2/trade/fillHistory': readRoute(fillHistory),
  'GET /openApi/swap/v2/user/income': tradeRoute(income),
  'GET /openApi/swap/v1/trade/positionHistory': readRoute(({ x, params }) => {
    const symbol = x.quoted(required(params, 'symbol')).symbol;
    const start = timeOf(params, 'startTs');
    const end = timeOf(params, 'endTs');
    if (end - start > 92 * DAY) throw invalid('the query range is more than three months');
    const id = params.get('positionId') ?? '';
    const size = Math.min(integer(params, 'pageSize') ?? 100, 100);
    const rows = x.store
      .all('closed')
      .filter((row) => row.symbol === symbol && row.updatedAt >= start && row.updatedAt <= end)
      .filter((row) => id === '' || row.id === id)
      .reverse();
    return {
      positionHistory: page(rows, integer(params, 'pageIndex'), size).map((row) =>
        closedView(x, row),
      ),
    };
  }),
};

const iso = (at: number): string => new Date(at).toISOString();
const chinaIso = (at: number): string => iso(at + 8 * HOUR).replace('Z', '+08:00');
const timeOf = (params: PerpetualCall['params'], name: string): number => {
  const time = integer(params, name);
  if (time === undefined) throw invalid(`Invalid parameters, err:${name}: This field is required.`);
  return time;
};

function matching(x: Perpetual, params: PerpetualCall['params']): SimFill[] {
  const symbol = params.get('symbol') ?? '';
  const orderId = params.get('orderId') ?? '';
  return x.store
    .all('fill')
    .filter(
      (fill) =>
        (symbol === '' || fill.symbol === symbol) && (orderId === '' || fill.orderId === orderId),
    );
}

/** Without `tradingUnit=COIN` the volume loses its decimals. Times are whole seconds. */
function fillOrderView(x: Perpetual, fill: SimFill, isCoin: boolean): unknown {
  const contract = x.quoted(fill.symbol);
  const quantity = decimal(fill.quantity);
  const at = Math.floor(fill.at / 1000) * 1000;
  return {
    filledTm: iso(at),
    volume: isCoin ? quantity.toFixed(contract.quantityPrecision) : quantity.floor().toFixed(0),
    price: decimal(fill.price).toFixed(contract.pricePrecision),
    amount: quantity.times(decimal(fill.price)).toFixed(4),
    commission: decimal(fill.commission).toFixed(6),
    currency: 'USDT',
    orderId: fill.orderId,
    filledTime: chinaIso(at),
    clientOrderID: '',
    symbol: fill.symbol,
    side: fill.side,
    positionSide: fill.positionSide,
    type: fill.type,
    onlyOnePosition: fill.onlyOnePosition,
    triggerOrderId: digits(fill.triggerOrderId),
  };
}

function fillHistory({ x, params }: PerpetualCall): unknown {
  const symbol = x.quoted(required(params, 'symbol')).symbol;
  const now = x.now();
  const startTs = integer(params, 'startTs');
  const endTs = integer(params, 'endTs');
  if (startTs === undefined && endTs === undefined)
    throw invalid('Invalid parameters, err:startTs: This field is required.');
  const end = endTs ?? 0;
  const start = Math.max(startTs ?? end - 7 * DAY, now - 7 * DAY);
  const after = params.get('lastFillId') ?? '';
  const size = integer(params, 'pageSize') ?? 50;
  if (size > 1000) throw invalid('pageSize: This field must be less than or equal to 1000. ');
  const rows = matching(x, params)
    .filter((fill) => fill.symbol === symbol && fill.at > start && fill.at <= end)
    .filter((fill) => !/^\d+$/.test(after) || BigInt(fill.id) > BigInt(after));
  return {
    fill_history_orders: page(rows, integer(params, 'pageIndex'), size).map((fill) =>
      fillHistoryView(x, fill),
    ),
    total: rows.length,
  };
}

function fillHistoryView(x: Perpetual, fill: SimFill): unknown {
  const contract = x.quoted(fill.symbol);
  const quantity = decimal(fill.quantity);
  const value = quantity.times(decimal(fill.price)).toFixed(4);
  return {
    filledTm: iso(fill.at),
    volume: quantity.toFixed(contract.quantityPrecision),
    price: decimal(fill.price).toFixed(contract.pricePrecision),
    qty: quantity.toFixed(contract.quantityPrecision),
    quoteQty: value,
    commission: decimal(fill.commission).toFixed(6),
    commissionAsset: 'USDT',
    orderId: fill.orderId,
    tradeId: fill.id,
    filledTime: chinaIso(fill.at),
    symbol: fill.symbol,
    role: fill.role,
    side: fill.side.toLowerCase(),
    positionSide: fill.positionSide,
  };
}

function income({ x, params }: PerpetualCall): unknown {
  const symbol = params.get('symbol') ?? '';
  const type = params.get('incomeType') ?? '';
  const limit = Math.min(integer(params, 'limit') ?? 100, 1000);
  const { start, end } = windowOf(x, params);
  return x.store
    .all('income')
    .filter((row) => (symbol === '' || row.symbol === symbol) && (type === '' || row.type === type))
    .filter((row) => row.at >= Math.max(start, x.now() - INCOME_KEPT_MS) && row.at <= end)
    .slice(0, limit)
    .map(incomeView);
}

function incomeView(row: SimIncome): unknown {
  return {
    symbol: row.symbol,
    incomeType: row.type,
    income: decimal(row.amount).toFixed(4),
    asset: row.asset,
    info: INFO[row.type],
    time: row.at,
    tranId: row.id,
    tradeId: row.tradeId,
  };
}

function closedView(x: Perpetual, row: SimPosition): unknown {
  const { pricePrecision, quantityPrecision } = x.quoted(row.symbol);
  return {
    positionId: row.id,
    symbol: row.symbol,
    isolated: row.isolated,
    positionSide: row.side,
    openTime: Math.floor(row.createdAt / 1000) * 1000,
    updateTime: Math.floor(row.updatedAt / 1000) * 1000,
    avgPrice: decimal(row.avgPrice).toFixed(pricePrecision),
    avgClosePrice: decimal(row.closedValue).div(decimal(row.closed)).toFixed(pricePrecision),
    realisedProfit: decimal(row.realised).toFixed(4),
    netProfit: decimal(row.realised)
      .plus(decimal(row.commission))
      .plus(decimal(row.funding))
      .toFixed(4),
    positionAmt: decimal(row.opened).toFixed(quantityPrecision),
    closePositionAmt: decimal(row.closed).toFixed(quantityPrecision),
    leverage: row.leverage,
    closeAllPositions: true,
    positionCommission: row.commission,
    totalFunding: row.funding,
  };
}

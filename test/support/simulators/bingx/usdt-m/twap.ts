import { Decimal, ZERO, decimal, decimalText } from '@/kernel/decimal';
import type { TwapRow } from '../model';
import { amount, required } from '../perpetual/order-request';
import type { Perpetual } from '../perpetual/perpetual';
import { placeOrder } from '../perpetual/placing';
import { Rejection, invalid } from '../rejection';
import { type PerpetualCall, type Routes, integer, page, readRoute, tradeRoute } from '../route';

const V1 = '/openApi/swap/v1/twap';

/** Orders that are cut into market orders over time. */
export const TWAP_ROUTES: Routes = {
  [`POST ${V1}/order`]: tradeRoute((call) => ({ mainOrderId: begin(call).id })),
  [`POST ${V1}/cancelOrder`]: tradeRoute(({ x, params }) => {
    const row = existing(x, params.get('mainOrderId') ?? '');
    if (row.status !== 'Running') throw invalid('order not exist');
    return twapView(change(x, row, { status: 'Cancelled' }));
  }),
  [`GET ${V1}/openOrders`]: readRoute(({ x, params }) => {
    const symbol = params.get('symbol') ?? '';
    const rows = x.store
      .all('twap')
      .filter((row) => row.status === 'Running' && (symbol === '' || row.symbol === symbol));
    return { list: rows.map(twapView), total: rows.length };
  }),
  [`GET ${V1}/historyOrders`]: readRoute(({ x, params }) => {
    const symbol = params.get('symbol') ?? '';
    const start = integer(params, 'startTime') ?? 0;
    const end = integer(params, 'endTime') ?? x.now();
    const rows = x.store
      .all('twap')
      .filter((row) => row.status !== 'Running' && (symbol === '' || row.symbol === symbol))
      .filter((row) => row.createdAt >= start && row.createdAt <= end)
      .reverse();
    const size = Math.min(integer(params, 'pageSize') ?? 100, 1000);
    return {
      list: page(rows, integer(params, 'pageIndex'), size).map(twapView),
      total: rows.length,
    };
  }),
  [`GET ${V1}/orderDetail`]: readRoute(({ x, params }) => {
    const row = existing(x, params.get('mainOrderId') ?? '');
    return { ...twapView(row), mainOrderId: row.id };
  }),
};

function existing(x: Perpetual, id: string): TwapRow {
  const row = x.store.get('twap', id);
  if (row === undefined) throw new Rejection(109421, 'order not exist');
  return row;
}

function change(x: Perpetual, row: TwapRow, more: Partial<TwapRow>): TwapRow {
  return x.store.put('twap', row.id, { ...row, ...more, updatedAt: x.now() });
}

function begin({ x, params }: PerpetualCall): TwapRow {
  const { symbol } = x.tradable(required(params, 'symbol'));
  const priceType = required(params, 'priceType');
  if (priceType !== 'constant' && priceType !== 'percentage')
    throw invalid('Invalid parameters, err:priceType: This field is invalid.');
  const interval = integer(params, 'interval') ?? 0;
  if (interval < 5 || interval > 120)
    throw invalid('Invalid parameters, err:interval: must be between 5 and 120.');
  const positive = (name: string): string => {
    const value = amount(params, name);
    if (value === null || !value.gt(ZERO))
      throw invalid(`Invalid parameters, err:${name}: must be greater than 0.`);
    return decimalText(value);
  };
  const id = x.store.nextId();
  const at = x.now();
  const row = x.store.put('twap', id, {
    id,
    symbol,
    side: required(params, 'side'),
    positionSide: required(params, 'positionSide'),
    priceType,
    priceVariance: positive('priceVariance'),
    triggerPrice: positive('triggerPrice'),
    interval,
    amountPerOrder: positive('amountPerOrder'),
    totalAmount: positive('totalAmount'),
    status: 'Running',
    executed: '0',
    createdAt: at,
    updatedAt: at,
  });
  x.later(0, () => step(x, id));
  return row;
}

/** Lets what an earlier run began go on. */
export function resumeTwap(x: Perpetual): void {
  for (const { id, status } of x.store.all('twap'))
    if (status === 'Running') x.later(0, () => step(x, id));
}

/** One piece: placed when the price is near enough, skipped otherwise; a refused piece ends the whole. */
function step(x: Perpetual, id: string): void {
  const row = x.store.get('twap', id);
  if (row?.status !== 'Running') return;
  if (isNear(x, row)) {
    const left = decimal(row.totalAmount).minus(decimal(row.executed));
    const quantity = Decimal.min(left, decimal(row.amountPerOrder));
    try {
      const { id: orderId } = placeOrder(x, piece(row, quantity), null, 'twap');
      const order = x.store.get('order', orderId);
      if (order !== undefined) x.store.put('order', orderId, { ...order, mainOrderId: id });
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      change(x, row, { status: 'Failed' });
      return;
    }
    const executed = decimal(row.executed).plus(quantity);
    const isDone = executed.gte(decimal(row.totalAmount));
    change(x, row, {
      executed: decimalText(executed),
      status: isDone ? 'Filled' : 'Running',
    });
    if (isDone) return;
  }
  x.later(row.interval * x.settings.twapSecondMs, () => step(x, id));
}

function isNear(x: Perpetual, row: TwapRow): boolean {
  const trigger = decimal(row.triggerPrice);
  const variance = decimal(row.priceVariance);
  const reach = row.priceType === 'constant' ? variance : trigger.times(variance).div(100);
  return x.price(row.symbol).minus(trigger).abs().lte(reach);
}

const piece = (row: TwapRow, quantity: Decimal): Map<string, string> =>
  new Map([
    ['symbol', row.symbol],
    ['side', row.side],
    ['positionSide', row.positionSide],
    ['type', 'MARKET'],
    ['quantity', decimalText(quantity)],
  ]);

function twapView(row: TwapRow): Record<string, unknown> {
  const pieces = decimal(row.totalAmount).div(decimal(row.amountPerOrder)).ceil().toNumber();
  return {
    symbol: row.symbol,
    mainOrderId: row.id,
    side: row.side,
    positionSide: row.positionSide,
    priceType: row.priceType,
    priceVariance: row.priceVariance,
    triggerPrice: row.triggerPrice,
    interval: row.interval,
    amountPerOrder: row.amountPerOrder,
    totalAmount: row.totalAmount,
    orderStatus: row.status,
    executedQty: row.executed,
    duration: Math.floor((row.updatedAt - row.createdAt) / 1000),
    maxDuration: pieces * row.interval,
    createdTime: row.createdAt,
    updateTime: row.updatedAt,
  };
}

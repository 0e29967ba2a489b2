import { decimal } from '@/kernel/decimal';
import { accountFigures, closable, initialMargin, unrealised } from '../perpetual/account-figures';
import type { Perpetual } from '../perpetual/perpetual';
import type { SimPosition } from '../model';
import { type Params, required } from '../perpetual/order-request';
import { changeMarginType, setLeverage } from '../perpetual/leverage';
import { Rejection, invalid } from '../rejection';
import { type PerpetualCall, type Routes, WholeBody, readRoute, tradeRoute } from '../route';
import { digits } from '../wire';

const MARGIN_TYPES = ['ISOLATED', 'CROSSED', 'SEPARATE_ISOLATED'];

/** The account: money, positions, leverage, modes, fees and what the key may do. */
export const ACCOUNT_ROUTES: Routes = {
  'GET /openApi/swap/v3/user/balance': readRoute(({ x }) => [balanceView(x)]),
  'GET /openApi/swap/v2/user/positions': readRoute(({ x, params }) => {
    const symbol = params.get('symbol') ?? '';
    if (symbol !== '') x.quoted(symbol);
    return x.store
      .all('position')
      .filter((position) => symbol === '' || position.symbol === symbol)
      .map((position) => positionView(x, position));
  }),
  'GET /openApi/swap/v2/trade/leverage': readRoute(({ x, params }) =>
    leverageView(x, required(params, 'symbol')),
  ),
  'POST /openApi/swap/v2/trade/leverage': tradeRoute(leverageChanged),
  'GET /openApi/swap/v2/trade/marginType': readRoute(({ x, params }) => ({
    marginType: x.symbolSettings(x.quoted(required(params, 'symbol')).symbol).marginType,
  })),
  'POST /openApi/swap/v2/trade/marginType': tradeRoute(({ x, params }) =>
    changeMarginType(x, params, MARGIN_TYPES),
  ),
  'GET /openApi/swap/v1/positionSide/dual': tradeRoute(({ x }) => dualBody(x)),
  'POST /openApi/swap/v1/positionSide/dual': tradeRoute(setDual),
  'GET /openApi/swap/v2/user/commissionRate': tradeRoute(() => ({
    commission: { takerCommissionRate: digits('0.0005'), makerCommissionRate: digits('0.0002') },
  })),
};

function balanceView(x: Perpetual): unknown {
  const money = accountFigures(x, x.settings.asset);
  return {
    userId: '1162950000000000001',
    asset: x.settings.asset,
    balance: money.balance.toFixed(4),
    equity: money.equity.toFixed(4),
    unrealizedProfit: money.unrealised.toFixed(4),
    realisedProfit: money.realised.toFixed(4),
    availableMargin: money.available.toFixed(4),
    usedMargin: money.used.toFixed(4),
    freezedMargin: money.frozen.toFixed(4),
    shortUid: '12851936',
  };
}

/** One-way positions, too, say LONG or SHORT; the amount is never negative. */
function positionView(x: Perpetual, position: SimPosition): unknown {
  const { pricePrecision, quantityPrecision } = x.quoted(position.symbol);
  const margin = initialMargin(x, position);
  const open = unrealised(x, position);
  const mark = x.price(position.symbol);
  return {
    positionId: position.id,
    symbol: position.symbol,
    currency: 'USDT',
    positionAmt: decimal(position.quantity).toFixed(quantityPrecision),
    availableAmt: closable(x, position.symbol, position.side).toFixed(quantityPrecision),
    positionSide: position.side,
    isolated: position.isolated,
    avgPrice: decimal(position.avgPrice).toFixed(pricePrecision),
    initialMargin: margin.toFixed(4),
    margin: margin.plus(open).toFixed(4),
    leverage: position.leverage,
    unrealizedProfit: open.toFixed(4),
    realisedProfit: decimal(position.realised).plus(decimal(position.commission)).toFixed(4),
    liquidationPrice: digits(liquidationPrice(position).toFixed(pricePrecision)),
    pnlRatio: open.div(margin).toFixed(4),
    maxMarginReduction: '0.0000',
    riskRate: '0.0008',
    markPrice: mark.toFixed(pricePrecision),
    positionValue: mark.times(decimal(position.quantity)).toFixed(4),
    onlyOnePosition: position.onlyOnePosition,
    createTime: position.createdAt,
    updateTime: position.updatedAt,
  };
}

function liquidationPrice(position: SimPosition): ReturnType<typeof decimal> {
  if (!position.isolated) return decimal('0');
  const average = decimal(position.avgPrice);
  const reach = average.div(position.leverage);
  return position.side === 'LONG' ? average.minus(reach) : average.plus(reach);
}

/** Leverages are integers, amounts decimal numbers (live) rather than text. */
function leverageView(x: Perpetual, symbol: string): unknown {
  const contract = x.quoted(symbol);
  const settings = x.symbolSettings(symbol);
  const volume = (leverage: number): ReturnType<typeof digits> =>
    digits(
      accountFigures(x, x.settings.asset)
        .available.times(leverage)
        .div(x.price(symbol))
        .toDecimalPlaces(4, 1)
        .toFixed(),
    );
  const value = (leverage: number): ReturnType<typeof digits> =>
    digits(
      accountFigures(x, x.settings.asset).available.times(leverage).toDecimalPlaces(1, 1).toFixed(),
    );
  return {
    symbol,
    longLeverage: settings.longLeverage,
    shortLeverage: settings.shortLeverage,
    maxLongLeverage: contract.maxLeverage,
    maxShortLeverage: contract.maxLeverage,
    availableLongVal: value(settings.longLeverage),
    availableLongVol: volume(settings.longLeverage),
    availableShortVal: value(settings.shortLeverage),
    availableShortVol: volume(settings.shortLeverage),
    maxPositionLongVal: digits('100000000.0'),
    maxPositionShortVal: digits('100000000.0'),
  };
}

function leverageChanged({ x, params }: PerpetualCall): unknown {
  const { symbol, leverage } = setLeverage(x, params);
  const zero = '0.0000';
  return {
    leverage,
    symbol,
    availableLongVol: zero,
    availableShortVol: zero,
    availableLongVal: '0.0',
    availableShortVal: '0.0',
    maxPositionLongVal: '0.0',
    maxPositionShortVal: '0.0',
  };
}

function dualBody(x: Perpetual): WholeBody {
  return new WholeBody({
    code: 0,
    msg: '',
    timeStamp: x.now(),
    data: { dualSidePosition: x.isDual() ? 'true' : 'false' },
  });
}

function setDual({ x, params }: PerpetualCall): unknown {
  const wanted = dualOf(params);
  if (wanted !== x.isDual() && (x.store.all('position').length > 0 || x.openOrders().length > 0)) {
    throw new Rejection(
      109401,
      'The position mode can not be changed with positions or pending orders',
    );
  }
  x.exchange.setDual(x.account, wanted);
  return dualBody(x);
}

function dualOf(params: Params): boolean {
  const text = required(params, 'dualSidePosition');
  if (text !== 'true' && text !== 'false')
    throw invalid('Invalid parameters, err:dualSidePosition: must be true or false.');
  return text === 'true';
}

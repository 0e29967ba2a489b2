import { decimal } from '@/kernel/decimal';
import { accountFigures, closable, initialMargin, unrealised } from '../perpetual/account-figures';
import type { Exchange } from '../perpetual/exchange';
import type { HeldSide, SimPosition, SymbolSettings } from '../model';
import { type Params, required } from '../perpetual/order-request';
import { HEDGE_LEVERAGE_SIDE, ONE_WAY_LEVERAGE_SIDE, Rejection, invalid } from '../rejection';
import {
  type Call,
  type Routes,
  WholeBody,
  integer,
  publicRoute,
  readRoute,
  tradeRoute,
} from '../route';
import { digits } from '../wire';

const MARGIN_TYPES = new Set(['ISOLATED', 'CROSSED', 'SEPARATE_ISOLATED']);

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
  'POST /openApi/swap/v2/trade/leverage': tradeRoute(setLeverage),
  'GET /openApi/swap/v2/trade/marginType': readRoute(({ x, params }) => ({
    marginType: x.symbolSettings(x.quoted(required(params, 'symbol')).symbol).marginType,
  })),
  'POST /openApi/swap/v2/trade/marginType': tradeRoute(setMarginType),
  'GET /openApi/swap/v1/positionSide/dual': tradeRoute(({ x }) => dualBody(x)),
  'POST /openApi/swap/v1/positionSide/dual': tradeRoute(setDual),
  'GET /openApi/swap/v2/user/commissionRate': tradeRoute(() => ({
    commission: { takerCommissionRate: digits('0.0005'), makerCommissionRate: digits('0.0002') },
  })),
  'GET /openApi/account/v1/uid': readRoute(
    ({ x }) => new WholeBody({ code: 0, timestamp: x.now(), data: { uid: 16844999 } }),
  ),
  'GET /openApi/v1/account/apiRestrictions': readRoute(
    ({ x }) =>
      new WholeBody({
        code: 0,
        msg: '',
        ipRestrict: x.settings.key.ipRestrict,
        createTime: 1789058346655,
        permitsUniversalTransfer: false,
        enableReading: x.settings.key.enableReading,
        enableFutures: x.settings.key.enableFutures,
        enableSpotAndMarginTrading: false,
        enableWithdrawals: x.settings.key.enableWithdrawals,
      }),
  ),
  'GET /openApi/v1/account/apiPermissions': readRoute(
    ({ x }) =>
      new WholeBody({
        apiKey: 'simulator',
        permissions: [
          ...(x.settings.key.enableReading ? [2] : []),
          ...(x.settings.key.enableFutures ? [3] : []),
          ...(x.settings.key.enableWithdrawals ? [5] : []),
        ],
        ipAddresses: [],
        note: 'simulator',
      }),
  ),
  'GET /openApi/spot/v1/server/time': publicRoute(({ x }) => ({ serverTime: x.now() })),
};

function balanceView(x: Exchange): unknown {
  const money = accountFigures(x);
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
function positionView(x: Exchange, position: SimPosition): unknown {
  const { pricePrecision, quantityPrecision } = x.quoted(position.symbol);
  const margin = initialMargin(position);
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
function leverageView(x: Exchange, symbol: string): unknown {
  const contract = x.quoted(symbol);
  const settings = x.symbolSettings(symbol);
  const volume = (leverage: number): ReturnType<typeof digits> =>
    digits(
      accountFigures(x)
        .available.times(leverage)
        .div(x.price(symbol))
        .toDecimalPlaces(4, 1)
        .toFixed(),
    );
  const value = (leverage: number): ReturnType<typeof digits> =>
    digits(accountFigures(x).available.times(leverage).toDecimalPlaces(1, 1).toFixed());
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

function setLeverage({ x, params }: Call): unknown {
  const { symbol, maxLeverage } = x.tradable(required(params, 'symbol'));
  const side = required(params, 'side');
  const leverage = integer(params, 'leverage') ?? 0;
  if (x.isDual() && side !== 'LONG' && side !== 'SHORT') throw invalid(HEDGE_LEVERAGE_SIDE);
  if (!x.isDual() && side !== 'BOTH') throw invalid(ONE_WAY_LEVERAGE_SIDE);
  if (leverage < 1) throw invalid('Invalid parameters, err:leverage: must be greater than 0.');
  if (leverage > maxLeverage)
    throw new Rejection(101414, `The maximum leverage for the trading pair is ${maxLeverage}x`);
  const old = x.symbolSettings(symbol);
  const settings: SymbolSettings = {
    ...old,
    ...(side === 'SHORT' ? {} : { longLeverage: leverage }),
    ...(side === 'LONG' ? {} : { shortLeverage: leverage }),
  };
  x.store.transaction(() => {
    x.store.put('symbol', symbol, settings);
    for (const held of ['LONG', 'SHORT'] as const) updateHeld(x, symbol, held);
  });
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

function updateHeld(x: Exchange, symbol: string, side: HeldSide): void {
  const position = x.position(symbol, side);
  if (position === undefined) return;
  x.store.put('position', `${symbol}|${side}`, { ...position, leverage: x.leverage(symbol, side) });
}

function setMarginType({ x, params }: Call): unknown {
  const symbol = x.tradable(required(params, 'symbol')).symbol;
  const marginType = required(params, 'marginType');
  if (!MARGIN_TYPES.has(marginType))
    throw invalid('Invalid parameters, err:marginType: This field is invalid.');
  if (!x.isDual() && marginType === 'SEPARATE_ISOLATED') {
    throw new Rejection(
      104108,
      'The one-way mode does not support the separate isolated margin mode',
    );
  }
  const isFlat = !x.store.all('position').some((position) => position.symbol === symbol);
  if (!isFlat || x.openOrders(symbol).length > 0) {
    throw new Rejection(104103, 'The account has positions or pending orders');
  }
  x.store.put('symbol', symbol, { ...x.symbolSettings(symbol), marginType });
  return { symbol, marginType };
}

function dualBody(x: Exchange): WholeBody {
  return new WholeBody({
    code: 0,
    msg: '',
    timeStamp: x.now(),
    data: { dualSidePosition: x.isDual() ? 'true' : 'false' },
  });
}

function setDual({ x, params }: Call): unknown {
  const wanted = dualOf(params);
  if (wanted !== x.isDual() && (x.store.all('position').length > 0 || x.openOrders().length > 0)) {
    throw new Rejection(
      109401,
      'The position mode can not be changed with positions or pending orders',
    );
  }
  x.store.put('mode', 'mode', { dual: wanted });
  return dualBody(x);
}

function dualOf(params: Params): boolean {
  const text = required(params, 'dualSidePosition');
  if (text !== 'true' && text !== 'false')
    throw invalid('Invalid parameters, err:dualSidePosition: must be true or false.');
  return text === 'true';
}

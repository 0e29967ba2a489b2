import { type Decimal, ZERO, decimal, decimalText } from '@/kernel/decimal';
import type { HeldSide, SimPosition, SymbolSettings } from '../model';
import { HEDGE_LEVERAGE_SIDE, ONE_WAY_LEVERAGE_SIDE, Rejection, invalid } from '../rejection';
import { integer } from '../route';
import { accountFigures } from './account-figures';
import { type Params, amount, required } from './order-request';
import type { Perpetual } from './perpetual';

/** Sets the leverage of one side (of both in one-way mode) and of what is held there. */
export function setLeverage(
  x: Perpetual,
  params: Params,
): { readonly symbol: string; readonly leverage: number } {
  const { symbol, maxLeverage } = x.tradable(required(params, 'symbol'));
  const side = required(params, 'side');
  const leverage = integer(params, 'leverage') ?? 0;
  if (x.isDual() && side !== 'LONG' && side !== 'SHORT') throw invalid(HEDGE_LEVERAGE_SIDE);
  if (!x.isDual() && side !== 'BOTH') throw invalid(ONE_WAY_LEVERAGE_SIDE);
  if (leverage < 1) throw invalid('Invalid parameters, err:leverage: must be greater than 0.');
  if (leverage > maxLeverage)
    throw new Rejection(101414, `The maximum leverage for the trading pair is ${maxLeverage}x`);
  applySettings(x, symbol, {
    ...(side === 'SHORT' ? {} : { longLeverage: leverage }),
    ...(side === 'LONG' ? {} : { shortLeverage: leverage }),
  });
  return { symbol, leverage };
}

/** Changes a symbol's settings together with the positions that they are about; asks nothing. */
export function applySettings(
  x: Perpetual,
  symbol: string,
  change: Partial<SymbolSettings>,
): SymbolSettings {
  return x.store.transaction(() => {
    const settings = { ...x.symbolSettings(symbol), ...change };
    x.store.put('symbol', symbol, settings);
    for (const side of ['LONG', 'SHORT'] as const) {
      const position = x.position(symbol, side);
      if (position === undefined) continue;
      x.store.put('position', `${symbol}|${side}`, {
        ...position,
        leverage: x.leverage(symbol, side),
        isolated: settings.marginType !== 'CROSSED',
      });
    }
    return settings;
  });
}

/** Sets the margin mode of a symbol that is flat and has no orders. */
export function changeMarginType(
  x: Perpetual,
  params: Params,
  allowed: readonly string[],
): { readonly symbol: string; readonly marginType: string } {
  const symbol = x.tradable(required(params, 'symbol')).symbol;
  const marginType = required(params, 'marginType');
  if (!allowed.includes(marginType))
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
  applySettings(x, symbol, { marginType });
  return { symbol, marginType };
}

export interface MarginChange {
  readonly position: SimPosition;
  readonly amount: Decimal;
  readonly type: number;
}

/** Adds margin to an isolated position (type 1) or takes back what was added (type 2). */
export function changeMargin(x: Perpetual, params: Params, tooMuchCode = 104411): MarginChange {
  const symbol = x.quoted(required(params, 'symbol')).symbol;
  const value = amount(params, 'amount');
  const type = integer(params, 'type') ?? 0;
  if (value === null || !value.gt(ZERO))
    throw invalid('Invalid parameters, err:amount: must be greater than 0.');
  if (type !== 1 && type !== 2) throw invalid('Invalid parameters, err:type: must be 1 or 2.');
  const position = positionFor(x, symbol, params);
  if (position === undefined) throw new Rejection(109420, 'position not exist');
  if (!position.isolated)
    throw new Rejection(101479, 'the margin of a crossed position can not be changed');
  const { available } = accountFigures(x, x.assetOf(symbol));
  if (type === 1 && value.gt(available)) throw new Rejection(101204, 'Insufficient margin');
  const before = decimal(position.addedMargin);
  const after = type === 1 ? before.plus(value) : before.minus(value);
  if (after.lt(ZERO))
    throw new Rejection(
      tooMuchCode,
      'Cannot exceed the maximum decrease amount.',
      'service',
      200,
      `Code: ${tooMuchCode}, Msg: available reduce margin ${decimalText(before)} < add volume ${decimalText(value)}`,
    );
  return x.store.transaction(() => {
    const changed: SimPosition = {
      ...position,
      addedMargin: decimalText(after),
      updatedAt: x.now(),
    };
    x.store.put('position', `${symbol}|${position.side}`, changed);
    const id = x.store.nextId();
    x.store.put('marginChange', id, {
      id,
      symbol,
      positionId: position.id,
      reason: type === 1 ? 'IncreaseMargin' : 'ReduceMargin',
      change: decimalText(type === 1 ? value : value.negated()),
      after: decimalText(after),
      at: x.now(),
    });
    return { position: changed, amount: value, type };
  });
}

function positionFor(x: Perpetual, symbol: string, params: Params): SimPosition | undefined {
  const id = params.get('positionId') ?? '';
  const side = params.get('positionSide') ?? '';
  const sides: readonly HeldSide[] =
    side === 'SHORT' ? ['SHORT'] : side === 'LONG' ? ['LONG'] : ['LONG', 'SHORT'];
  return sides
    .flatMap((one) => x.position(symbol, one) ?? [])
    .find((position) => id === '' || position.id === id);
}

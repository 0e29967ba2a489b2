import { Decimal, decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { StrategyId } from '@/kernel/ids';
import { closingSide, type PositionSide } from '@/kernel/side';
import type { FillReport } from '@/modules/exchanges/venue.types';
import type { FillShare, Holding } from '@/modules/orders/external/external-order';

interface Pot {
  readonly strategyId: StrategyId | null;
  readonly positionSide: PositionSide;
  left: Decimal;
}

interface Piece {
  readonly strategyId: StrategyId | null;
  readonly positionSide: PositionSide;
  readonly isUnaccounted: boolean;
  readonly quantity: Decimal;
}

/**
 * Whom fills that are not ours concern. What opens belongs to nobody. What closes takes first from what nobody's orders
 * hold, then from the strategies' entries, oldest first; what is left over closed something that we never knew of.
 * `holdings` are those of the fills' instrument. The shares of a fill add up to the fill, fee included.
 */
export function shareOut(
  fills: readonly FillReport[],
  positionSide: PositionSide | null,
  holdings: readonly Holding[],
): readonly FillShare[] {
  const pots = inOrder(holdings);
  const shares = new Map<string, FillShare & { fills: FillReport[] }>();
  const inTime = [...fills].sort((a, b) => a.filledAt.getTime() - b.filledAt.getTime());
  for (const fill of inTime) {
    const pieces = piecesOf(fill, positionSide, pots);
    pieces.forEach((piece, index) => {
      const { strategyId, positionSide: side, isUnaccounted } = piece;
      const key = `${strategyId ?? ''} ${side} ${fill.side} ${String(isUnaccounted)}`;
      const share = shares.get(key) ?? {
        ...{ strategyId, side: fill.side, positionSide: side, isUnaccounted },
        fills: [],
      };
      share.fills.push(partOf(fill, pieces, index));
      shares.set(key, share);
    });
  }
  return [...shares.values()];
}

function inOrder(holdings: readonly Holding[]): Pot[] {
  const nobodyFirst = [...holdings].sort(
    (a, b) =>
      Number(a.strategyId !== null) - Number(b.strategyId !== null) ||
      a.since.getTime() - b.since.getTime(),
  );
  return nobodyFirst.map(({ strategyId, positionSide, quantity }) => ({
    ...{ strategyId, positionSide },
    left: decimal(quantity),
  }));
}

function piecesOf(fill: FillReport, stated: PositionSide | null, pots: Pot[]): readonly Piece[] {
  const closable: PositionSide = fill.side === closingSide('long') ? 'long' : 'short';
  const opened: PositionSide = closable === 'long' ? 'short' : 'long';
  const quantity = decimal(fill.quantity);
  if (stated === opened) return [openPiece(opened, quantity, pots)];
  const pieces = takeFrom(pots, closable, quantity);
  const rest = quantity.minus(pieces.reduce((sum, piece) => sum.plus(piece.quantity), ZERO));
  if (!rest.gt(ZERO)) return pieces;
  const last: Piece =
    stated === null
      ? openPiece(opened, rest, pots)
      : { strategyId: null, positionSide: closable, isUnaccounted: true, quantity: rest };
  return [...pieces, last];
}

/** A later fill may close what this one opened. */
function openPiece(positionSide: PositionSide, quantity: Decimal, pots: Pot[]): Piece {
  pots.unshift({ strategyId: null, positionSide, left: quantity });
  return { strategyId: null, positionSide, isUnaccounted: false, quantity };
}

function takeFrom(pots: readonly Pot[], side: PositionSide, wanted: Decimal): readonly Piece[] {
  const taken: Piece[] = [];
  let rest = wanted;
  for (const pot of pots) {
    if (pot.positionSide !== side) continue;
    const quantity = Decimal.min(pot.left, rest);
    if (!quantity.gt(ZERO)) continue;
    pot.left = pot.left.minus(quantity);
    rest = rest.minus(quantity);
    const same = taken.findIndex(({ strategyId }) => strategyId === pot.strategyId);
    const before = taken[same];
    if (before === undefined) {
      taken.push({
        ...{ strategyId: pot.strategyId, positionSide: side, isUnaccounted: false },
        quantity,
      });
    } else taken[same] = { ...before, quantity: before.quantity.plus(quantity) };
  }
  return taken;
}

/** The first part keeps the venue's id, which is what makes the fill count once; the others are numbered. */
function partOf(fill: FillReport, pieces: readonly Piece[], index: number): FillReport {
  const piece = pieces[index];
  if (piece === undefined || pieces.length === 1) return fill;
  const feeOf = ({ quantity }: Piece): Decimal =>
    decimal(fill.fee).times(quantity).div(decimal(fill.quantity)).toDecimalPlaces(18);
  const others = pieces.slice(1).reduce((sum, other) => sum.plus(feeOf(other)), ZERO);
  const fee = index === 0 ? decimal(fill.fee).minus(others) : feeOf(piece);
  return {
    ...fill,
    venueFillId: index === 0 ? fill.venueFillId : `${fill.venueFillId}#${String(index + 1)}`,
    quantity: decimalText(piece.quantity),
    fee: decimalText(fee),
  };
}

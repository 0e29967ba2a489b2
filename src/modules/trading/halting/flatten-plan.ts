import { Decimal, decimalText, ZERO } from '@/kernel/decimal';
import type { StrategyId } from '@/kernel/ids';

/** What a strategy may still close at a place. */
export interface Holding {
  readonly strategyId: StrategyId;
  readonly quantity: Decimal;
}

/** One close: of a strategy, or with null of what no strategy holds. */
export interface ClosePart {
  readonly strategyId: StrategyId | null;
  readonly quantity: string;
}

/**
 * Shares a position of the venue out to the strategies that hold it, so that their ledgers become flat with it; what is left
 * was opened by hand or elsewhere and is closed too. Never more than the position, whatever our ledger says. Pure.
 */
export function shareOut(position: Decimal, holdings: readonly Holding[]): readonly ClosePart[] {
  const parts: ClosePart[] = [];
  let rest = position;
  for (const { strategyId, quantity } of holdings) {
    const part = Decimal.min(rest, quantity);
    if (part.lte(ZERO)) continue;
    parts.push({ strategyId, quantity: decimalText(part) });
    rest = rest.minus(part);
  }
  return rest.gt(ZERO) ? [...parts, { strategyId: null, quantity: decimalText(rest) }] : parts;
}

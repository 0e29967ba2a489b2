import { decimal } from '@/kernel/decimal';
import { notionalOf } from '@/kernel/inverse';
import type { TradingState } from '@/modules/orders/states/trading-state';
import type { RiskVerdict } from '@/modules/strategies/decision';

/** The limits of an account; 0 and null mean "no limit". */
export interface RiskLimits {
  readonly maxOrdersPerMinute: number;
  readonly maxOrdersPerDay: number;
  readonly maxOpenPositions: number;
  readonly maxOrderNotional: string | null;
}

/** What the limits are held against. Null means "could not be read", and then an entry is refused. */
export interface RiskFigures {
  readonly systemState: TradingState | null;
  readonly accountState: TradingState | null;
  readonly ordersLastMinute: number | null;
  readonly ordersToday: number | null;
  readonly openPositions: number | null;
}

/** An account that its exchange refuses opens nothing; its closes are tried, because the refusal may be over. */
export function accountVerdict(
  target: { readonly entryObjection: string | null } | null,
): RiskVerdict | null {
  const detail = target?.entryObjection ?? null;
  return detail === null ? null : { reason: 'risk-account', detail };
}

/** Entries pass every limit; a figure that can not be computed refuses. */
export function entryVerdict(figures: RiskFigures, limits: RiskLimits): RiskVerdict | null {
  return stateVerdict(figures, true) ?? limitVerdict(figures, limits);
}

/** Closes are stopped by `halted` alone, never by a limit. */
export function closeVerdict(figures: RiskFigures): RiskVerdict | null {
  return stateVerdict(figures, false);
}

function stateVerdict(figures: RiskFigures, isEntry: boolean): RiskVerdict | null {
  const states = [
    ['the whole system', figures.systemState],
    ['the account', figures.accountState],
  ] as const;
  for (const [scope, state] of states) {
    if (state === 'halted')
      return { reason: 'risk-halted', detail: `${scope} is halted: nothing is sent` };
    if (isEntry && state === 'reducing')
      return { reason: 'risk-reducing', detail: `${scope} only closes` };
    if (isEntry && state === null) {
      return { reason: 'risk-unknown', detail: `the trading state of ${scope} could not be read` };
    }
  }
  return null;
}

function limitVerdict(figures: RiskFigures, limits: RiskLimits): RiskVerdict | null {
  const counted = [
    [
      'risk-orders-per-minute',
      'orders in the last minute',
      figures.ordersLastMinute,
      limits.maxOrdersPerMinute,
    ],
    ['risk-orders-per-day', 'orders today (UTC)', figures.ordersToday, limits.maxOrdersPerDay],
    ['risk-open-positions', 'open positions', figures.openPositions, limits.maxOpenPositions],
  ] as const;
  for (const [reason, what, figure, limit] of counted) {
    if (limit === 0) continue;
    if (figure === null)
      return { reason: 'risk-unknown', detail: `the number of ${what} could not be read` };
    if (figure >= limit)
      return { reason, detail: `${String(figure)} ${what}; the limit is ${String(limit)}` };
  }
  return null;
}

/**
 * Whether one entry's notional is within the account's limit. Contracts of a fixed worth need no price; for the others a
 * missing price refuses: the figure can not be computed.
 */
export function notionalVerdict(
  quantity: string,
  price: string | null,
  contractValue: string | null,
  limits: RiskLimits,
): RiskVerdict | null {
  if (limits.maxOrderNotional === null) return null;
  if (price === null && contractValue === null)
    return { reason: 'risk-unknown', detail: 'the notional could not be computed: no price' };
  const notional = notionalOf(decimal(quantity), decimal(price ?? '0'), contractValue);
  if (notional.lte(decimal(limits.maxOrderNotional))) return null;
  return {
    reason: 'risk-order-notional',
    detail: `notional ${notional.toFixed()} is above the limit of ${limits.maxOrderNotional}`,
  };
}

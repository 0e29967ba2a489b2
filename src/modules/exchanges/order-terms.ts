import { decimal, floorToStep, ZERO } from '@/kernel/decimal';

/** How an order executes. The `-limit` kinds and `limit` rest at a price; all but `market` and `limit` wait for one. */
export const ORDER_TYPES = [
  'market',
  'limit',
  'stop-market',
  'take-profit-market',
  'stop-limit',
  'take-profit-limit',
  'trigger-market',
  'trigger-limit',
  'trailing-stop-market',
] as const;
export type OrderType = (typeof ORDER_TYPES)[number];

/** How long a limit rests: until cancelled, not at all, all or nothing, or never as a taker. */
export const TIMES_IN_FORCE = ['gtc', 'ioc', 'fok', 'post-only'] as const;
export type TimeInForce = (typeof TIMES_IN_FORCE)[number];

/** Whose price pulls a trigger: the mark price or the last trade's. */
export const WORKING_TYPES = ['mark', 'last'] as const;
export type WorkingType = (typeof WORKING_TYPES)[number];

/** What an order may say beyond type, size and prices. Null is the venue's usual way. Decimals are text. */
export interface OrderTerms {
  /** Null on orders that rest at no price; `gtc` is meant where a limit says nothing. */
  readonly timeInForce: TimeInForce | null;
  /** Trailing stops: how far behind the best price, as a fraction; 0.05 is 5 %. */
  readonly trailingRate: string | null;
  /** Trailing stops: the same in quote currency. */
  readonly trailingDistance: string | null;
  /** Trailing stops: they begin to follow at this price; null means at once. */
  readonly activationPrice: string | null;
  readonly workingType: WorkingType | null;
}

export const USUAL_TERMS: OrderTerms = {
  timeInForce: null,
  trailingRate: null,
  trailingDistance: null,
  activationPrice: null,
  workingType: null,
};

/** The terms alone; what is left out is usual. */
export const termsOf = (order: Partial<OrderTerms>): OrderTerms => ({
  timeInForce: order.timeInForce ?? null,
  trailingRate: order.trailingRate ?? null,
  trailingDistance: order.trailingDistance ?? null,
  activationPrice: order.activationPrice ?? null,
  workingType: order.workingType ?? null,
});

/** What of an order its type decides about. */
export interface TypedOrder extends Partial<OrderTerms> {
  readonly type: OrderType;
  readonly price: string | null;
  readonly stopPrice: string | null;
}

/** A field that does not fit, and the rule in words that follow its name. */
export interface TermsProblem {
  readonly field: 'price' | 'stopPrice' | keyof OrderTerms;
  readonly code: 'order-fields' | 'price-off-tick' | 'trailing-rate';
  readonly rule: string;
}

/** Whether the order rests at a price once it works. */
export const isLimitKind = (type: OrderType): boolean =>
  type === 'limit' || type.endsWith('-limit');

/** Whether the order waits for a price before it works. */
export const isConditional = (type: OrderType): boolean => type !== 'market' && type !== 'limit';

/** Whether the order is one that shields a position: stops, targets and trailing stops. */
export const isProtectiveType = (type: string): boolean =>
  /^(?:stop|take-profit|trailing-stop)-/.test(type);

/** Field by field, what does not fit the type; empty when everything does. */
export function termsProblems(order: TypedOrder): readonly TermsProblem[] {
  const isTrailing = order.type === 'trailing-stop-market';
  const waits = isConditional(order.type);
  const needed = {
    price: isLimitKind(order.type),
    stopPrice: waits && !isTrailing,
  };
  const allowed = {
    timeInForce: isLimitKind(order.type),
    trailingRate: isTrailing,
    trailingDistance: isTrailing,
    activationPrice: isTrailing,
    workingType: waits,
  };
  const problems: TermsProblem[] = [];
  const say = (field: TermsProblem['field'], rule: string): void => {
    problems.push({ field, code: 'order-fields', rule });
  };
  for (const field of ['price', 'stopPrice'] as const) {
    if (needed[field] && order[field] === null) say(field, `is needed by a ${order.type} order`);
    if (!needed[field] && order[field] !== null)
      say(field, `does not belong to a ${order.type} order`);
  }
  for (const field of Object.keys(allowed) as (keyof OrderTerms)[]) {
    if ((order[field] ?? null) !== null && !allowed[field])
      say(field, `does not belong to a ${order.type} order`);
  }
  if (waits && order.timeInForce === 'post-only')
    say('timeInForce', `must be gtc, ioc or fok on a ${order.type} order`);
  const trails = [order.trailingRate ?? null, order.trailingDistance ?? null];
  if (isTrailing && trails.filter((value) => value !== null).length !== 1)
    say('trailingRate', 'or trailingDistance is needed by a trailing-stop-market order, not both');
  return [...problems, ...rateProblems(order.trailingRate ?? null)];
}

/** The prices of an order that are no positive multiples of the tick. */
export function tickProblems(order: TypedOrder, priceTick: string): readonly TermsProblem[] {
  const fields = ['price', 'stopPrice', 'trailingDistance', 'activationPrice'] as const;
  return fields.flatMap((field): readonly TermsProblem[] => {
    const value = order[field] ?? null;
    if (value === null) return [];
    const price = decimal(value);
    if (price.gt(ZERO) && floorToStep(price, decimal(priceTick)).eq(price)) return [];
    return [{ field, code: 'price-off-tick', rule: `must be a positive multiple of ${priceTick}` }];
  });
}

function rateProblems(rate: string | null): readonly TermsProblem[] {
  if (rate === null) return [];
  const value = decimal(rate);
  if (value.gt(ZERO) && value.lte(decimal('1')) && value.decimalPlaces() <= 4) return [];
  const rule = 'must be a fraction above 0 and up to 1 with at most 4 decimals; 0.05 is 5 %';
  return [{ field: 'trailingRate', code: 'trailing-rate', rule }];
}

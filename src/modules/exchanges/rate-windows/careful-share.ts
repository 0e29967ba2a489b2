import type { WindowRule } from './rate-window';

/**
 * What an instance allows itself of a window while it cannot ask the others: an equal part, with one more instance than
 * it last knew of. Where that is less than one request a window, one in a stretch of several windows.
 */
export function carefulShare(rule: WindowRule, others: number): WindowRule {
  if (rule.capacity === Number.POSITIVE_INFINITY) return rule;
  const sharers = others + 2;
  const capacity = Math.max(1, Math.floor(rule.capacity / sharers));
  const lengthMs =
    rule.capacity >= sharers ? rule.lengthMs : rule.lengthMs * Math.ceil(sharers / rule.capacity);
  return { ...rule, capacity, lengthMs, reserve: 0 };
}

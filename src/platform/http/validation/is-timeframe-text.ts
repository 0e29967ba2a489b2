import { isTimeframe } from '@/kernel/timeframe';
import { rule } from '@/platform/http/validation/rule';

/** A timeframe in canonical form, such as `1m`, `4h`, `1d`; `1M` is a month. */
export function IsTimeframeText(): PropertyDecorator {
  return rule({
    name: 'isTimeframeText',
    message: 'must be a timeframe such as "5m", "1h", "4h", "1d", "1w" or "1M" (a month)',
    holds: (value) => typeof value === 'string' && isTimeframe(value),
  });
}

import { readInstrument } from '@/kernel/instrument';
import { rule } from '@/platform/http/validation/rule';

/** An instrument in canonical form, such as `bingx-usdt-m/BTC-USDT`. */
export function IsInstrumentText(): PropertyDecorator {
  return rule({
    name: 'isInstrumentText',
    message: 'must be an instrument such as "bingx-usdt-m/BTC-USDT"',
    holds: (value) => typeof value === 'string' && readInstrument(value) !== null,
  });
}

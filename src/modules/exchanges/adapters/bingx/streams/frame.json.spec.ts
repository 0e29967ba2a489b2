import * as fc from 'fast-check';
import { decimalText, readDecimal } from '@/kernel/decimal';
import { readJson, type JsonValue } from '../bingx.json';
import { isFrameObject, readFrame, rowsIn, wire, type FrameValue } from './frame.json';

/** Both readings in one form: numbers as canonical decimals. */
function leaves(value: FrameValue | JsonValue | undefined): unknown {
  if (Array.isArray(value)) return (value as readonly FrameValue[]).map(leaves);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([key, inner]) => [key, leaves(inner)]);
  }
  const text = wire(value);
  const number = typeof text === 'string' ? readDecimal(text) : null;
  return number === null ? text : decimalText(number);
}

/** JSON text with numbers that no JavaScript number holds, and texts that look like them. */
const jsonText = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    tie('number'),
    tie('text'),
    fc.constantFrom('true', 'false', 'null'),
    fc.array(tie('value'), { maxLength: 4 }).map((parts) => `[${parts.join(', ')}]`),
    tie('object'),
  ),
  object: fc
    .uniqueArray(fc.tuple(tie('text'), tie('value')), { selector: ([key]) => key, maxLength: 5 })
    .map(
      (pairs) => `{${pairs.map(([key, value]) => `${String(key)} :${String(value)}`).join(',')}}`,
    ),
  text: fc
    .oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        'a":12345678901234567',
        ':12345678901234567,',
        '\\',
        '[12345678901234567]',
        'ping',
      ),
    )
    .map((text) => JSON.stringify(text)),
  number: fc
    .tuple(
      fc.boolean(),
      fc.bigInt({ min: 0n, max: 10n ** 24n }),
      fc.option(fc.stringMatching(/^\d{1,25}$/)),
      fc.option(fc.integer({ min: -40, max: 20 })),
    )
    .map(
      ([isNegative, whole, fraction, exponent]) =>
        `${isNegative ? '-' : ''}${whole.toString()}${fraction === null ? '' : `.${fraction}`}` +
        (exponent === null
          ? ''
          : `e${exponent > 0 && exponent % 2 === 0 ? '+' : ''}${String(exponent)}`),
    ),
}));

describe('frames as JSON', () => {
  it('keeps 19-digit ids, and decimals of any length', () => {
    const frame = readFrame(
      '{"e":"TRADE_UPDATE","o":{"i":2104122758140616705,"ti":2104122758140616704,"v":0.00013099999999999999,"n":-12}}',
    );
    expect(frame?.['o']).toEqual({
      i: '2104122758140616705',
      ti: '2104122758140616704',
      v: '0.00013099999999999999',
      n: -12,
    });
  });

  it('reads the same as the lossless parser, whatever the text', () => {
    fc.assert(
      fc.property(jsonText.object, (text) => {
        // An exact reading needs the same keys: a repeated one is an error there and the last one here.
        const exact = readJson(text);
        if (exact === undefined) return;
        expect(leaves(readFrame(text))).toEqual(leaves(exact));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    '',
    'Ping',
    '[1]',
    '12345678901234567890',
    '{"a":01234567890123456789}',
    '{"a":1234567890123456.}',
    '{"a":1.2.3456789012345678}',
    '{"a":12345678901234567',
    '{"a":"12345678901234567',
    '{"a\\":12345678901234567}',
    '{"a":-}',
    '{"a":1e}',
  ])('refuses %j', (text) => {
    expect(readFrame(text)).toBeUndefined();
  });

  it('looks into lists without trusting them', () => {
    expect(rowsIn([{ a: 1 }, 'x', null, [1]])).toEqual([{ a: 1 }]);
    expect(rowsIn({ a: 1 })).toEqual([]);
    expect(isFrameObject([])).toBe(false);
  });
});

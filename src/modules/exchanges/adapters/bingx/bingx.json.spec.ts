import fc from 'fast-check';
import { readEnvelope } from './bingx.envelope';
import { readJson } from './bingx.json';

describe('BingX JSON', () => {
  it('keeps two adjacent 19-digit ids apart', () => {
    const text = '[{"orderId":2104122758140616704},{"orderId":2104122758140616705}]';
    expect(readJson(text)).toEqual([
      { orderId: '2104122758140616704' },
      { orderId: '2104122758140616705' },
    ]);
  });

  it('gives every number as its own text, exponents written out', () => {
    expect(readJson('{"a":1.50,"b":-0.1,"c":1e-7,"d":"2","e":12E2,"f":0}')).toEqual({
      a: '1.50',
      b: '-0.1',
      c: '0.0000001',
      d: '2',
      e: '1200',
      f: '0',
    });
  });

  it.each([
    '',
    'not json',
    '<html></html>',
    '{"a":1',
    '{"a":1}x',
    '{"a":NaN}',
    '[1e999999]',
    '{"a":1,"a":2}',
  ])('says undefined for %j', (text) => {
    expect(readJson(text)).toBeUndefined();
  });

  it('does not fall over very deep nesting', () => {
    expect(() => readJson('['.repeat(200_000))).not.toThrow();
  });

  it('loses nothing of any value', () => {
    type Made = { readonly json: string; readonly read: unknown };
    const { value } = fc.letrec<{ value: Made }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc
          .bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
          .map((n) => ({ json: String(n), read: String(n) })),
        fc
          .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.stringMatching(/^\d{1,20}$/))
          .map(([whole, part]) => ({
            json: `${String(whole)}.${part}`,
            read: `${String(whole)}.${part}`,
          })),
        fc.string().map((text) => ({ json: JSON.stringify(text), read: text })),
        fc.constantFrom({ json: 'true', read: true }, { json: 'null', read: null }),
        fc.array(tie('value'), { maxLength: 4 }).map((items) => ({
          json: `[${items.map((item) => item.json).join(',')}]`,
          read: items.map((item) => item.read),
        })),
        fc
          .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,6}$/), tie('value')), {
            selector: ([key]) => key,
            maxLength: 4,
          })
          .map((pairs) => ({
            json: `{${pairs.map(([key, item]) => `"${key}":${item.json}`).join(',')}}`,
            read: Object.fromEntries(pairs.map(([key, item]) => [key, item.read])),
          })),
      ),
    }));
    fc.assert(
      fc.property(value, (made) => {
        expect(readJson(made.json)).toEqual(made.read);
      }),
    );
  });
});

describe('BingX envelopes', () => {
  it.each([
    ['{"code":0,"msg":"","data":{"a":1}}', { kind: 'success', data: { a: '1' } }],
    ['{"code":"0","msg":"","timeStamp":"1","data":[]}', { kind: 'success', data: [] }],
    ['{"code":0,"msg":""}', { kind: 'success', data: null }],
    ['{"code":101204,"msg":"","data":{}}', { kind: 'error', code: '101204', message: '' }],
    ['{"code":101400,"msg":"","debugMsg":"x"}', { kind: 'error', code: '101400', message: 'x' }],
    ['{"transferErrorMsg":"no"}', { kind: 'error', code: 'transfer', message: 'no' }],
    ['{"orders":[]}', { kind: 'odd', problem: 'the answer has no code' }],
    ['[]', { kind: 'odd', problem: 'an array came without envelope' }],
    ['"ok"', { kind: 'odd', problem: 'the answer is not an object' }],
    ['<html>', { kind: 'odd', problem: 'the answer is not JSON' }],
    ['{"code":true}', { kind: 'odd', problem: 'the answer has no code' }],
  ])('unwraps %s', (text, expected) => {
    expect(readEnvelope(text)).toEqual(expected);
  });

  it('takes bare and flat answers where the endpoint has them', () => {
    expect(readEnvelope('[1]', 'bare')).toEqual({ kind: 'success', data: ['1'] });
    expect(readEnvelope('{"total":0,"rows":[]}', 'bare')).toEqual({
      kind: 'success',
      data: { total: '0', rows: [] },
    });
    expect(readEnvelope('{"code":0,"amount":5}', 'flat')).toEqual({
      kind: 'success',
      data: { code: '0', amount: '5' },
    });
    expect(readEnvelope('{"code":100413,"msg":"x"}', 'flat')).toMatchObject({
      kind: 'error',
      code: '100413',
    });
  });
});

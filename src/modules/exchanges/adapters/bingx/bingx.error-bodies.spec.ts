import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { readEnvelope } from './bingx.envelope';
import { LISTED_CODES } from './bingx.error-table';
import { classifyError, classifyStatus, type BingxError } from './bingx.errors';

const NOW = new Date('2026-01-15T12:00:00.000Z');
const REFERENCE = resolve(process.cwd(), '../shared/reference/bingx.md');

type Verdict = Pick<BingxError, 'executed' | 'retry'>;
const REFUSED: Verdict = { executed: 'no', retry: 'never' };
const LATER: Verdict = { executed: 'no', retry: 'later' };
const RESYNC: Verdict = { executed: 'no', retry: 'after-resync' };
const ASK: Verdict = { executed: 'unknown', retry: 'ask' };

/** Section 5.2 of the reference as verdicts; a code that needs its text to be understood stands in TEXTS. */
const CODES: readonly (readonly [Verdict, readonly number[]])[] = [
  [REFUSED, [100001, 100004, 100412, 100413, 100414, 100419, 100437, 100400, 100404]],
  [REFUSED, [109421, 80016, 109422, 80017, 80018, 109424, 109430, 109401, 104103]],
  [REFUSED, [109403, 80020, 40029, 109417, 109425, 109420, 101205]],
  [REFUSED, [101204, 101253, 101206, 101212, 110424, 102201, 101202, 101485, 110422, 110425]],
  [REFUSED, [110287, 101429, 101424, 112414, 101201, 101211, 101460, 101461, 110402, 110427]],
  [REFUSED, [110428, 101215, 101290, 110203, 101413, 104424, 101414, 101415, 110280, 101514]],
  [REFUSED, [101515, 101210, 101483, 101484, 112415, 104414, 101419, 80013, 110206, 101479]],
  [REFUSED, [104108, 104411, 110400, 110426, 110406, 110407, 110411, 110412, 110413, 110414]],
  [REFUSED, [110415, 110418, 110419, 110420, 110284]],
  [REFUSED, [100202, 100204, 100440, 100441, 100490, 101402, 100403, 100450]],
  [REFUSED, [109400, 109414, 80014, 80001]],
  [LATER, [109429, 100409, 101214, 101219, 101412]],
  [ASK, [100500, 100503, 101500, 109500, 109701, 110500, 80012]],
  [ASK, [109423, 80019, 109201, 101481]],
];

const TEXTS: readonly (readonly [Verdict, number, string])[] = [
  [RESYNC, 100421, 'Null timestamp or timestamp mismatch'],
  [RESYNC, 109400, 'timestamp is invalid'],
  [RESYNC, 109414, 'timestamp is invalid'],
  [REFUSED, 100421, 'this trading pair is restricted from API trading'],
  [REFUSED, 100421, 'order not exist'],
  [REFUSED, 109400, 'order not exist'],
  [REFUSED, 80014, "In the One-way mode, the 'PositionSide' field can only be set to BOTH."],
  [LATER, 109400, 'API orders are temporarily disabled'],
  [LATER, 100410, 'rate limited, will be unblocked after 1768478460000'],
  [LATER, 100410, 'can retry after time: 1768478460000'],
  [ASK, 100410, 'The current system is busy, please try again later'],
  [ASK, 101400, 'clientOrderID is already used'],
  [REFUSED, 101400, 'The minimum order amount is 7 ADA.'],
  [ASK, 101209, 'the same order number is submitted within 1s'],
  [REFUSED, 101209, 'The maximum position value for this leverage is 100 USDT'],
];

/** How an error body may come: what it says is the same. */
const body = fc.record({
  codeAsText: fc.boolean(),
  msg: fc.constantFrom('as is', 'UPPER', 'lower', 'spaced'),
  debugMsg: fc.option(fc.constantFrom('', 'trace 7f3a')),
  more: fc.dictionary(
    fc.constantFrom('data', 'success', 'timestamp', 'extra', 'detail'),
    fc.jsonValue({ maxDepth: 1 }),
    { noNullPrototype: true },
  ),
  shape: fc.constantFrom('wrapped' as const, 'flat' as const, 'bare' as const),
});
type Form = typeof body extends fc.Arbitrary<infer T> ? T : never;

const WRITTEN: Readonly<Record<string, (text: string) => string>> = {
  'as is': (text) => text,
  UPPER: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  spaced: (text) => `  ${text} `,
};

function read(code: number, msg: string | undefined, form: Form): BingxError {
  const written = msg === undefined ? {} : { msg: WRITTEN[form.msg]?.(msg) ?? msg };
  const debug = form.debugMsg === null ? {} : { debugMsg: form.debugMsg };
  const named = { code: form.codeAsText ? String(code) : code };
  const text = JSON.stringify({ ...form.more, ...named, ...written, ...debug });
  const envelope = readEnvelope(text, form.shape);
  if (envelope.kind !== 'error') throw new Error(`${text} was read as ${envelope.kind}`);
  return classifyError(envelope.code, envelope.message, NOW);
}

describe('BingX error bodies of every form', () => {
  const all = CODES.flatMap(([verdict, codes]) => codes.map((code) => [code, verdict] as const));

  it.each(all)('%i without a text: %j, whatever its form', (code, verdict) => {
    fc.assert(
      fc.property(body, fc.constantFrom(undefined, ''), (form, msg) => {
        expect(read(code, msg, form)).toMatchObject({ code: String(code), ...verdict });
      }),
      { numRuns: 25 },
    );
  });

  it.each(TEXTS)('%j: %i %j, whatever its form', (verdict, code, msg) => {
    fc.assert(
      fc.property(body, (form) => {
        expect(read(code, msg, form)).toMatchObject({ code: String(code), ...verdict });
      }),
      { numRuns: 50 },
    );
  });

  it('takes the verdict of the error that a service error wraps as JSON, however it is spelled', () => {
    const outer = fc.constantFrom(80012, 109500, 110500, 101500);
    const names = fc.constantFrom(['Code', 'Msg'] as const, ['code', 'msg'] as const);
    const around = fc.constantFrom(
      (json: string) => json,
      (json: string) => `Code: 1, Msg: ${json}`,
      (json: string) => `service has some errors ${json} `,
    );
    fc.assert(
      fc.property(outer, names, around, fc.constantFrom(...all), fc.boolean(), (...drawn) => {
        const [code, [codeName, msgName], wrap, [inner, verdict], asText] = drawn;
        const json = JSON.stringify({ [codeName]: asText ? `${inner}` : inner, [msgName]: '' });
        const text = JSON.stringify({ code, msg: wrap(json), RemoteInfo: null });
        const envelope = readEnvelope(text);
        if (envelope.kind !== 'error') throw new Error(envelope.kind);
        expect(classifyError(envelope.code, envelope.message, NOW)).toMatchObject({
          code: String(inner),
          ...verdict,
        });
      }),
      { numRuns: 300 },
    );
  });

  it('never says for certain what a body without a listed code did', () => {
    const code = fc.integer({ min: 1, max: 999_999 }).filter(isUnlisted);
    fc.assert(
      fc.property(code, fc.string(), body, (unlisted, msg, form) => {
        expect(read(unlisted, msg.replaceAll(/[{}]/g, ''), form)).toMatchObject(ASK);
      }),
    );
  });

  it.each(['', 'null', '"text"', '42', '<html>502</html>', '{"code":', '{}', '[]', '{"msg":"x"}'])(
    'takes the body %j for neither success nor refusal',
    (text) => {
      expect(readEnvelope(text)).toMatchObject({ kind: 'odd' });
    },
  );

  it('lets a status decide only where it proves that nothing was done', () => {
    for (let status = 200; status < 600; status += 1) {
      const error = classifyStatus(status, NOW);
      if ([403, 418, 429].includes(status)) expect(error).toMatchObject(LATER);
      else expect(error).toBeNull();
    }
  });

  const present = existsSync(REFERENCE);
  (present ? it : it.skip)(
    `lists every code of the reference${present ? '' : ' (skipped because ../shared is not here)'}`,
    () => {
      const section = /### 5\.2 Codes([\s\S]*?)\n## 6/.exec(readFileSync(REFERENCE, 'utf8'))?.[1];
      const rows = (section ?? '').split('\n').filter((line) => /^\| \d/.test(line));
      expect(rows.length).toBeGreaterThan(30);
      const named = rows.flatMap((row) => codesIn(row.split('|')[1] ?? ''));
      const tested = new Set([...all.map(([code]) => code), ...TEXTS.map(([, code]) => code)]);
      expect(named.filter((code) => !LISTED_CODES.includes(String(code)))).toEqual([]);
      expect(named.filter((code) => !tested.has(code))).toEqual([]);
    },
  );
});

const isUnlisted = (code: number): boolean => !LISTED_CODES.includes(String(code));

/** The codes of a cell; `110411-110414` stands for all between. */
function codesIn(cell: string): readonly number[] {
  return [...cell.matchAll(/(\d{5,6})(?:-(\d{5,6}))?/g)].flatMap(([, first = '', last]) => {
    const from = Number(first);
    const to = last === undefined ? from : Number(last);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}

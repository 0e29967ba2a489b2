/**
 * Whether a write that was answered with an error may nevertheless have gone through. `no` is only said for codes
 * whose documentation makes it certain; everything else is `unknown`.
 */
export type Executed = 'no' | 'unknown';

/**
 * `never`: unchanged it will fail again. `after-resync`: once the clock offset was measured anew. `later`: not before
 * the stated time. `ask`: only the order itself, asked for by its client id, can tell.
 */
export type RetryAdvice = 'never' | 'after-resync' | 'later' | 'ask';

/** What an error means in our words. */
export interface ErrorMeaning {
  readonly category: ErrorCategory;
  readonly executed: Executed;
  readonly retry: RetryAdvice;
  /** Wait in milliseconds when the text names no time. */
  readonly waitMs?: number;
}

export type ErrorCategory =
  | 'account-suspended'
  | 'being-processed'
  | 'busy'
  | 'clock-drift'
  | 'direction-mismatch'
  | 'duplicate-client-id'
  | 'exchange-halt'
  | 'funding-settlement'
  | 'insufficient-margin'
  | 'instrument-off'
  | 'instrument-unknown'
  | 'invalid-parameter'
  | 'ip-not-allowed'
  | 'key-invalid'
  | 'key-permission'
  | 'leverage-too-high'
  | 'margin-mode-mismatch'
  | 'not-allowed-with-position'
  | 'not-found'
  | 'nothing-to-close'
  | 'order-not-open'
  | 'position-limit'
  | 'position-mode-mismatch'
  | 'price-out-of-range'
  | 'protection-exists'
  | 'quantity-too-small'
  | 'rate-limited'
  | 'risk-control'
  | 'signature-mismatch'
  | 'stop-price-wrong-side'
  | 'too-many-orders'
  | 'would-take'
  | 'unknown-error';

interface Rule {
  /** The meaning holds only when the text matches; rules of a code are tried in order. */
  readonly text?: RegExp;
  readonly meaning: ErrorMeaning;
}

const refusedAs = (category: ErrorCategory): ErrorMeaning => ({
  category,
  executed: 'no',
  retry: 'never',
});
const laterAs = (category: ErrorCategory, waitMs: number): ErrorMeaning => ({
  category,
  executed: 'no',
  retry: 'later',
  waitMs,
});
const askAs = (category: ErrorCategory): ErrorMeaning => ({
  category,
  executed: 'unknown',
  retry: 'ask',
});

const DRIFT: ErrorMeaning = { category: 'clock-drift', executed: 'no', retry: 'after-resync' };
/** The meaning of every code and text that is not listed. */
export const UNLISTED: ErrorMeaning = askAs('unknown-error');

const MODE_TEXT = /(one-way|hedge) mode|'positionside'|positionside.*required|'side' field/i;
/** Spot has two codes for an order that it does not know or that is over. */
const GONE_TEXT =
  /orders? (is |does |do )?not (be )?(exist|found)|already (filled|cancel|finish|final)|can ?not (be )?(delete|cancel)/i;
const RATE_TEXT =
  /unblocked after|retry after|rate limit|frequency limit|too many|over ?limit|limited/i;

const SAME_MEANING: readonly (readonly [ErrorMeaning, readonly string[]])[] = [
  [refusedAs('signature-mismatch'), ['100001', '100412']],
  [refusedAs('key-permission'), ['100004']],
  [refusedAs('key-invalid'), ['100413']],
  [refusedAs('ip-not-allowed'), ['100419']],
  [
    refusedAs('account-suspended'),
    ['100414', '100441', '101415', '101514', '101515', '101210', '112415', '104414'],
  ],
  [
    refusedAs('invalid-parameter'),
    ['100437', '110400', '110426', '109424', '109430', '104411', '100204'],
  ],
  [
    refusedAs('insufficient-margin'),
    ['101204', '101253', '101206', '101212', '110424', '102201', '100202'],
  ],
  [refusedAs('quantity-too-small'), ['101202', '101485', '110422', '110425']],
  [refusedAs('position-limit'), ['110287', '101429', '101424', '112414', '101201']],
  [
    refusedAs('price-out-of-range'),
    ['101211', '101460', '101461', '110402', '110427', '110428', '100440'],
  ],
  [refusedAs('risk-control'), ['109403', '80020', '40029']],
  [refusedAs('instrument-unknown'), ['109425', '101402']],
  [
    refusedAs('instrument-off'),
    ['109417', '101413', '104424', '110280', '101483', '101484', '100490'],
  ],
  [refusedAs('leverage-too-high'), ['101414']],
  [refusedAs('nothing-to-close'), ['109420', '101205', '80017', '101290', '110203']],
  [refusedAs('not-allowed-with-position'), ['109401', '104103']],
  [refusedAs('margin-mode-mismatch'), ['101479', '104108']],
  [refusedAs('protection-exists'), ['110406', '110407']],
  [refusedAs('stop-price-wrong-side'), ['110411', '110412', '110413', '110414']],
  [refusedAs('too-many-orders'), ['101419', '80013', '110206']],
  [refusedAs('would-take'), ['101215']],
  [refusedAs('order-not-open'), ['109422', '80018']],
  [refusedAs('not-found'), ['109421', '80016']],
  [
    refusedAs('invalid-parameter'),
    ['110284', '110415', '110418', '110419', '110420', '100403', '100450'],
  ],
  [laterAs('funding-settlement', 5_000), ['101214']],
  [laterAs('busy', 2_000), ['101219', '101412']],
  [laterAs('rate-limited', 10_000), ['109429', '100409']],
  [askAs('duplicate-client-id'), ['101481', '109201']],
  [askAs('being-processed'), ['109423', '80019']],
  [askAs('busy'), ['100500', '100503', '101500', '109500', '109701', '110500', '80012']],
];

/** Swap's "invalid parameter": one code, many meanings, told apart by text. 109414, 80014 and 80001 are its old numbers. */
const INVALID_PARAMETER: readonly Rule[] = [
  { text: /timestamp/i, meaning: DRIFT },
  { text: MODE_TEXT, meaning: refusedAs('position-mode-mismatch') },
  { text: /reduceonly.*can not be filled/i, meaning: refusedAs('position-mode-mismatch') },
  { text: /order (is )?not exist|order does not exist/i, meaning: refusedAs('order-not-open') },
  { text: /temporarily disabled/i, meaning: laterAs('exchange-halt', 60_000) },
  { text: /symbol.*(not exist|invalid|not support)/i, meaning: refusedAs('instrument-unknown') },
  { text: /margin is not enough|insufficient/i, meaning: refusedAs('insufficient-margin') },
  { text: /positions? or pending orders/i, meaning: refusedAs('not-allowed-with-position') },
  { text: /minimum/i, meaning: refusedAs('quantity-too-small') },
  {
    text: /client ?order ?id.*(repeat|exist|duplicat|used)/i,
    meaning: askAs('duplicate-client-id'),
  },
  { meaning: refusedAs('invalid-parameter') },
];

const BY_TEXT: Readonly<Record<string, readonly Rule[]>> = {
  '109400': INVALID_PARAMETER,
  '109414': INVALID_PARAMETER,
  '80014': INVALID_PARAMETER,
  '80001': INVALID_PARAMETER,
  '100400': [
    { text: GONE_TEXT, meaning: refusedAs('order-not-open') },
    { text: /entrust volume|minvolume|too low|minimum/i, meaning: refusedAs('quantity-too-small') },
    { meaning: refusedAs('invalid-parameter') },
  ],
  '100404': [
    { text: GONE_TEXT, meaning: refusedAs('not-found') },
    { meaning: refusedAs('invalid-parameter') },
  ],
  '100410': [
    { text: /busy/i, meaning: askAs('busy') },
    { text: RATE_TEXT, meaning: laterAs('rate-limited', 10_000) },
    { meaning: askAs('busy') },
  ],
  '100421': [
    { text: /timestamp/i, meaning: DRIFT },
    { text: /order (is )?not exist/i, meaning: refusedAs('order-not-open') },
    { text: /restricted|not available|prohibit/i, meaning: refusedAs('instrument-off') },
    { text: /1000|too many/i, meaning: refusedAs('too-many-orders') },
    { meaning: refusedAs('invalid-parameter') },
  ],
  '101400': [
    { text: /client ?order ?id/i, meaning: askAs('duplicate-client-id') },
    { text: /minimum|min .*amount/i, meaning: refusedAs('quantity-too-small') },
    { text: /(sl|tp|stop|profit|loss)\b.*price/i, meaning: refusedAs('stop-price-wrong-side') },
    { text: /field .* in rule failed/i, meaning: refusedAs('invalid-parameter') },
    { meaning: UNLISTED },
  ],
  '101209': [
    {
      text: /same order|order number|within 1|repeat|duplicat/i,
      meaning: askAs('duplicate-client-id'),
    },
    { text: /position|value|leverage|maximum|limit/i, meaning: refusedAs('position-limit') },
    { meaning: UNLISTED },
  ],
};

const BY_CODE: ReadonlyMap<string, ErrorMeaning> = new Map(
  SAME_MEANING.flatMap(([meaning, codes]) => codes.map((code) => [code, meaning] as const)),
);

/** The codes that have an entry; every other one is {@link UNLISTED}. */
export const LISTED_CODES: readonly string[] = [...BY_CODE.keys(), ...Object.keys(BY_TEXT)].sort();

/** The meaning of a code with its text. */
export function meaningOf(code: string, text: string): ErrorMeaning {
  const rules = BY_TEXT[code];
  if (rules !== undefined) {
    return (
      rules.find((rule) => rule.text === undefined || rule.text.test(text))?.meaning ?? UNLISTED
    );
  }
  return BY_CODE.get(code) ?? UNLISTED;
}

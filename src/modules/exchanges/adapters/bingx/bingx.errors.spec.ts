import { LISTED_CODES } from './bingx.error-table';
import { classifyError, classifyStatus, saysOrderIsGone } from './bingx.errors';

const NOW = new Date('2026-01-15T12:00:00.000Z');
const classify = (code: number, message = '') => classifyError(String(code), message, NOW);

/** code, text, category, whether a write may have gone through, what to do. */
const SAMPLES: readonly (readonly [number, string, string, 'no' | 'unknown', string])[] = [
  [100001, 'Signature verification failed', 'signature-mismatch', 'no', 'never'],
  [100004, 'Permission denied', 'key-permission', 'no', 'never'],
  [100412, '', 'signature-mismatch', 'no', 'never'],
  [100413, 'Incorrect apiKey', 'key-invalid', 'no', 'never'],
  [100419, 'IP does not match', 'ip-not-allowed', 'no', 'never'],
  [100421, 'Null timestamp or timestamp mismatch', 'clock-drift', 'no', 'after-resync'],
  [100421, 'This pair is currently restricted from API trading', 'instrument-off', 'no', 'never'],
  [100421, 'order not exist', 'order-not-open', 'no', 'never'],
  [109400, 'timestamp is invalid', 'clock-drift', 'no', 'after-resync'],
  [109400, 'order not exist', 'order-not-open', 'no', 'never'],
  [
    109400,
    "In the One-way mode, the 'PositionSide' field can only be set to BOTH.",
    'position-mode-mismatch',
    'no',
    'never',
  ],
  [
    109400,
    "In the Hedge mode, the 'PositionSide' field can only be set to LONG or SHORT.",
    'position-mode-mismatch',
    'no',
    'never',
  ],
  [
    109400,
    "In the Hedge mode, the 'ReduceOnly' field can not be filled.",
    'position-mode-mismatch',
    'no',
    'never',
  ],
  [
    109400,
    "In the Hedge mode, the 'Side' field can only be set to LONG or SHORT.",
    'position-mode-mismatch',
    'no',
    'never',
  ],
  [
    109414,
    "In the One-way mode, the 'PositionSide' field can only be set to BOTH.",
    'position-mode-mismatch',
    'no',
    'never',
  ],
  [
    80014,
    "Key: 'PlaceOrderRequest.ReqOrderData.PositionSide' Error:Field validation for 'PositionSide' failed on the 'required' tag",
    'position-mode-mismatch',
    'no',
    'never',
  ],
  [109400, 'API orders are temporarily disabled.', 'exchange-halt', 'no', 'later'],
  [109400, 'symbol not exist', 'instrument-unknown', 'no', 'never'],
  [109400, 'the query range is more than seven days', 'invalid-parameter', 'no', 'never'],
  [109400, 'parameter quantity or stopPrice is must', 'invalid-parameter', 'no', 'never'],
  [109400, 'margin is not enough', 'insufficient-margin', 'no', 'never'],
  [109421, 'order not exist', 'not-found', 'no', 'never'],
  [80016, '', 'not-found', 'no', 'never'],
  [80018, '', 'order-not-open', 'no', 'never'],
  [109423, 'being processed', 'being-processed', 'unknown', 'ask'],
  [101481, 'clientOrderID cannot be repeated', 'duplicate-client-id', 'unknown', 'ask'],
  [109201, 'same order number within 1 second', 'duplicate-client-id', 'unknown', 'ask'],
  [101400, 'clientOrderID is already used', 'duplicate-client-id', 'unknown', 'ask'],
  [101400, 'The minimum order amount is 7 ADA.', 'quantity-too-small', 'no', 'never'],
  [101400, 'SL Price must be lower than Last Price', 'stop-price-wrong-side', 'no', 'never'],
  [101400, 'something new', 'unknown-error', 'unknown', 'ask'],
  [
    101209,
    'The maximum position value for this leverage is 100 USDT',
    'position-limit',
    'no',
    'never',
  ],
  [101209, 'the same order number is submitted within 1s', 'duplicate-client-id', 'unknown', 'ask'],
  [101204, '', 'insufficient-margin', 'no', 'never'],
  [101214, 'settlement', 'funding-settlement', 'no', 'later'],
  [101219, '', 'busy', 'no', 'later'],
  [101290, '', 'nothing-to-close', 'no', 'never'],
  [110406, 'Position SL order already exists', 'protection-exists', 'no', 'never'],
  [110411, '', 'stop-price-wrong-side', 'no', 'never'],
  [110425, 'minimum nominal value', 'quantity-too-small', 'no', 'never'],
  [80020, 'risk forbidden', 'risk-control', 'no', 'never'],
  [100410, 'The current system is busy, please try again later', 'busy', 'unknown', 'ask'],
  [100410, 'rate limited, will be unblocked after 1768478460000', 'rate-limited', 'no', 'later'],
  [100500, '', 'busy', 'unknown', 'ask'],
  [101500, 'rpc timeout', 'busy', 'unknown', 'ask'],
  [109500, 'service error', 'busy', 'unknown', 'ask'],
  [80012, '{"Code":101253,"Msg":"margin is not enough"}', 'insufficient-margin', 'no', 'never'],
  [80012, 'service has some errors', 'busy', 'unknown', 'ask'],
  [999999, 'never seen', 'unknown-error', 'unknown', 'ask'],
];

describe('BingX error table', () => {
  it.each(SAMPLES)(
    '%i %j is %s, executed %s, retry %s',
    (code, text, category, executed, retry) => {
      expect(classify(code, text)).toMatchObject({ category, executed, retry });
    },
  );

  it('takes the code of a wrapped error', () => {
    expect(
      classify(109500, 'Code: 101204, Msg: {"Code":101204,"Msg":"","RemoteInfo":null}'),
    ).toMatchObject({
      code: '101204',
      category: 'insufficient-margin',
    });
  });

  it('reads the stated end of a block, and does not believe a far one', () => {
    expect(classify(109429, 'can retry after time: 1768478460000').retryAt).toEqual(
      new Date(1_768_478_460_000),
    );
    expect(classify(109429, 'can retry after time: 9999999999999').retryAt).toEqual(
      new Date(NOW.getTime() + 15 * 60_000),
    );
    expect(classify(109429, 'too many requests').retryAt).toEqual(new Date(NOW.getTime() + 10_000));
    expect(classify(101204, 'x').retryAt).toBeNull();
  });

  it('never says certain about a code that is not listed', () => {
    for (let code = 80_000; code < 115_000; code += 7) {
      if (LISTED_CODES.includes(String(code))) continue;
      expect(classify(code)).toMatchObject({ category: 'unknown-error', executed: 'unknown' });
    }
  });

  it('knows when an order is gone', () => {
    expect(saysOrderIsGone(classify(109400, 'order not exist'))).toBe(true);
    expect(saysOrderIsGone(classify(80018))).toBe(true);
    expect(saysOrderIsGone(classify(109400, 'timestamp is invalid'))).toBe(false);
  });

  it('reads statuses that turn a request away', () => {
    expect(classifyStatus(429, NOW)).toMatchObject({ executed: 'no', category: 'rate-limited' });
    expect(classifyStatus(418, NOW)).toMatchObject({ executed: 'no' });
    expect(classifyStatus(403, NOW)).toMatchObject({ executed: 'no' });
    for (const status of [200, 302, 400, 404, 500, 502, 504])
      expect(classifyStatus(status, NOW)).toBeNull();
  });
});

import fc from 'fast-check';
import {
  canonicalString,
  encodedQuery,
  signedBody,
  signedQuery,
  signText,
  UnsafeParameterError,
  type BingxParams,
} from './bingx.signing';

const OFFICIAL_1 = 'UuGuyEGt6ZEkpUObCYCmIfh0elYsZVh80jlYwpJuRZEw70t6vomMH7Sjmf94ztSI';
const OFFICIAL_2 =
  'mheO6dR8ovSsxZQCOYEFCtelpuxcWGTfHw7te326y6jOwq5WpvFQ9JNljoTwBXZGv5It07m9RXSPpDQEK2w';
const OWN = 'test-secret-0123456789abcdef';

/** Vectors of reference/bingx.md section 2.5. */
const VECTORS: readonly (readonly [string, string, string, string])[] = [
  [
    'official, query',
    OFFICIAL_1,
    'quoteOrderQty=20&side=BUY&symbol=ETHUSDT&timestamp=1649404670162&type=MARKET',
    '428a3c383bde514baff0d10d3c20e5adfaacaf799e324546dafe5ccc480dd827',
  ],
  [
    'official, split query and body',
    OFFICIAL_1,
    'quoteOrderQty=20&side=BUY&symbol=ETHUSDTtimestamp=1649404670162&type=MARKET',
    '94e0b4925060a615e1e372d4c929015d4b59d3c89067dc0beeafcfb33a6d8d10',
  ],
  [
    'official, unsorted',
    OFFICIAL_2,
    'symbol=BTC-USDT&timestamp=1667872120843&side=LONG&leverage=6',
    '4f581ecdb1fa09b9d6e57886b6f70cffed17f82b93399722939e49a38edec2bf',
  ],
  [
    'corrected documentation example',
    OFFICIAL_2,
    'recvWindow=0&symbol=BTC-USDT&timestamp=1696751141337',
    'f8d883609dfd31c824feb4de865b071008dedb1d461451fa70847875c8e7a7a2',
  ],
  [
    'corrected sub-account example',
    OFFICIAL_2,
    'recvWindow=0&subAccountString=abc12345&timestamp=1696751141337',
    '8d0d3ea9b592be3678c33332ab13e9102e093e67255921e15a581146c87c272f',
  ],
  [
    'transfer as JSON body',
    OWN,
    'assetName=USDT&fromAccountType=1&fromType=1&fromUid=1001&recvWindow=5000&remark=r1&timestamp=1700000000000&toAccountType=3&toType=2&toUid=1002&transferAmount=10.5',
    'fed3780764c9354192d4cf9f3b2251648d39ee7edd27407a7d6d75e1beca6239',
  ],
];

const ORDER: BingxParams = {
  type: 'MARKET',
  symbol: 'BTC-USDT',
  side: 'BUY',
  positionSide: 'LONG',
  quantity: '0.001',
  clientOrderId: 'tv-0001',
  recvWindow: '5000',
  timestamp: '1700000000000',
  stopLoss: '{"type":"STOP_MARKET","stopPrice":40000,"workingType":"MARK_PRICE"}',
  takeProfit: '{"type":"TAKE_PROFIT_MARKET","stopPrice":50000,"workingType":"MARK_PRICE"}',
};
const ORDER_SIGNATURE = 'bee182a7fb3ca45a0c7ce29c816820cb8a887237cdbecc0db679a4bf7b40345f';

describe('BingX signatures', () => {
  it.each(VECTORS)('reproduces the vector: %s', (_name, secret, message, signature) => {
    expect(signText(secret, message)).toBe(signature);
  });

  it('signs the raw text of a read', () => {
    const params = { timestamp: '1700000000000', symbol: 'BTC-USDT', recvWindow: '5000' };
    expect(canonicalString(params)).toBe('recvWindow=5000&symbol=BTC-USDT&timestamp=1700000000000');
    expect(signedQuery(OWN, params)).toBe(
      'recvWindow=5000&symbol=BTC-USDT&timestamp=1700000000000&signature=078709da242b21a61c785522ffa8ab556a2c2ae53b79fc4d86985545f23d848a',
    );
  });

  it('signs an order with protection raw and sends it encoded', () => {
    expect(signText(OWN, canonicalString(ORDER))).toBe(ORDER_SIGNATURE);
    expect(signedQuery(OWN, ORDER)).toBe(
      'clientOrderId=tv-0001&positionSide=LONG&quantity=0.001&recvWindow=5000&side=BUY&stopLoss=%7B%22type%22%3A%22STOP_MARKET%22%2C%22stopPrice%22%3A40000%2C%22workingType%22%3A%22MARK_PRICE%22%7D&symbol=BTC-USDT&takeProfit=%7B%22type%22%3A%22TAKE_PROFIT_MARKET%22%2C%22stopPrice%22%3A50000%2C%22workingType%22%3A%22MARK_PRICE%22%7D&timestamp=1700000000000&type=MARKET&signature=' +
        ORDER_SIGNATURE,
    );
  });

  it('never gives the signature of the encoded text, which BingX refuses', () => {
    const wrong = '12a6837d342b7b9a696032de9d05af1f0b0cd6fd62fbf32014652f0c0539afe8';
    expect(signText(OWN, encodedQuery(ORDER))).toBe(wrong);
    expect(signedQuery(OWN, ORDER)).not.toContain(wrong);
  });

  it('signs a batch', () => {
    const params = {
      batchOrders:
        '[{"symbol":"ETH-USDT","type":"MARKET","side":"BUY","positionSide":"LONG","quantity":1}]',
      recvWindow: '5000',
      timestamp: '1700000000000',
    };
    const signature = '8f079b31126a086876f68c4e0dd4ac5db32937e2c5a5cc2652819d9ff0908d5f';
    expect(signText(OWN, canonicalString(params))).toBe(signature);
    const orders =
      '%5B%7B%22symbol%22%3A%22ETH-USDT%22%2C%22type%22%3A%22MARKET%22%2C%22side%22%3A%22BUY%22%2C%22positionSide%22%3A%22LONG%22%2C%22quantity%22%3A1%7D%5D';
    expect(signedQuery(OWN, params)).toBe(
      `batchOrders=${orders}&recvWindow=5000&timestamp=1700000000000&signature=${signature}`,
    );
  });

  it('puts the signature of a JSON body inside it, every value as text', () => {
    const params = {
      transferAmount: '10.5',
      assetName: 'USDT',
      ...{ fromUid: '1001', fromType: '1', fromAccountType: '1' },
      ...{ toUid: '1002', toType: '2', toAccountType: '3' },
      ...{ remark: 'r1', recvWindow: '5000', timestamp: '1700000000000' },
    };
    const body = signedBody(OWN, params);
    expect(JSON.parse(body)).toEqual({
      ...params,
      signature: 'fed3780764c9354192d4cf9f3b2251648d39ee7edd27407a7d6d75e1beca6239',
    });
    expect(() => signedBody(OWN, { remark: 'a&transferAmount=1000' })).toThrow(
      UnsafeParameterError,
    );
  });

  it('signs the members of a JSON body sorted, as the vector of a transfer wants them', () => {
    const body: BingxParams = {
      ...{ transferAmount: '10.5', toUid: '1002', toType: '2', toAccountType: '3' },
      ...{ timestamp: '1700000000000', remark: 'r1', recvWindow: '5000', fromUid: '1001' },
      ...{ fromType: '1', fromAccountType: '1', assetName: 'USDT' },
    };
    expect(signText(OWN, canonicalString(body))).toBe(
      'fed3780764c9354192d4cf9f3b2251648d39ee7edd27407a7d6d75e1beca6239',
    );
  });

  it('signs lists as compact JSON', () => {
    const params = {
      permissions: JSON.stringify([1, 2]),
      ipAddresses: JSON.stringify(['1.2.3.4']),
    };
    expect(canonicalString(params)).toBe('ipAddresses=["1.2.3.4"]&permissions=[1,2]');
  });

  it.each([
    'BTC-USDT&side=SELL',
    'a=b',
    'a?b',
    'a#b',
    'a\rb',
    'a\nb',
    '{"a":"b\n"}',
    '[1,2&x]',
    '{broken&',
  ])('refuses the value %j', (value) => {
    expect(() => canonicalString({ symbol: value })).toThrow(UnsafeParameterError);
    expect(() => encodedQuery({ symbol: value })).toThrow(UnsafeParameterError);
  });

  it.each(['a b', 'a&b', '', 'signature'])('refuses the parameter name %j', (name) => {
    expect(() => canonicalString({ [name]: '1' })).toThrow(UnsafeParameterError);
  });

  it('is one text whatever the order of the parameters, and what the server decodes is what was signed', () => {
    const params = fc.dictionary(
      fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/).filter((name) => name !== 'signature'),
      fc.string({ maxLength: 20 }).filter((value) => !/[&=?#\r\n]/.test(value)),
      { maxKeys: 8, noNullPrototype: true },
    );
    fc.assert(
      fc.property(params, (given) => {
        const turned = Object.fromEntries(Object.entries(given).reverse());
        expect(canonicalString(turned)).toBe(canonicalString(given));
        const query = encodedQuery(given);
        const decoded =
          query === ''
            ? ''
            : query
                .split('&')
                .map((pair) => decodeURIComponent(pair))
                .join('&');
        expect(decoded).toBe(canonicalString(given));
        expect(query).not.toMatch(/[ +]/);
      }),
    );
  });

  it('leaves out what is undefined', () => {
    expect(canonicalString({ b: '2', a: undefined })).toBe('b=2');
  });
});

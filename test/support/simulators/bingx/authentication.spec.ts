import { sign } from './authentication';
import { SignedClient } from './signed-client';
import { type Simulator, startSimulator } from './start-simulator';

const BALANCE = '/openApi/swap/v3/user/balance';
const OWN_SECRET = 'test-secret-0123456789abcdef';

describe('signature', () => {
  it.each([
    [
      'mheO6dR8ovSsxZQCOYEFCtelpuxcWGTfHw7te326y6jOwq5WpvFQ9JNljoTwBXZGv5It07m9RXSPpDQEK2w',
      'symbol=BTC-USDT&timestamp=1667872120843&side=LONG&leverage=6',
      '4f581ecdb1fa09b9d6e57886b6f70cffed17f82b93399722939e49a38edec2bf',
    ],
    [
      'UuGuyEGt6ZEkpUObCYCmIfh0elYsZVh80jlYwpJuRZEw70t6vomMH7Sjmf94ztSI',
      'quoteOrderQty=20&side=BUY&symbol=ETHUSDT&timestamp=1649404670162&type=MARKET',
      '428a3c383bde514baff0d10d3c20e5adfaacaf799e324546dafe5ccc480dd827',
    ],
    [
      OWN_SECRET,
      'recvWindow=5000&symbol=BTC-USDT&timestamp=1700000000000',
      '078709da242b21a61c785522ffa8ab556a2c2ae53b79fc4d86985545f23d848a',
    ],
    [
      OWN_SECRET,
      'batchOrders=[{"symbol":"ETH-USDT","type":"MARKET","side":"BUY","positionSide":"LONG","quantity":1}]&recvWindow=5000&timestamp=1700000000000',
      '8f079b31126a086876f68c4e0dd4ac5db32937e2c5a5cc2652819d9ff0908d5f',
    ],
  ])('is the published one (%#)', (secret, canonical, expected) => {
    expect(sign(canonical, secret)).toBe(expected);
  });
});

describe('what is let in', () => {
  let simulator: Simulator;
  let client: SignedClient;
  beforeAll(async () => {
    // The clock stands near the vectors' timestamp, so that they can be sent as published.
    simulator = await startSimulator({
      secret: OWN_SECRET,
      settings: { timeOffsetMs: 1_700_000_000_000 - Date.now(), rateLimits: { enabled: false } },
    });
    client = new SignedClient(simulator);
  });
  afterAll(() => simulator.stop());
  beforeEach(() => simulator.control.setClockSkew(1_700_000_000_000 - Date.now()));

  const ATTACHED =
    'clientOrderId=tv-0001&positionSide=LONG&quantity=0.001&recvWindow=5000&side=BUY&stopLoss=%7B%22type%22%3A%22STOP_MARKET%22%2C%22stopPrice%22%3A40000%2C%22workingType%22%3A%22MARK_PRICE%22%7D&symbol=BTC-USDT&takeProfit=%7B%22type%22%3A%22TAKE_PROFIT_MARKET%22%2C%22stopPrice%22%3A50000%2C%22workingType%22%3A%22MARK_PRICE%22%7D&timestamp=1700000000000&type=MARKET';

  it('accepts the published order with attached legs: raw text signed, encoded text sent', async () => {
    await simulator.control.setPrice('BTC-USDT', '45000');
    const signature = 'bee182a7fb3ca45a0c7ce29c816820cb8a887237cdbecc0db679a4bf7b40345f';
    const answer = await client.raw(
      'POST',
      `/openApi/swap/v2/trade/order?${ATTACHED}&signature=${signature}`,
    );
    expect(answer).toMatchObject({ status: 200, code: 0 });
  });

  it('refuses the same request when the encoded text was signed', async () => {
    const signature = '12a6837d342b7b9a696032de9d05af1f0b0cd6fd62fbf32014652f0c0539afe8';
    const answer = await client.raw(
      'POST',
      `/openApi/swap/v2/trade/order?${ATTACHED}&signature=${signature}`,
    );
    expect(answer).toMatchObject({ status: 200, code: 100001 });
  });

  it('takes parameters in the order received, from a form and from a JSON body', async () => {
    const canonical = 'timestamp=1700000000000&symbol=BTC-USDT&side=LONG&leverage=7';
    const path = '/openApi/swap/v2/trade/leverage';
    const form = await client.raw('POST', path, {
      body: `${canonical}&signature=${sign(canonical, OWN_SECRET)}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(form).toMatchObject({ code: 0, data: { leverage: 7 } });
    const sorted = 'leverage=8&side=LONG&symbol=BTC-USDT&timestamp=1700000000000';
    const json = await client.raw('POST', path, {
      body: `{"timestamp":1700000000000,"symbol":"BTC-USDT","side":"LONG","leverage":8,"signature":"${sign(sorted, OWN_SECRET)}"}`,
      headers: { 'content-type': 'application/json' },
    });
    expect(json).toMatchObject({ code: 0, data: { leverage: 8 } });
  });

  it('names a wrong key, a missing signature and unknown paths', async () => {
    const wrong = new SignedClient({ ...simulator, key: 'another' });
    expect(await wrong.call('GET', BALANCE)).toMatchObject({
      status: 200,
      code: 100413,
      msg: 'Incorrect apiKey',
    });
    expect(await client.raw('GET', `${BALANCE}?timestamp=1700000000000`)).toMatchObject({
      code: 100412,
    });
    expect(await client.call('GET', '/openApi/swap/v2/positionSide/dual')).toMatchObject({
      code: 100404,
    });
    expect(await client.call('DELETE', BALANCE)).toMatchObject({ code: 100400 });
  });

  it('refuses an old timestamp in either documented form', async () => {
    const old = { timestamp: '1699999990000' };
    const gateway = await client.call('GET', BALANCE, old);
    expect(gateway).toMatchObject({ status: 200, code: 100421 });
    expect(gateway.msg).toContain('timestamp');
    await simulator.control.changeSettings({ timestampError: 'service' });
    expect(await client.call('GET', BALANCE, old)).toMatchObject({
      code: 109400,
      msg: 'timestamp is invalid',
    });
    await simulator.control.changeSettings({ timestampError: 'gateway' });
  });

  it('keeps a read-only key from trading', async () => {
    await simulator.control.changeKey(simulator.key, { permissions: [2] });
    const timestamp = '1700000000000';
    expect(await client.open('LONG', '0.01', { timestamp })).toMatchObject({ code: 100004 });
    expect(await client.call('GET', BALANCE, { timestamp })).toMatchObject({ code: 0 });
    await simulator.control.changeKey(simulator.key, { permissions: [2, 3] });
  });
});

import { waitUntil } from '@test/support/harness/wait-until';
import { SignedClient } from '../signed-client';
import { type Simulator, startSimulator } from '../start-simulator';

const HOUR = 3_600_000;

describe('market and account data', () => {
  let simulator: Simulator;
  let client: SignedClient;
  beforeAll(async () => {
    simulator = await startSimulator({ settings: { rateLimits: { enabled: false } } });
    client = new SignedClient(simulator);
  });
  afterAll(() => simulator.stop());

  const klines = (query: string) =>
    client.raw('GET', `/openApi/swap/v3/quote/klines?symbol=BTC-USDT&interval=1h${query}`);

  it('lists contracts with text flags and number sizes', async () => {
    const { data } = await client.raw('GET', '/openApi/swap/v2/quote/contracts');
    expect(data.length).toBeGreaterThanOrEqual(8);
    expect(data).toContainEqual(
      expect.objectContaining({
        symbol: 'LINK-USDT',
        quantityPrecision: 1,
        tradeMinQuantity: 0.2,
        apiStateOpen: 'true',
      }),
    );
    expect(data.map(({ status }: { status: number }) => status)).toEqual(
      expect.arrayContaining([0, 1, 25]),
    );
  });

  it('gives candles newest first, the forming one included, and the same ones again', async () => {
    const { data } = await klines('&limit=3');
    const now = Date.now();
    const current = Math.floor(now / HOUR) * HOUR;
    expect(data.map(({ time }: { time: number }) => time)).toEqual([
      current,
      current - HOUR,
      current - 2 * HOUR,
    ]);
    expect((await klines('&limit=3')).data.slice(1)).toEqual(data.slice(1));
    expect(data[1].close).toBe(data[0].open);
    const window = await klines(`&startTime=${current - 5 * HOUR}&endTime=${current - 2 * HOUR}`);
    expect(window.data).toHaveLength(3);
  });

  it('refuses more than 1440 candles and unknown symbols', async () => {
    expect(await klines('&limit=1441')).toMatchObject({
      code: 109400,
      msg: 'limit: This field must be less than or equal to 1440. ',
    });
    expect(await client.raw('GET', '/openApi/swap/v1/ticker/price?symbol=NOPE-USDT')).toMatchObject(
      {
        code: 109400,
        msg: 'symbol not exist',
      },
    );
  });

  it('gives one price as an object and all as a list', async () => {
    const path = '/openApi/swap/v1/ticker/price';
    const price = async (): Promise<unknown> =>
      (await client.raw('GET', `${path}?symbol=BTC-USDT`)).data;
    // Long enough for the first question to come before the second price on a busy machine.
    await simulator.control.setPricePath('BTC-USDT', ['61000', '62000'], 2_000);
    expect(await price()).toMatchObject({ price: '61000.0' });
    await waitUntil('the second price', async () => {
      const data = (await price()) as { readonly price: string };
      return data.price === '62000.0';
    });
    expect((await client.raw('GET', path)).data).toHaveLength(10);
  });

  it('answers flat where the exchange does', async () => {
    const { text } = await client.call('GET', '/openApi/v1/account/apiRestrictions');
    expect(JSON.parse(text)).toMatchObject({ enableFutures: true, enableWithdrawals: false });
    expect((await client.call('GET', '/openApi/account/v1/uid')).data).toEqual({ uid: 16844999 });
  });

  it('sets leverage per side up to the maximum and margin type while flat', async () => {
    const leverage = '/openApi/swap/v2/trade/leverage';
    const set = (more: Record<string, string>) =>
      client.call('POST', leverage, { symbol: 'ETH-USDT', ...more });
    expect(await set({ side: 'BOTH', leverage: '5' })).toMatchObject({ code: 109400 });
    expect(await set({ side: 'LONG', leverage: '500' })).toMatchObject({ code: 101414 });
    expect(await set({ side: 'LONG', leverage: '5' })).toMatchObject({
      code: 0,
      data: { leverage: 5 },
    });
    expect((await client.call('GET', leverage, { symbol: 'ETH-USDT' })).data).toMatchObject({
      longLeverage: 5,
      shortLeverage: 20,
    });
    const margin = { symbol: 'ETH-USDT', marginType: 'ISOLATED' };
    expect(await client.call('POST', '/openApi/swap/v2/trade/marginType', margin)).toMatchObject({
      code: 0,
    });
    await client.open('LONG', '0.1', { symbol: 'ETH-USDT' });
    expect(await client.call('POST', '/openApi/swap/v2/trade/marginType', margin)).toMatchObject({
      code: 104103,
    });
  });

  it('lets the clock be put wrong', async () => {
    await simulator.control.setClockSkew(60_000);
    expect(await client.call('GET', '/openApi/swap/v3/user/balance')).toMatchObject({
      code: 100421,
    });
    const { data } = await client.raw('GET', '/openApi/swap/v2/server/time');
    expect(data.serverTime - Date.now()).toBeGreaterThan(59_000);
    await simulator.control.setClockSkew(0);
  });
});

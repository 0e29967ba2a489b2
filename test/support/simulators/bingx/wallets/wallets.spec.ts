import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ClientAnswer, SignedClient } from '../signed-client';
import { type Simulator, startSimulator } from '../start-simulator';

let simulator: Simulator;
let main: SignedClient;
let sub: SignedClient;
let uids: { readonly main: string; readonly sub: string };

beforeEach(async () => {
  simulator = await startSimulator({ settings: { rateLimits: { enabled: false } } });
  main = new SignedClient(simulator);
  const row = await simulator.control.openAccount('trader1', { note: 'bot' });
  await simulator.control.createKey('trader1', 'sub-key', 'sub-secret');
  sub = new SignedClient({ url: simulator.url, key: 'sub-key', secret: 'sub-secret' });
  const { data } = await main.call('GET', '/openApi/account/v1/uid');
  uids = { main: String(data.uid), sub: row.uid };
});
afterEach(() => simulator.stop());

const wallets = async (account: string): Promise<Record<string, string>> => {
  const state = await simulator.control.state();
  return Object.fromEntries(
    Object.entries(state.accounts[account]?.wallets ?? {}).map(([name, rows]) => [
      name,
      rows.find(({ asset }) => asset === 'USDT')?.free ?? '0',
    ]),
  );
};
const move = (client: SignedClient, params: Record<string, string>): Promise<ClientAnswer> =>
  client.call('POST', '/openApi/api/asset/v1/transfer', { asset: 'USDT', ...params });
const toSub = (more: Record<string, unknown> = {}): Promise<ClientAnswer> =>
  main.json('POST', '/openApi/account/transfer/v1/subAccount/transferAsset', {
    assetName: 'USDT',
    transferAmount: '10.5',
    fromUid: uids.main,
    fromType: 1,
    fromAccountType: 1,
    toUid: uids.sub,
    toType: 2,
    toAccountType: 3,
    remark: 'r1',
    ...more,
  });

describe('accounts', () => {
  it('have books, modes, keys and uids of their own', async () => {
    expect(uids.main).not.toBe(uids.sub);
    expect((await sub.call('GET', '/openApi/account/v1/uid')).data.uid).toBe(Number(uids.sub));
    await simulator.control.setBalance('500', { account: 'trader1' });
    await sub.open('LONG', '0.01');
    await simulator.control.setMode(false, 'trader1');
    const state = await simulator.control.state();
    expect(state.positions).toEqual([]);
    expect(state.dual).toBe(true);
    expect(state.accounts.trader1).toMatchObject({
      dual: false,
      swap: { positions: [{ quantity: '0.01' }] },
    });
  });

  it('let keys do what they may, from where they may, as long as they live', async () => {
    const balance = (): Promise<ClientAnswer> => sub.call('GET', '/openApi/swap/v3/user/balance');
    await simulator.control.changeKey('sub-key', { permissions: [2] });
    expect(await sub.open('LONG', '0.01')).toMatchObject({ code: 100004 });
    expect(await move(sub, { fromAccount: 'fund', toAccount: 'spot', amount: '1' })).toMatchObject({
      code: 100004,
    });
    expect(await balance()).toMatchObject({ code: 0 });
    await simulator.control.changeKey('sub-key', { ipAddresses: ['10.9.8.7'] });
    expect(await balance()).toMatchObject({ code: 100419 });
    await simulator.control.changeSettings({ clientIp: '10.9.8.7' });
    expect(await balance()).toMatchObject({ code: 0 });
    await simulator.control.changeKey('sub-key', { revoked: true });
    expect(await balance()).toMatchObject({ code: 100413 });
  });

  it('lists sub-accounts to the main account only', async () => {
    const path = '/openApi/subAccount/v1/list';
    expect((await main.call('GET', path, { page: '1', limit: '100' })).data).toMatchObject({
      result: [{ subUid: uids.sub, subAccountString: 'trader1', note: 'bot', freeze: false }],
      total: 1,
    });
    expect(await sub.call('GET', path, { page: '1', limit: '100' })).toMatchObject({
      code: 100403,
    });
    expect(await main.call('GET', '/openApi/subAccount/v1/assets', { subUid: '5' })).toMatchObject({
      code: 100450,
    });
  });

  it('makes keys that work, and takes JSON only', async () => {
    const path = '/openApi/subAccount/v1/apiKey/create';
    const made = await main.json('POST', path, {
      subUid: uids.sub,
      note: 'n',
      permissions: [1, 2],
      ipAddresses: ['127.0.0.1'],
    });
    expect(made).toMatchObject({ code: 0, data: { permissions: [1, 2] } });
    const client = new SignedClient({
      url: simulator.url,
      key: made.data.apiKey,
      secret: made.data.apiSecret,
    });
    expect(await client.call('GET', '/openApi/account/v1/uid')).toMatchObject({
      data: { uid: Number(uids.sub) },
    });
    expect(await client.open('LONG', '1')).toMatchObject({ code: 100004 });
    expect(await main.call('POST', path, { subUid: uids.sub })).toMatchObject({ code: 100400 });
  });
});

describe('transfers', () => {
  it('move money between the wallets of an account and can be looked up', async () => {
    const done = await move(main, { fromAccount: 'fund', toAccount: 'USDTMPerp', amount: '12.5' });
    expect(done).toMatchObject({ code: 0, data: { transferId: expect.any(String) } });
    expect(await wallets('main')).toMatchObject({ fund: '4987.5', USDTMPerp: '100012.5' });
    const record = await main.call('GET', '/openApi/api/v3/asset/transferRecord', {
      fromAccount: 'fund',
      toAccount: 'USDTMPerp',
    });
    expect(JSON.parse(record.text)).toMatchObject({
      total: 1,
      rows: [
        {
          transferId: done.data.transferId,
          amount: '12.50000000000000000000',
          status: 'CONFIRMED',
        },
      ],
    });
    const income = await main.call('GET', '/openApi/swap/v2/user/income', {
      incomeType: 'TRANSFER',
    });
    expect(income.data).toMatchObject([{ income: '12.5000' }]);
  });

  it('refuse more than there is, margin in use included, and coins that do not fit', async () => {
    expect(
      await move(main, { fromAccount: 'fund', toAccount: 'spot', amount: '5000.01' }),
    ).toMatchObject({ code: 100202 });
    await main.open('LONG', '1');
    expect(
      await move(main, { fromAccount: 'USDTMPerp', toAccount: 'fund', amount: '99000' }),
    ).toMatchObject({ code: 100202 });
    expect(
      await move(main, {
        asset: 'BTC',
        fromAccount: 'fund',
        toAccount: 'USDTMPerp',
        amount: '0.1',
      }),
    ).toMatchObject({ code: 100437 });
    const old = await main.call('POST', '/openApi/api/v3/post/asset/transfer', {
      type: 'FUND_PFUTURES',
      asset: 'USDT',
      amount: '9999',
    });
    expect(JSON.parse(old.text)).toEqual({ transferErrorMsg: 'Insufficient assets' });
    expect(await wallets('main')).toMatchObject({ fund: '5000' });
  });

  it('go to sub-accounts by a JSON body that carries its signature', async () => {
    const answer = await toSub();
    expect(answer).toMatchObject({
      code: 0,
      data: { code: 0, data: { tranId: expect.any(String) } },
    });
    expect(await wallets('main')).toMatchObject({ fund: '4989.5' });
    expect(await wallets('trader1')).toMatchObject({ USDTMPerp: '10.5' });
    expect(await toSub({ toType: 1 })).toMatchObject({ code: 100400 });
    const history = await main.call(
      'GET',
      '/openApi/account/transfer/v1/subAccount/asset/transferHistory',
      { uid: uids.sub },
    );
    expect(JSON.parse(history.text)).toMatchObject({
      total: 1,
      rows: [{ amount: '10.5', toUid: Number(uids.sub) }],
    });
  });

  it('tell the feed of deposits and withdrawals', async () => {
    const seen: string[] = [];
    simulator.events.on((event) => {
      if (event.kind === 'balance')
        seen.push(
          `${event.account} ${event.product} ${event.reason} ${event.balances[0]?.change ?? ''}`,
        );
    });
    await move(main, { fromAccount: 'USDTMPerp', toAccount: 'spot', amount: '7' });
    expect(seen).toEqual(['main swap WITHDRAW -7', 'main spot DEPOSIT 7']);
  });
});

describe('overviews', () => {
  it('value every kind of account in USDT', async () => {
    const { data } = await main.call('GET', '/openApi/account/v1/allAccountBalance');
    const worth = Object.fromEntries(
      data.result.map((row: { accountType: string; usdtBalance: string }) => [
        row.accountType,
        row.usdtBalance,
      ]),
    );
    // spot 100000 + 1 BTC + 10 ETH, fund 5000 + 0.5 BTC
    expect(worth).toMatchObject({
      sopt: '225000.00000000',
      USDTMPerp: '100000.00000000',
      stdFutures: '1000.00000000',
      grid: '0.00000000',
    });
    await toSub();
    const subs = await main.call('GET', '/openApi/subAccount/v1/allAccountBalance', {
      pageIndex: '1',
      pageSize: '10',
      accountType: 'USDTMPerp',
    });
    expect(subs.data.result).toEqual([
      {
        subUid: uids.sub,
        accountBalances: [{ accountType: 'USDTMPerp', usdtBalance: '10.50000000' }],
      },
    ]);
  });

  it('show standard contracts that were put there, without a text in the envelope', async () => {
    await simulator.control.putStandardPosition({ symbol: 'LTC/USDT', leverage: '20' });
    await simulator.control.putStandardOrder({ symbol: 'BTC-USDT', executedQty: '0.00006846' });
    const { text, data } = await main.call('GET', '/openApi/contract/v1/allPosition');
    expect(data).toMatchObject([{ symbol: 'LTC/USDT', leverage: '20.000000000' }]);
    expect(text).not.toContain('"msg"');
    const orders = await main.call('GET', '/openApi/contract/v1/allOrders', { symbol: 'BTC-USDT' });
    expect(orders.text).toMatch(/"orderId":\d{19},/);
    expect((await main.call('GET', '/openApi/contract/v1/balance')).data).toMatchObject([
      { asset: 'USDT', marginAvailable: true },
    ]);
  });

  it('list deposits bare', async () => {
    await simulator.control.putWalletRecord('deposit', { coin: 'USDT', amount: '5.0', status: 1 });
    const { text } = await main.call('GET', '/openApi/api/v3/capital/deposit/hisrec', {
      coin: 'USDT',
    });
    expect(JSON.parse(text)).toEqual([{ coin: 'USDT', amount: '5.0', status: 1 }]);
  });
});

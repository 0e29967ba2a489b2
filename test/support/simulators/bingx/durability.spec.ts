import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignedClient } from './signed-client';
import { spawnSimulator } from './spawn-simulator';
import { startSimulator } from './start-simulator';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('the book', () => {
  let folder: string;
  let book: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    book = join(folder, 'book.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('brings back every product of every account, and lets the dead man act when his time came meanwhile', async () => {
    const first = await startSimulator({ book });
    const client = new SignedClient(first);
    await first.control.openAccount('trader1');
    await first.control.createKey('trader1', 'sub-key', 'sub-secret');
    await first.control.changeKey('sub-key', { permissions: [1, 2] });
    await client.call('POST', '/openApi/cswap/v1/trade/order', {
      symbol: 'SOL-USD',
      side: 'BUY',
      positionSide: 'LONG',
      type: 'MARKET',
      quantity: '2',
    });
    const spot = (price: string): Promise<unknown> =>
      client.call('POST', '/openApi/spot/v1/trade/order', {
        symbol: 'BTC-USDT',
        side: 'BUY',
        type: 'LIMIT',
        price,
        quantity: '0.01',
      });
    await spot('61000');
    await spot('50000');
    await client.call('POST', '/openApi/spot/v1/trade/cancelAllAfter', {
      type: 'ACTIVATE',
      timeOut: '10',
    });
    const before = await first.control.state();
    await first.stop();

    const second = await startSimulator({ book });
    expect((await second.control.state()).accounts).toEqual(before.accounts);
    const sub = new SignedClient({ url: second.url, key: 'sub-key', secret: 'sub-secret' });
    expect(await sub.open('LONG', '0.01')).toMatchObject({ code: 100004 });
    await second.stop();

    const third = await startSimulator({ book, settings: { timeOffsetMs: 11_000 } });
    await pause(30);
    const { spot: wallet } = (await third.control.state()).accounts.main ?? {};
    expect(wallet?.orders.map(({ status }) => status)).toEqual(['FILLED', 'CANCELED']);
    expect(wallet?.balances.find(({ asset }) => asset === 'USDT')).toMatchObject({ locked: '0' });
    await third.stop();
  });

  it('brings everything back after a restart, and goes on with new ids', async () => {
    const first = await startSimulator({ book });
    const client = new SignedClient(first);
    await first.control.setPrice('BTC-USDT', '50000');
    await client.call('POST', '/openApi/swap/v2/trade/leverage', {
      symbol: 'BTC-USDT',
      side: 'LONG',
      leverage: '5',
    });
    await client.open('LONG', '0.01', { clientOrderId: 'kept' });
    await client.open('LONG', '0.01', { clientOrderId: 'resting', type: 'LIMIT', price: '40000' });
    const before = await first.control.state();
    await first.stop();

    const second = await startSimulator({ book });
    const after = await second.control.state();
    expect({ ...after, serverTime: 0, requests: [] }).toEqual({
      ...before,
      serverTime: 0,
      requests: [],
    });
    const again = new SignedClient(second);
    expect(await again.open('LONG', '0.01', { clientOrderId: 'KEPT' })).toMatchObject({
      code: 101481,
    });
    await again.open('LONG', '0.01', { clientOrderId: 'new' });
    const ids = (await second.control.state()).orders.map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    await second.stop();
  });

  it('drops a line that a crash cut off and goes on behind the last whole one', async () => {
    const first = await startSimulator({ book });
    await new SignedClient(first).open('LONG', '0.01', { clientOrderId: 'whole' });
    await first.stop();
    appendFileSync(book, '[["order","1",{"id":"1","clientOr');
    const second = await startSimulator({ book });
    await new SignedClient(second).open('LONG', '0.01', { clientOrderId: 'next' });
    expect((await second.control.state()).accepted).toEqual({ whole: 1, next: 1 });
    await second.stop();
    const lines = readFileSync(book, 'utf8').trimEnd().split('\n');
    expect(lines.every((line) => Array.isArray(JSON.parse(line)))).toBe(true);
  });

  it('still makes the attached legs of an entry that was filled just before the end', async () => {
    const first = await startSimulator({ book, settings: { legDelayMs: 60_000 } });
    await new SignedClient(first).open('LONG', '0.01', {
      stopLoss: '{"type":"STOP_MARKET","stopPrice":54000}',
    });
    await first.stop();
    const second = await startSimulator({ book, settings: { legDelayMs: 5 } });
    await pause(60);
    expect((await second.control.state()).orders.map(({ type }) => type)).toEqual([
      'MARKET',
      'STOP_MARKET',
    ]);
    await second.stop();
  });

  it('keeps every answered order of a process that is killed', async () => {
    const process = await spawnSimulator({ book });
    const client = new SignedClient(process);
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((id) => client.open('LONG', '0.01', { clientOrderId: id })),
    );
    expect(answers.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    await process.kill();
    const second = await startSimulator({ book });
    expect((await second.control.state()).accepted).toEqual({ a: 1, b: 1, c: 1, d: 1 });
    await second.stop();
  });
});

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

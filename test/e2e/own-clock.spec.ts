import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AUTHORIZED, LiveTrading } from '@test/support/harness/live-trading';
import { faultsOf, REFUSED_FOR_ITS_TIMESTAMP } from '@test/support/harness/proof';
import { spawnService, type ServiceProcess } from '@test/support/harness/spawn-service';

/** Well beyond what an alarm may be old or ahead, and beyond the exchange's window for requests. */
const MINUTES_MS = 180_000;
/** How far two clocks that were compared may be apart. */
const AGREE_MS = 1_500;

const folder = mkdtempSync(join(tmpdir(), 'strateger-clock-'));
const clockShiftFile = join(folder, 'shift');

let live: LiveTrading;
/** On the same database, with a clock that nobody touches. */
let other: ServiceProcess;

beforeAll(async () => {
  writeFileSync(clockShiftFile, '0');
  live = await LiveTrading.start({ clockShiftFile });
  other = await spawnService({
    databaseUrl: live.database.url,
    env: LiveTrading.env(live.exchange),
  });
  const rules = { entryOrderTimeframe: '5m', closeOrderTimeframe: '5m', quantityMode: 'fixed' };
  const side = { ...rules, quantity: '0.001', pyramiding: 1_000, stopLossPerOrder: '2' };
  await live.createStrategy({ alarmName: 'clock', long: side, short: side });
}, 60_000);

afterAll(async () => {
  await other?.stop();
  await live?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Alarms to both instances in turn for a while; every one is answered. */
async function flow(ms: number): Promise<void> {
  const until = Date.now() + ms;
  const [shifted] = [live.service];
  for (let n = 0; Date.now() < until; n += 1) {
    live.service = n % 2 === 0 ? shifted : other;
    const order = `order open ${n % 4 < 2 ? 'long' : 'short'}`;
    const id = await live.send({ Strategy: 'clock', Order: order });
    live.service = shifted;
    expect(id).not.toBeNull();
    await pause(100);
  }
}

/** Nothing that was done in the last while shows that a clock was wrong. */
async function expectNothingOfIt(from: number): Promise<void> {
  await live.settled(60_000);
  expect(await faultsOf(live)).toEqual([]);
  const decisions = await live.database.query(
    'orders',
    `SELECT outcome, reason, COUNT(*) AS n FROM trade_decision WHERE alarm_id IS NOT NULL GROUP BY outcome, reason`,
  );
  expect(decisions).toEqual([
    { outcome: 'placed', reason: 'placed', n: String(live.answered.length) },
  ]);
  const [times] = await live.database.query<{ first: Date; last: Date }>(
    'alarms',
    'SELECT MIN(received_at) AS first, MAX(received_at) AS last FROM alarm',
  );
  expect(times?.first.getTime()).toBeGreaterThan(from - AGREE_MS);
  expect(times?.last.getTime()).toBeLessThan(Date.now() + AGREE_MS);
  const { requests } = await live.exchange.control.state();
  expect(requests.filter(({ code }) => code === REFUSED_FOR_ITS_TIMESTAMP)).toEqual([]);
}

const timeOf = async (service: ServiceProcess): Promise<number> =>
  Date.parse((await service.http.get('/status-server/', AUTHORIZED)).json().time);

describe('a machine whose clock is set by minutes', () => {
  it('under load, forward, back and right again: nothing is stale, refused or doubled', async () => {
    const from = Date.now();
    await flow(1_000);
    for (const shift of [MINUTES_MS, -MINUTES_MS, 0]) {
      live.service.setClock(shift);
      await flow(2_000);
      expect(Math.abs((await timeOf(live.service)) - Date.now())).toBeLessThan(AGREE_MS);
    }
    await expectNothingOfIt(from);
    expect(live.service.logs).toContain('the machine’s clock was set');
  }, 120_000);

  it('is wrong already when the service starts: the database’s clock counts', async () => {
    const from = Date.now() - 120_000;
    live.service.setClock(MINUTES_MS);
    live.service = await live.service.restart();
    expect(Math.abs((await timeOf(live.service)) - Date.now())).toBeLessThan(AGREE_MS);
    await flow(2_000);
    await expectNothingOfIt(from);
    live.service.setClock(0);
  }, 120_000);
});

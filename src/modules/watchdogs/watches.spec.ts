import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderId, StrategyId } from '@/kernel/ids';
import type { Alarm } from '@/modules/alarms/alarm';
import type { Order } from '@/modules/orders/order';
import type { Strategy } from '@/modules/strategies/strategy';
import { EMPTY_DRAFT } from '@/modules/strategies/strategy-input';
import type { Drift } from '@/modules/trading/reconciliation/reconciliation';
import { AccountKeyWatch } from '@/modules/watchdogs/account-key.watch';
import { AlarmWaitWatch } from '@/modules/watchdogs/alarm-wait.watch';
import { DriftWatch } from '@/modules/watchdogs/drift.watch';
import { DatabaseWatch, VenueWatch } from '@/modules/watchdogs/health.watch';
import { OrderAttentionWatch, OrderUnknownWatch } from '@/modules/watchdogs/orders.watch';
import { ProtectionWatch, uncovered } from '@/modules/watchdogs/protection.watch';
import { SignalExpectedWatch } from '@/modules/watchdogs/signal-expected.watch';
import { spanText, type Finding } from '@/modules/watchdogs/watch';
import { WorkerSilentWatch } from '@/modules/watchdogs/worker-silent.watch';
import type { HealthReport } from '@/platform/health/health.registry';
import { anOrder } from '@test/support/builders/an-order';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const AT = new Date('2026-01-15T12:00:00.000Z');
const strategy = (change: Partial<Strategy> = {}): Strategy => ({
  ...EMPTY_DRAFT,
  id: '01KEZ00000000000000000000S' as StrategyId,
  alarmName: 'S1',
  isOn: true,
  instrument: 'bingx-usdt-m/BTC-USDT',
  createdAt: AT,
  updatedAt: AT,
  deletedAt: null,
  version: 1,
  ...change,
});
const strategies = (...rows: Strategy[]) => ({
  list: () => Promise.resolve({ rows, total: rows.length }),
  get: () => Promise.resolve(rows[0] ?? strategy()),
});
const ids = (findings: readonly Finding[]): readonly string[] => findings.map(({ id }) => id);

let clock: FixedClock;
beforeEach(() => {
  clock = new FixedClock();
});

describe(spanText.name, () => {
  it('speaks as people do', () => {
    expect([0, 119_000, 600_000, 7_500_000].map(spanText)).toEqual([
      '0 s',
      '119 s',
      '10 min',
      '2 h 5 min',
    ]);
  });
});

describe(SignalExpectedWatch.name, () => {
  const watch = (received: () => Date | null, ...rows: Strategy[]) =>
    new SignalExpectedWatch(
      strategies(...rows),
      {
        list: ({ from }) => {
          const at = received();
          return Promise.resolve(
            at === null || (from !== undefined && at < from) ? [] : [{ receivedAt: at } as Alarm],
          );
        },
      },
      clock,
    );

  it('counts from the last signal, or from when the strategy was set up', async () => {
    let last: Date | null = null;
    const one = watch(() => last, strategy({ expectSignalWithinMinutes: 10 }));
    clock.advance(600_000);
    expect(await one.look()).toEqual([]);
    clock.advance(1);
    const [finding] = await one.look();
    expect(finding?.notice.subject).toBe('No signal for "S1" for 10 min');
    last = clock.now();
    expect(await one.look()).toEqual([]);
    clock.advance(600_000);
    expect(await one.look()).toEqual([]);
    clock.advance(1);
    expect(await one.look()).toHaveLength(1);
  });

  it('expects nothing before its time, after it, or without the field', async () => {
    clock.advance(86_400_000);
    const later = new Date(clock.now().getTime() + 1_000);
    const silent = watch(
      () => null,
      strategy(),
      strategy({ expectSignalWithinMinutes: 10, startAt: later }),
      strategy({ expectSignalWithinMinutes: 10, endAt: clock.now() }),
    );
    expect(await silent.look()).toEqual([]);
  });
});

describe('watches of orders', () => {
  const listing = (orders: readonly Order[]) => ({
    list: ({ state, needsAttention }: { state?: string; needsAttention?: boolean }) =>
      Promise.resolve(
        orders.filter((one) =>
          needsAttention === true ? one.needsAttention !== null : one.state === state,
        ),
      ),
  });

  it('finds orders without an answer once they are too old', async () => {
    const old = anOrder({ state: 'UNKNOWN', submittedAt: AT });
    const sent = anOrder({ id: 'B' as OrderId, state: 'SUBMITTED', submittedAt: AT });
    const watch = new OrderUnknownWatch(listing([old, sent]), clock, 60_000);
    clock.advance(60_000);
    expect(await watch.look()).toEqual([]);
    clock.advance(1);
    const findings = await watch.look();
    expect(ids(findings)).toEqual([old.id, 'B']);
    expect(findings[0]?.notice.money).toContain('account main on paper: bingx-usdt-m/BTC-USDT');
  });

  it('finds those that need a person', async () => {
    const watch = new OrderAttentionWatch(
      listing([anOrder({ needsAttention: 'overfilled' }), anOrder()]),
    );
    const findings = await watch.look();
    expect(findings).toHaveLength(1);
    expect(findings[0]?.notice.what).toContain('overfilled');
  });
});

describe(ProtectionWatch.name, () => {
  const entry = anOrder({ state: 'FILLED', filledQuantity: '1', averagePrice: '100' });
  const stop = (change: Partial<Order> = {}): Order =>
    anOrder({
      id: 'STOP' as OrderId,
      purpose: 'stop-loss',
      side: 'sell',
      state: 'ACCEPTED',
      reduceOnly: true,
      ...change,
    });

  it.each<[string, readonly Order[], string | null]>([
    ['nothing held', [anOrder({ state: 'ACCEPTED' })], null],
    ['held and covered', [entry, stop()], null],
    ['held without a stop', [entry], '1'],
    ['a stop that is not there yet', [entry, stop({ state: 'SUBMITTED' })], '1'],
    ['a stop for a part', [entry, stop({ quantity: '0.4' })], '0.6'],
    ['less than a step', [entry, stop({ quantity: '0.995' })], null],
    [
      'a close on its way',
      [entry, anOrder({ id: 'C' as OrderId, purpose: 'close', side: 'sell', state: 'SUBMITTED' })],
      null,
    ],
  ])('%s', (_name, orders, without) => {
    expect(uncovered(orders)?.withoutStop.toFixed() ?? null).toBe(without);
  });

  it('tells after its limit, of strategies that want a stop only, and starts anew after a stop', async () => {
    let orders: readonly Order[] = [entry];
    let rules: Partial<Strategy['long']> = { stopLossGeneral: '2' };
    const side = { strategyId: strategy().id, side: 'long' as const };
    const watch = new ProtectionWatch(
      {
        sidesWithOpenOrLive: () => Promise.resolve([side]),
        ordersOfOpenSide: () => Promise.resolve(orders),
      },
      { get: () => Promise.resolve(strategy({ long: { ...EMPTY_DRAFT.long, ...rules } })) },
      clock,
      5_000,
    );
    expect(await watch.look()).toEqual([]);
    clock.advance(5_000);
    const [finding] = await watch.look();
    expect(finding?.notice).toMatchObject({
      severity: 'critical',
      subject: 'bingx-usdt-m/BTC-USDT long has no stop loss for 5 s',
    });
    orders = [entry, stop()];
    expect(await watch.look()).toEqual([]);
    orders = [entry];
    expect(await watch.look()).toEqual([]);
    rules = {};
    clock.advance(60_000);
    expect(await watch.look()).toEqual([]);
  });
});

describe('watches of the service and its surroundings', () => {
  it('finds alarms that wait too long', async () => {
    const backlog = { waiting: 3, oldestReceivedAt: AT };
    const watch = new AlarmWaitWatch({ backlog: () => Promise.resolve(backlog) }, clock, 30_000);
    clock.advance(30_000);
    expect(await watch.look()).toEqual([]);
    clock.advance(1);
    expect(await watch.look()).toHaveLength(1);
  });

  it('misses a worker that beat on no instance, also after its beats were forgotten', async () => {
    const beat = (name: string, instance: string, beatAt: Date) => ({
      ...{ name, instance, beatAt, detail: null },
    });
    let beats = [beat('journal', 'a', AT), beat('journal', 'b', AT)];
    const watch = new WorkerSilentWatch({ list: () => Promise.resolve(beats) }, clock, 45_000);
    expect(await watch.look()).toEqual([]);
    clock.advance(45_001);
    beats = [beat('journal', 'b', clock.now()), beat('alarms', 'a', clock.now())];
    expect(ids(await watch.look())).toEqual(['dispatcher', 'reconciler', 'protection']);
    clock.advance(7_200_000);
    beats = [];
    expect(ids(await watch.look())).toContain('journal');
  });

  const report = (change: Partial<HealthReport>): HealthReport => ({
    ...{ name: 'bingx-usdt-m', kind: 'venue', healthy: true, detail: {} },
    ...change,
  });

  it('finds databases that fail, are read-only or slow', async () => {
    const reports = [
      report({ name: 'a', detail: { latencyMs: 500 } }),
      report({ name: 'b', detail: { latencyMs: 501 } }),
      report({ name: 'c', healthy: false, detail: { reason: 'ECONNREFUSED' } }),
      report({ name: 'd', healthy: false, detail: { isReadOnly: true } }),
      report({ name: 'e', healthy: false, detail: { isReadOnly: false, isFull: true } }),
    ];
    const findings = await new DatabaseWatch(
      { report: () => Promise.resolve(reports) },
      500,
    ).look();
    expect(findings.map(({ id, notice }) => [id, notice.severity])).toEqual([
      ['b', 'warning'],
      ['c', 'critical'],
      ['d', 'critical'],
      ['e', 'critical'],
    ]);
    expect(findings[2]?.notice.what).toContain('may not be written');
    expect(findings[3]?.notice.what).toContain('has no room left');
  });

  it('asks only the venues of strategies that are on, and finds distance and wrong clocks', async () => {
    const asked: unknown[] = [];
    let reports = [report({ healthy: false })];
    const health = {
      report: (...call: unknown[]) => {
        asked.push(call);
        return Promise.resolve(reports);
      },
    };
    expect(await new VenueWatch(strategies(), health, 1_000, 'live').look()).toEqual([]);
    expect(asked).toEqual([]);
    const watch = new VenueWatch(strategies(strategy()), health, 1_000, 'live');
    expect(ids(await watch.look())).toEqual(['unreachable:bingx-usdt-m']);
    expect(asked).toEqual([[['venue'], ['bingx-usdt-m']]]);
    reports = [report({ detail: { clockOffsetMs: -1_001 } })];
    expect((await watch.look())[0]?.notice.subject).toContain('1001 ms behind');
    reports = [report({ detail: { clockOffsetMs: 1_000 } })];
    expect(await watch.look()).toEqual([]);
  });

  it('finds keys that do not work; one taken away only while it is used', async () => {
    const account = (name: string, status: string) =>
      ({ name, status, environment: 'live', problem: null }) as never;
    const list = () =>
      Promise.resolve([
        account('fine', 'active'),
        account('bad', 'invalid'),
        account('gone', 'revoked'),
        account('main', 'revoked'),
      ]);
    const findings = await new AccountKeyWatch({ list }, strategies(strategy())).look();
    expect(findings.map(({ id, notice }) => [id, notice.severity])).toEqual([
      ['bad', 'warning'],
      ['main', 'critical'],
    ]);
  });
});

describe(DriftWatch.name, () => {
  const drift = (change: Partial<Drift> = {}): Drift => ({
    ...{ id: 'D1', account: 'main', venue: 'bingx-coin-m', instrument: 'bingx-coin-m/BTC-USD' },
    ...{ side: 'long', ours: '0', theirs: '3', firstSeenAt: AT, lastSeenAt: AT, clearedAt: null },
    ...{ acknowledgedAt: null, acknowledgedBy: null, why: null },
    ...change,
  });
  const watch = (...rows: Drift[]) =>
    new DriftWatch({ list: () => Promise.resolve({ rows, total: rows.length }) });

  it('tells what differs, of which money and what to do, and nothing of what was accepted', async () => {
    const accepted = drift({ id: 'D2', acknowledgedAt: AT, acknowledgedBy: 'maria' });
    const findings = await watch(drift(), accepted).look();
    expect(ids(findings)).toEqual(['D1']);
    const { severity, what, money, action } = findings[0]?.notice ?? {};
    expect([severity, money]).toEqual([
      'critical',
      'account main on bingx-coin-m: bingx-coin-m/BTC-USD, long, ours 0, theirs 3',
    ]);
    expect(what).toMatch(/hold 0 long, bingx-coin-m says 3.*no stop of ours.*Entries .* wait/);
    expect(action).toMatch(/Close there.*POST \/trading\/drifts\/D1\/acknowledge/);
  });

  it('does not ask to close what the exchange does not have', async () => {
    const [finding] = await watch(drift({ ours: '3', theirs: '0' })).look();
    expect(finding?.notice.what).toMatch(/is not there/);
    expect(finding?.notice.action).not.toMatch(/Close there/);
  });

  it('keeps its key while the same drift lasts, whatever both sides do meanwhile', async () => {
    const first = await watch(drift()).look();
    const moved = await watch(drift({ ours: '5', theirs: '9', lastSeenAt: new Date(0) })).look();
    expect(ids(moved)).toEqual(ids(first));
  });
});

describe('docs/operations/runbook.md', () => {
  it('has a page for every anchor that a message points to', () => {
    const root = join(__dirname, '..', '..', '..');
    const page = readFileSync(join(root, 'docs/operations/runbook.md'), 'utf8');
    const anchors = [...page.matchAll(/^## (.+)$/gm)].map(([, title = '']) =>
      title.toLowerCase().replace(/ /g, '-'),
    );
    const sources = ['watchdogs', 'notifications'].flatMap((module) =>
      readdirSync(join(root, 'src/modules', module))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
        .map((file) => readFileSync(join(root, 'src/modules', module, file), 'utf8')),
    );
    const used = sources.flatMap((source) => [
      ...[...source.matchAll(/runbook: '([a-z-]+)'/g)].map(([, anchor = '']) => anchor),
      ...(source.includes('runbook: this.name')
        ? [...source.matchAll(/readonly name = '([a-z-]+)'/g)].map(([, name = '']) => name)
        : []),
    ]);
    expect(new Set(used).size).toBeGreaterThan(8);
    // The venue watch has two pages, and its name is neither.
    expect(used.filter((anchor) => anchor !== 'venue' && !anchors.includes(anchor))).toEqual([]);
  });
});

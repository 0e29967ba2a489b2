import type { Notice } from '@/modules/notifications/notification';
import { Notifier } from '@/modules/notifications/notifier.port';
import type { Finding, Watch } from '@/modules/watchdogs/watch';
import { WatchRounds } from '@/modules/watchdogs/watch-rounds';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const notice: Notice = {
  severity: 'warning',
  subject: 's',
  what: 'w',
  money: null,
  action: 'a',
  runbook: 'r',
};

/** Keeps what is open, as the outbox does. */
class FakeNotifier extends Notifier {
  readonly open = new Set<string>();
  readonly said: string[] = [];

  override raise(key: string): void {
    this.open.add(key);
    this.said.push(`+${key}`);
  }

  override clear(key: string): void {
    this.open.delete(key);
    this.said.push(`-${key}`);
  }

  override tell(): void {
    this.said.push('!');
  }
}

class FakeWatch implements Watch {
  readonly over = 'over';
  ids: readonly string[] = [];
  looks = 0;
  answer: () => Promise<readonly Finding[]> = () =>
    Promise.resolve(this.ids.map((id) => ({ id, notice })));

  constructor(
    readonly name: string,
    readonly confirmations = 1,
    readonly everyMs = 0,
  ) {}

  look(): Promise<readonly Finding[]> {
    this.looks += 1;
    return this.answer();
  }
}

describe(WatchRounds.name, () => {
  const clock = new FixedClock();
  let notifier: FakeNotifier;
  const rounds = (...watches: Watch[]): WatchRounds =>
    new WatchRounds(watches, notifier, clock, { warn: () => undefined });
  const run = async (all: WatchRounds, times = 1): Promise<void> => {
    for (let count = 0; count < times; count++) {
      clock.advance(1_000);
      await all.run(new Set(notifier.open));
    }
  };

  beforeEach(() => {
    notifier = new FakeNotifier();
  });

  it('tells once when it begins and once when it ended for two looks', async () => {
    const watch = new FakeWatch('a');
    const all = rounds(watch);
    watch.ids = ['x', 'y'];
    await run(all, 5);
    expect(notifier.said).toEqual(['+a:x', '+a:y']);
    watch.ids = ['y'];
    await run(all);
    expect(notifier.said).toHaveLength(2);
    await run(all, 5);
    expect(notifier.said).toEqual(['+a:x', '+a:y', '-a:x']);
  });

  it('waits for its confirmations, and for a clean row of looks', async () => {
    const watch = new FakeWatch('a', 3);
    const all = rounds(watch);
    watch.ids = ['x'];
    await run(all, 2);
    watch.ids = [];
    await run(all);
    watch.ids = ['x'];
    await run(all, 2);
    expect(notifier.said).toEqual([]);
    await run(all);
    expect(notifier.said).toEqual(['+a:x']);
    watch.ids = [];
    await run(all);
    watch.ids = ['x'];
    await run(all);
    watch.ids = [];
    await run(all);
    expect(notifier.said).toEqual(['+a:x']);
  });

  it('leaves what is open alone when it cannot look, and what belongs to others', async () => {
    const watch = new FakeWatch('a');
    notifier.open.add('a:x').add('ab:x').add('other:x');
    watch.answer = () => Promise.reject(new Error('no database'));
    const all = rounds(watch);
    await run(all, 5);
    expect(notifier.said).toEqual([]);
    watch.answer = () => Promise.resolve([]);
    await run(all, 5);
    expect(notifier.said).toEqual(['-a:x']);
  });

  it('looks as often as a watch wants', async () => {
    const watch = new FakeWatch('a', 1, 5_000);
    await run(rounds(watch), 11);
    expect(watch.looks).toBe(3);
  });

  it('goes on beside a watch that hangs, and does not start it twice', async () => {
    jest.useFakeTimers();
    const hanging = new FakeWatch('a');
    hanging.answer = () => new Promise(() => undefined);
    const fine = new FakeWatch('b');
    fine.ids = ['x'];
    const all = rounds(hanging, fine);
    const first = all.run(new Set());
    await jest.advanceTimersByTimeAsync(5_000);
    await first;
    await all.run(new Set(notifier.open));
    expect(notifier.said).toEqual(['+b:x']);
    expect([hanging.looks, fine.looks]).toEqual([1, 2]);
    jest.useRealTimers();
  });
});

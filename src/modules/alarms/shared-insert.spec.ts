import { AlarmNotStoredError } from './alarms.errors';
import type { NewAlarm } from './new-alarm';
import { MAX_ROWS, SharedInsert, type BatchOutcome } from './shared-insert';

const alarm = (id: string, more: Partial<NewAlarm> = {}): NewAlarm =>
  ({ id, body: '', readingText: '', fingerprint: id, isWindowed: false, ...more }) as NewAlarm;

/** An insert whose batches the test ends by hand. */
class HeldInsert {
  readonly batches: {
    readonly ids: readonly string[];
    readonly end: (outcome?: BatchOutcome | Error) => void;
  }[] = [];

  insert = (alarms: readonly NewAlarm[]): Promise<BatchOutcome> =>
    new Promise((resolve, reject) => {
      const stored = alarms.map(({ id }) => ({ id, duplicateOf: null }));
      this.batches.push({
        ids: alarms.map(({ id }) => id),
        end: (outcome = stored) => {
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome);
        },
      });
    });

  async batch(index: number): Promise<(typeof this.batches)[number]> {
    for (let turn = 0; turn < 100; turn += 1) {
      const batch = this.batches[index];
      if (batch !== undefined) return batch;
      await new Promise(setImmediate);
    }
    throw new Error(`there is no batch ${String(index)}`);
  }
}

describe(SharedInsert.name, () => {
  it('shares the next insert among those that arrive while one is under way, and answers after it', async () => {
    const held = new HeldInsert();
    const shared = new SharedInsert(held.insert);
    const first = shared.add(alarm('1'));
    const one = await held.batch(0);
    const others = ['2', '3', '4'].map((id) => shared.add(alarm(id)));
    let isAnswered = false;
    void others[0]?.then(() => (isAnswered = true));
    one.end();
    expect(await first).toEqual({ id: '1', duplicateOf: null });
    const two = await held.batch(1);
    expect(two.ids).toEqual(['2', '3', '4']);
    expect(isAnswered).toBe(false);
    two.end();
    expect((await Promise.all(others)).map(({ id }) => id)).toEqual(['2', '3', '4']);
  });

  it('takes so many rows at a time, and never one windowed body twice', async () => {
    const held = new HeldInsert();
    const shared = new SharedInsert(held.insert);
    const all = Array.from({ length: MAX_ROWS + 1 }, (_, index) =>
      shared.add(alarm(String(index))),
    );
    const twins = ['a', 'b'].map((id) =>
      shared.add(alarm(id, { fingerprint: 'same', isWindowed: true })),
    );
    const one = await held.batch(0);
    expect(one.ids).toHaveLength(MAX_ROWS);
    one.end();
    const two = await held.batch(1);
    expect(two.ids).toEqual([String(MAX_ROWS), 'a']);
    two.end();
    const three = await held.batch(2);
    expect(three.ids).toEqual(['b']);
    three.end();
    await Promise.all([...all, ...twins]);
  });

  it('gives each row its own outcome and goes on after a failure', async () => {
    const held = new HeldInsert();
    const shared = new SharedInsert(held.insert);
    const pair = [shared.add(alarm('1')), shared.add(alarm('2'))];
    const one = await held.batch(0);
    one.end([{ id: '1', duplicateOf: null }, new Error('bad row')]);
    const outcomes = await Promise.allSettled(pair);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    const failed = shared.add(alarm('3'));
    (await held.batch(1)).end(new Error('gone'));
    await expect(failed).rejects.toThrow('gone');
    const next = shared.add(alarm('4'));
    (await held.batch(2)).end();
    expect((await next).id).toBe('4');
  });

  it('gives up what waits too long, and an insert that is stuck', async () => {
    const held = new HeldInsert();
    const shared = new SharedInsert(held.insert, { waitMs: 20, insertMs: 60 });
    const stuck = shared.add(alarm('1'));
    await held.batch(0);
    const queued = shared.add(alarm('2'));
    await expect(stuck).rejects.toBeInstanceOf(AlarmNotStoredError);
    await expect(queued).rejects.toBeInstanceOf(AlarmNotStoredError);
    expect(shared.length).toBe(0);
    const next = shared.add(alarm('3'));
    await new Promise((resolve) => setTimeout(resolve, 60));
    await expect(next).rejects.toBeInstanceOf(AlarmNotStoredError);
    const after = shared.add(alarm('4'));
    (await held.batch(1)).end();
    expect((await after).id).toBe('4');
  });
});

import 'reflect-metadata';
import { DomainError } from '@/kernel/errors';
import { JOURNAL_KINDS } from '@/modules/journal/dto/list-journal.query';
import {
  JournalEntryNotFoundError,
  JournalUnavailableError,
} from '@/modules/journal/journal.errors';
import { JournalService } from '@/modules/journal/journal.service';
import { SEALED_TABLES } from '@/modules/journal/sealed-tables';
import { openTestConnection } from '@test/support/database';
import { AT, JournalBench } from '@test/support/fakes/journal-bench';

const SUBJECT = { type: 'strategy', id: '01KEZ00000000000000000000S' };

class NotNowError extends DomainError {
  constructor() {
    super('conflict', 'not-now', 'not now');
  }
}

describe('journal', () => {
  const bench = new JournalBench();
  const { journalOn, sealerOn, verified, faultsOf, record, entries } = bench;

  beforeAll(() => bench.open());
  beforeEach(() => {
    bench.begin();
  });
  afterEach(() => bench.clear());
  afterAll(() => bench.close());

  describe('entries', () => {
    it('say who, what, when and from where, the caller of the request included', async () => {
      await bench.caller.run({ who: 'maria', from: '198.51.100.7' }, () => record());
      await record();
      expect(await entries()).toMatchObject([
        { action: 'switchStrategyOff', subject_type: 'strategy', who: 'maria', phase: 'done' },
        { who: expect.stringMatching(/^system\/.+/) as string, from_address: null },
      ]);
      expect((await entries())[0]).toMatchObject({ from_address: '198.51.100.7' });
    });

    it('hold no secret, however it is called and however deep it is', async () => {
      const canary = 'canary-0123456789';
      const data = {
        apiSecret: canary,
        'API-KEY': canary,
        nested: [{ Pass_Phrase: canary, deeper: { access_token: canary, password: canary } }],
        headers: { Authorization: canary, 'x-signature': canary, cookie: canary },
        raw: Buffer.from(canary),
        kept: 'this stays',
      };
      await bench.journal.record({
        action: 'account.add',
        subject: SUBJECT,
        phase: 'requested',
        data,
      });
      const [row] = await entries();
      expect(JSON.stringify(row)).not.toContain(canary);
      expect(row?.['data']).toContain('this stays');
    });

    it('frame a command: requested, and then what became of it', async () => {
      const command = { action: 'placeOrder', subject: { type: 'order', id: '-' }, data: {} };
      await bench.journal.command(
        command,
        () => Promise.resolve('o1'),
        (id) => ({ subjectId: id }),
      );
      await expect(
        bench.journal.command(command, () => Promise.reject(new NotNowError())),
      ).rejects.toThrow('not now');
      await expect(
        bench.journal.command(command, () => Promise.reject(new Error('connection lost'))),
      ).rejects.toThrow('connection lost');
      const rows = await entries();
      expect(rows.map(({ phase }) => phase)).toEqual([
        ...['requested', 'done', 'requested', 'refused', 'requested', 'unknown'],
      ]);
      expect(rows[1]).toMatchObject({ correlates: rows[0]?.['id'], subject_id: 'o1' });
      expect(rows[3]?.['data']).toContain('not-now');
      expect(rows[5]?.['data']).not.toContain('connection lost');
    });

    it('a command that can not be written down is not carried out', async () => {
      const closed = await openTestConnection('orders');
      await closed.destroy();
      let wasRun = false;
      const attempt = journalOn(closed).command(
        { action: 'placeOrder', subject: SUBJECT, data: {} },
        () => Promise.resolve((wasRun = true)),
      );
      await expect(attempt).rejects.toThrow(JournalUnavailableError);
      expect(wasRun).toBe(false);
    });
  });

  describe('sealing', () => {
    it('covers every kind of record once, in one chain that verifies', async () => {
      await record();
      await bench.writeStateChanges();
      const sealer = sealerOn(bench.source);
      await sealer.seal();
      await sealer.seal();
      const { rows, total, waiting } = await bench.journal.list({}, 50, null);
      expect([total, waiting]).toEqual([6, 0]);
      expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(JOURNAL_KINDS));
      expect(rows.map(({ sequence }) => sequence)).toEqual(['6', '5', '4', '3', '2', '1']);
      const verdict = await verified();
      expect(verdict).toMatchObject({ faults: [], links: 6 });
      expect(await faultsOf(verdict.head.hash)).toEqual([]);
    });

    it('finds by action, subject, who, kind and time, page by page', async () => {
      await bench.caller.run({ who: 'maria', from: '10.0.0.1' }, () => record('placeOrder'));
      bench.clock.advance(60_000);
      for (let i = 0; i < 4; i++) await record();
      await sealerOn(bench.source).seal();
      const count = async (filter: Parameters<JournalService['list']>[0]): Promise<number> =>
        (await bench.journal.list(filter, 10, null)).total;
      expect(await count({ action: 'placeOrder.done' })).toBe(1);
      expect(await count({ who: 'maria' })).toBe(1);
      expect(await count({ subject: `strategy/${SUBJECT.id}` })).toBe(5);
      expect(await count({ kind: 'fill' })).toBe(0);
      expect(await count({ to: new Date('2026-01-15T12:00:30Z') })).toBe(1);
      expect(await count({ from: new Date('2026-01-15T12:00:30Z') })).toBe(4);
      const page = await bench.journal.list({}, 2, '4');
      expect(page.rows.map(({ sequence }) => sequence)).toEqual(['3', '2']);
      const { content, isIntact } = await bench.journal.get('1');
      expect(content).toMatchObject({ action: 'placeOrder', who: 'maria' });
      expect(isIntact).toBe(true);
      await expect(bench.journal.get('99')).rejects.toThrow(JournalEntryNotFoundError);
      await expect(bench.journal.get("1' OR 1")).rejects.toThrow(JournalEntryNotFoundError);
    });

    it('seals what is committed late, after later numbers were sealed', async () => {
      const runner = bench.source.createQueryRunner();
      await runner.startTransaction();
      await runner.query(
        `INSERT INTO trade_decision (id, source, decided_at, outcome, reason, detail) VALUES (?, 'alarm', ?, 'skipped', 'stale', '')`,
        [bench.ids.newId(), AT],
      );
      await record();
      const late = bench.ids.newId();
      await bench.source.query(
        `INSERT INTO trade_decision (id, source, decided_at, outcome, reason, detail) VALUES (?, 'alarm', ?, 'skipped', 'later number', '')`,
        [late, AT],
      );
      const sealer = sealerOn(bench.source);
      await sealer.seal();
      await sealer.seal();
      expect((await bench.journal.list({}, 10, null)).total).toBe(2);
      await runner.commitTransaction();
      await runner.release();
      await sealer.seal();
      expect((await bench.journal.list({ kind: 'decision' }, 10, null)).total).toBe(2);
      expect(await faultsOf()).toEqual([]);
    });

    it('takes thousands in batches and moves its cursor on', async () => {
      for (let i = 0; i < 6; i++) {
        const rows = Array.from({ length: 250 }, () => [bench.ids.newId(), AT]);
        await bench.source.query(
          `INSERT INTO trade_decision (id, source, decided_at, outcome, reason, detail) VALUES ${rows
            .map(() => `(?, 'alarm', ?, 'skipped', 'stale', '')`)
            .join(', ')}`,
          rows.flat(),
        );
      }
      const sealer = sealerOn(bench.source);
      let runs = 0;
      while (await sealer.seal(0)) runs += 1;
      await sealer.seal(0);
      await sealer.seal(0);
      expect(runs).toBe(3);
      expect(await verified()).toMatchObject({ faults: [], links: 1_500 });
      const [cursor] = await bench.source.query(
        `SELECT c.position - (SELECT MAX(position) FROM trade_decision) AS behind FROM journal_cursor c WHERE kind = 'decision'`,
      );
      expect(Number(cursor.behind)).toBe(0);
    });

    it('is done by one of two that try at once', async () => {
      for (let i = 0; i < 20; i++) await record();
      const [a, b] = [sealerOn(bench.source), sealerOn(bench.source)];
      await Promise.all([a.seal(), b.seal(), a.seal(), b.seal()]);
      await a.handOver();
      await b.handOver();
      await record();
      await b.seal();
      expect(await verified()).toMatchObject({ faults: [], links: 21 });
    });

    it('names tables and columns that exist, and covers all that have a number', async () => {
      const columns: { t: string; c: string }[] = await bench.source.query(
        `SELECT table_name AS t, column_name AS c FROM information_schema.columns WHERE table_schema = DATABASE()`,
      );
      const names = new Set(columns.map(({ t, c }) => `${t}.${c}`));
      const named = SEALED_TABLES.flatMap(({ table, columns: all }) =>
        all.map((column) => `${table}.${column}`),
      );
      expect(named.filter((name) => !names.has(name))).toEqual([]);
      const numbered = columns.filter(({ c }) => c === 'position').map(({ t }) => t);
      expect(SEALED_TABLES.map(({ table }) => table).sort()).toEqual(
        numbered.filter((table) => table !== 'journal_cursor').sort(),
      );
    });
  });
});

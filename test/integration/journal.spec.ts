import { PinoLogger } from 'nestjs-pino';
import type { DataSource } from 'typeorm';
import { DomainError } from '@/kernel/errors';
import { JOURNAL_KINDS } from '@/modules/journal/dto/list-journal.query';
import { hashOf } from '@/modules/journal/journal-chain';
import { JournalChainRepository } from '@/modules/journal/journal-chain.repository';
import { JournalEntriesRepository } from '@/modules/journal/journal-entries.repository';
import { JournalLeasesRepository } from '@/modules/journal/journal-leases.repository';
import { JournalSealer } from '@/modules/journal/journal-sealer';
import { JournalVerification, type JournalVerdict } from '@/modules/journal/journal-verification';
import {
  JournalEntryNotFoundError,
  JournalUnavailableError,
} from '@/modules/journal/journal.errors';
import { JournalService } from '@/modules/journal/journal.service';
import { SEALED_TABLES } from '@/modules/journal/sealed-tables';
import { SealedRowsRepository } from '@/modules/journal/sealed-rows.repository';
import { TradingStateService } from '@/modules/orders/trading-state.service';
import { TradingStatesRepository } from '@/modules/orders/trading-states.repository';
import { CallerContext } from '@/platform/http/caller-context';
import { InstanceName } from '@/platform/identity/instance-name';
import { IdSource } from '@/platform/identity/new-id';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const SUBJECT = { type: 'strategy', id: '01KEZ00000000000000000000S' };
const AT = '2026-01-15 12:00:00.000';

class NotNowError extends DomainError {
  constructor() {
    super('conflict', 'not-now', 'not now');
  }
}

describe('journal', () => {
  let source: DataSource;
  let clock: FixedClock;
  let ids: IdSource;
  let caller: CallerContext;
  let journal: JournalService;

  beforeAll(async () => {
    source = await openTestConnection('orders');
  });
  beforeEach(() => {
    clock = new FixedClock();
    ids = new IdSource(clock);
    caller = new CallerContext();
    journal = journalOn(source);
  });
  afterEach(() => truncateAll(source));
  afterAll(() => source.destroy());

  const journalOn = (connection: DataSource): JournalService =>
    new JournalService(
      new JournalEntriesRepository(connection),
      new JournalChainRepository(connection),
      new SealedRowsRepository(connection),
      caller,
      new InstanceName(),
      ids,
      clock,
      new PinoLogger({ pinoHttp: { level: 'silent' } }),
    );

  const sealerOn = (connection: DataSource): JournalSealer =>
    new JournalSealer(
      unitOfWorkFor({ orders: connection }),
      new JournalChainRepository(connection),
      new SealedRowsRepository(connection),
      new JournalLeasesRepository(connection),
      new InstanceName(),
      clock,
    );

  const verified = (head: string | null = null): Promise<JournalVerdict> =>
    new JournalVerification(
      new JournalChainRepository(source),
      new SealedRowsRepository(source),
    ).verify(head);

  const faultsOf = async (head: string | null = null): Promise<string[]> =>
    (await verified(head)).faults.map(({ kind, sequence }) => `${kind} ${sequence ?? '-'}`);

  const record = (action = 'switchStrategyOff'): Promise<{ readonly id: string }> =>
    journal.record({ action, subject: SUBJECT, phase: 'done', data: { note: 'ünïcode ✓' } });

  const entries = (): Promise<Record<string, string>[]> =>
    source.query('SELECT * FROM journal_entry ORDER BY position');

  /** One row of every other sealed table, as the trading path writes them. */
  async function writeStateChanges(): Promise<void> {
    const states = new TradingStateService(
      unitOfWorkFor({ orders: source }),
      new TradingStatesRepository(source),
      ids,
      clock,
    );
    await states.change('system', 'halted', {
      who: 'maria',
      from: '10.0.0.1',
      why: 'news',
      haltId: null,
    });
    await source.query(
      `INSERT INTO trade_decision (id, source, decided_at, outcome, reason, detail, facts, steps)
       VALUES (?, 'alarm', ?, 'skipped', 'stale', 'too old', '{"a":"0.10"}', '[]')`,
      [ids.newId(), AT],
    );
    const orderId = ids.newId();
    for (const [sequence, type] of [
      [1, 'initialized'],
      [2, 'denied'],
    ] as const)
      await source.query(
        `INSERT INTO order_event (order_id, sequence, type, state_after, at, data) VALUES (?, ?, ?, 'DENIED', ?, '{}')`,
        [orderId, sequence, type, AT],
      );
    await source.query(
      `INSERT INTO fill (id, order_id, account, venue, instrument, position_side, side, venue_fill_id, venue_order_id,
                         quantity, price, fee, fee_asset, filled_at, recorded_at)
       VALUES (?, ?, 'main', 'paper', 'bingx-usdt-m/BTC-USDT', 'long', 'buy', 'f1', 'o1', 0.1, 97250.1, 0.01, 'USDT', ?, ?)`,
      [ids.newId(), orderId, AT, AT],
    );
  }

  describe('entries', () => {
    it('say who, what, when and from where, the caller of the request included', async () => {
      await caller.run({ who: 'maria', from: '198.51.100.7' }, () => record());
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
      await journal.record({ action: 'account.add', subject: SUBJECT, phase: 'requested', data });
      const [row] = await entries();
      expect(JSON.stringify(row)).not.toContain(canary);
      expect(row?.['data']).toContain('this stays');
    });

    it('frame a command: requested, and then what became of it', async () => {
      const command = { action: 'placeOrder', subject: { type: 'order', id: '-' }, data: {} };
      await journal.command(
        command,
        () => Promise.resolve('o1'),
        (id) => ({ subjectId: id }),
      );
      await expect(
        journal.command(command, () => Promise.reject(new NotNowError())),
      ).rejects.toThrow('not now');
      await expect(
        journal.command(command, () => Promise.reject(new Error('connection lost'))),
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
      await writeStateChanges();
      const sealer = sealerOn(source);
      await sealer.seal();
      await sealer.seal();
      const { rows, total, waiting } = await journal.list({}, 50, null);
      expect([total, waiting]).toEqual([6, 0]);
      expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(JOURNAL_KINDS));
      expect(rows.map(({ sequence }) => sequence)).toEqual(['6', '5', '4', '3', '2', '1']);
      const verdict = await verified();
      expect(verdict).toMatchObject({ faults: [], links: 6 });
      expect(await faultsOf(verdict.head.hash)).toEqual([]);
    });

    it('finds by action, subject, who, kind and time, page by page', async () => {
      await caller.run({ who: 'maria', from: '10.0.0.1' }, () => record('placeOrder'));
      clock.advance(60_000);
      for (let i = 0; i < 4; i++) await record();
      await sealerOn(source).seal();
      const count = async (filter: Parameters<JournalService['list']>[0]): Promise<number> =>
        (await journal.list(filter, 10, null)).total;
      expect(await count({ action: 'placeOrder.done' })).toBe(1);
      expect(await count({ who: 'maria' })).toBe(1);
      expect(await count({ subject: `strategy/${SUBJECT.id}` })).toBe(5);
      expect(await count({ kind: 'fill' })).toBe(0);
      expect(await count({ to: new Date('2026-01-15T12:00:30Z') })).toBe(1);
      expect(await count({ from: new Date('2026-01-15T12:00:30Z') })).toBe(4);
      const page = await journal.list({}, 2, '4');
      expect(page.rows.map(({ sequence }) => sequence)).toEqual(['3', '2']);
      const { content, isIntact } = await journal.get('1');
      expect(content).toMatchObject({ action: 'placeOrder', who: 'maria' });
      expect(isIntact).toBe(true);
      await expect(journal.get('99')).rejects.toThrow(JournalEntryNotFoundError);
      await expect(journal.get("1' OR 1")).rejects.toThrow(JournalEntryNotFoundError);
    });

    it('seals what is committed late, after later numbers were sealed', async () => {
      const runner = source.createQueryRunner();
      await runner.startTransaction();
      await runner.query(
        `INSERT INTO trade_decision (id, source, decided_at, outcome, reason, detail) VALUES (?, 'alarm', ?, 'skipped', 'stale', '')`,
        [ids.newId(), AT],
      );
      await record();
      const late = ids.newId();
      await source.query(
        `INSERT INTO trade_decision (id, source, decided_at, outcome, reason, detail) VALUES (?, 'alarm', ?, 'skipped', 'later number', '')`,
        [late, AT],
      );
      const sealer = sealerOn(source);
      await sealer.seal();
      await sealer.seal();
      expect((await journal.list({}, 10, null)).total).toBe(2);
      await runner.commitTransaction();
      await runner.release();
      await sealer.seal();
      expect((await journal.list({ kind: 'decision' }, 10, null)).total).toBe(2);
      expect(await faultsOf()).toEqual([]);
    });

    it('takes thousands in batches and moves its cursor on', async () => {
      for (let i = 0; i < 6; i++) {
        const rows = Array.from({ length: 250 }, () => [ids.newId(), AT]);
        await source.query(
          `INSERT INTO trade_decision (id, source, decided_at, outcome, reason, detail) VALUES ${rows
            .map(() => `(?, 'alarm', ?, 'skipped', 'stale', '')`)
            .join(', ')}`,
          rows.flat(),
        );
      }
      const sealer = sealerOn(source);
      let runs = 0;
      while (await sealer.seal(0)) runs += 1;
      await sealer.seal(0);
      await sealer.seal(0);
      expect(runs).toBe(3);
      expect(await verified()).toMatchObject({ faults: [], links: 1_500 });
      const [cursor] = await source.query(
        `SELECT c.position - (SELECT MAX(position) FROM trade_decision) AS behind FROM journal_cursor c WHERE kind = 'decision'`,
      );
      expect(Number(cursor.behind)).toBe(0);
    });

    it('is done by one of two that try at once', async () => {
      for (let i = 0; i < 20; i++) await record();
      const [a, b] = [sealerOn(source), sealerOn(source)];
      await Promise.all([a.seal(), b.seal(), a.seal(), b.seal()]);
      await a.handOver();
      await b.handOver();
      await record();
      await b.seal();
      expect(await verified()).toMatchObject({ faults: [], links: 21 });
    });

    it('names tables and columns that exist, and covers all that have a number', async () => {
      const columns: { t: string; c: string }[] = await source.query(
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

  describe('verification catches by name', () => {
    let head: string;

    beforeEach(async () => {
      for (let i = 0; i < 5; i++) await record();
      await writeStateChanges();
      const sealer = sealerOn(source);
      // Twice more, so that the cursor passes everything: the grace time is over.
      for (let i = 0; i < 3; i++) await sealer.seal(0);
      head = (await verified()).head.hash;
      expect(await faultsOf(head)).toEqual([]);
    });

    it('an edited link', async () => {
      await source.query(`UPDATE journal_seal SET who = 'somebody else' WHERE sequence = 3`);
      expect(await faultsOf()).toEqual(['edited 3']);
    });

    it('an edited link whose hash was computed anew', async () => {
      const seal = await new JournalChainRepository(source).find('3');
      if (seal === null) throw new Error('no link 3');
      const forged = { ...seal, who: 'somebody else' };
      await source.query('UPDATE journal_seal SET who = ?, hash = ? WHERE sequence = 3', [
        forged.who,
        hashOf(forged),
      ]);
      expect(await faultsOf()).toEqual(['broken-link 4']);
    });

    it('a deleted link', async () => {
      await source.query('DELETE FROM journal_seal WHERE sequence = 4');
      const faults = await faultsOf();
      expect(faults).toEqual(['gap 5', 'record-left-out -']);
    });

    it('a deleted link with the rest numbered anew', async () => {
      await source.query('DELETE FROM journal_seal WHERE sequence = 4');
      await source.query(
        'UPDATE journal_seal SET sequence = sequence - 1 WHERE sequence > 4 ORDER BY sequence',
      );
      expect(await faultsOf()).toContain('removed 4');
    });

    it('an inserted link with the rest numbered anew', async () => {
      await source.query(
        'UPDATE journal_seal SET sequence = sequence + 1 WHERE sequence > 4 ORDER BY sequence DESC',
      );
      const chain = new JournalChainRepository(source);
      const [before] = await chain.after('3', 1);
      if (before === undefined) throw new Error('no link 4');
      const forged = {
        ...{ ...before, sequence: '5', previousHash: before.hash },
        ...{ sourceId: '01KEZ00000000000000000000X', sourcePosition: '99999999' },
      };
      await unitOfWorkFor({ orders: source }).run('orders', (tx) =>
        chain.append([{ ...forged, hash: hashOf(forged) }], tx),
      );
      const faults = await faultsOf();
      expect(faults).toContain('inserted 6');
      expect(faults).toContain('record-deleted 5');
    });

    it('two links that were swapped', async () => {
      for (const [from, to] of [
        [3, 900],
        [6, 3],
        [900, 6],
      ])
        await source.query('UPDATE journal_seal SET sequence = ? WHERE sequence = ?', [to, from]);
      expect(await faultsOf()).toEqual(['swapped 3', 'swapped 6']);
    });

    it('a tail that was cut, by the head that was kept and by the records without links', async () => {
      await source.query('DELETE FROM journal_seal WHERE sequence > 7');
      const faults = await faultsOf(head);
      expect(faults).toContain('tail-cut -');
      expect(faults.filter((fault) => fault === 'record-left-out -').length).toBeGreaterThan(1);
    });

    it('a tail that was cut together with its records and cursors, by the head that was kept', async () => {
      await source.query('DELETE FROM journal_seal WHERE sequence > 7');
      for (const { table, kind } of SEALED_TABLES)
        await source.query(
          `DELETE FROM ${table} WHERE NOT EXISTS
            (SELECT 1 FROM journal_seal s WHERE s.kind = ? AND s.source_position = ${table}.position)`,
          [kind],
        );
      await source.query('DELETE FROM journal_cursor');
      expect(await faultsOf()).toEqual([]);
      expect(await faultsOf(head)).toEqual(['tail-cut -']);
    });

    it.each(SEALED_TABLES.map(({ kind, table, at }) => [kind, table, at] as const))(
      'a record of kind %s that was edited, and one that was deleted',
      async (kind, table, at) => {
        const [seal] = await source.query(
          'SELECT sequence, source_position FROM journal_seal WHERE kind = ? ORDER BY sequence LIMIT 1',
          [kind],
        );
        const where = `WHERE position = ${String(seal.source_position)}`;
        await source.query(`UPDATE ${table} SET ${at} = ${at} + INTERVAL 1 SECOND ${where}`);
        expect(await faultsOf()).toEqual([`record-edited ${String(seal.sequence)}`]);
        expect((await journal.get(String(seal.sequence))).isIntact).toBe(false);
        await source.query(`DELETE FROM ${table} ${where}`);
        expect(await faultsOf()).toEqual([`record-deleted ${String(seal.sequence)}`]);
      },
    );

    it('a record that was written behind the back of the sealer', async () => {
      const [{ position }] = await source.query(
        `SELECT MIN(position) - 1 AS position FROM trade_decision`,
      );
      await source.query(
        `INSERT INTO trade_decision (id, position, source, decided_at, outcome, reason, detail)
         VALUES (?, ?, 'alarm', ?, 'placed', 'placed', 'forged')`,
        [ids.newId(), position, AT],
      );
      await sealerOn(source).seal(0);
      expect(await faultsOf()).toEqual(['record-left-out -']);
    });
  });
});

import { hashOf } from '@/modules/journal/journal-chain';
import { JournalChainRepository } from '@/modules/journal/journal-chain.repository';
import { SEALED_TABLES } from '@/modules/journal/sealed-tables';
import { unitOfWorkFor } from '@test/support/database';
import { AT, JournalBench } from '@test/support/fakes/journal-bench';

describe('journal', () => {
  const bench = new JournalBench();
  const { sealerOn, verified, faultsOf, record } = bench;

  beforeAll(() => bench.open());
  beforeEach(() => {
    bench.begin();
  });
  afterEach(() => bench.clear());
  afterAll(() => bench.close());

  describe('verification catches by name', () => {
    let head: string;

    beforeEach(async () => {
      for (let i = 0; i < 5; i++) await record();
      await bench.writeStateChanges();
      const sealer = sealerOn(bench.source);
      // Twice more, so that the cursor passes everything: the grace time is over.
      for (let i = 0; i < 3; i++) await sealer.seal(0);
      head = (await verified()).head.hash;
      expect(await faultsOf(head)).toEqual([]);
    });

    it('an edited link', async () => {
      await bench.source.query(`UPDATE journal_seal SET who = 'somebody else' WHERE sequence = 3`);
      expect(await faultsOf()).toEqual(['edited 3']);
    });

    it('an edited link whose hash was computed anew', async () => {
      const seal = await new JournalChainRepository(bench.source).find('3');
      if (seal === null) throw new Error('no link 3');
      const forged = { ...seal, who: 'somebody else' };
      await bench.source.query('UPDATE journal_seal SET who = ?, hash = ? WHERE sequence = 3', [
        forged.who,
        hashOf(forged),
      ]);
      expect(await faultsOf()).toEqual(['broken-link 4']);
    });

    it('a deleted link', async () => {
      await bench.source.query('DELETE FROM journal_seal WHERE sequence = 4');
      const faults = await faultsOf();
      expect(faults).toEqual(['gap 5', 'record-left-out -']);
    });

    it('a deleted link with the rest numbered anew', async () => {
      await bench.source.query('DELETE FROM journal_seal WHERE sequence = 4');
      await bench.source.query(
        'UPDATE journal_seal SET sequence = sequence - 1 WHERE sequence > 4 ORDER BY sequence',
      );
      expect(await faultsOf()).toContain('removed 4');
    });

    it('an inserted link with the rest numbered anew', async () => {
      await bench.source.query(
        'UPDATE journal_seal SET sequence = sequence + 1 WHERE sequence > 4 ORDER BY sequence DESC',
      );
      const chain = new JournalChainRepository(bench.source);
      const [before] = await chain.after('3', 1);
      if (before === undefined) throw new Error('no link 4');
      const forged = {
        ...{ ...before, sequence: '5', previousHash: before.hash },
        ...{ sourceId: '01KEZ00000000000000000000X', sourcePosition: '99999999' },
      };
      await unitOfWorkFor({ orders: bench.source }).run('orders', (tx) =>
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
        await bench.source.query('UPDATE journal_seal SET sequence = ? WHERE sequence = ?', [
          to,
          from,
        ]);
      expect(await faultsOf()).toEqual(['swapped 3', 'swapped 6']);
    });

    it('a tail that was cut, by the head that was kept and by the records without links', async () => {
      await bench.source.query('DELETE FROM journal_seal WHERE sequence > 7');
      const faults = await faultsOf(head);
      expect(faults).toContain('tail-cut -');
      expect(faults.filter((fault) => fault === 'record-left-out -').length).toBeGreaterThan(1);
    });

    it('a tail that was cut together with its records and cursors, by the head that was kept', async () => {
      await bench.source.query('DELETE FROM journal_seal WHERE sequence > 7');
      for (const { table, kind } of SEALED_TABLES)
        await bench.source.query(
          `DELETE FROM ${table} WHERE NOT EXISTS
            (SELECT 1 FROM journal_seal s WHERE s.kind = ? AND s.source_position = ${table}.position)`,
          [kind],
        );
      await bench.source.query('DELETE FROM journal_cursor');
      expect(await faultsOf()).toEqual([]);
      expect(await faultsOf(head)).toEqual(['tail-cut -']);
    });

    it.each(SEALED_TABLES.map(({ kind, table, at }) => [kind, table, at] as const))(
      'a record of kind %s that was edited, and one that was deleted',
      async (kind, table, at) => {
        const [seal] = await bench.source.query(
          'SELECT sequence, source_position FROM journal_seal WHERE kind = ? ORDER BY sequence LIMIT 1',
          [kind],
        );
        const where = `WHERE position = ${String(seal.source_position)}`;
        await bench.source.query(`UPDATE ${table} SET ${at} = ${at} + INTERVAL 1 SECOND ${where}`);
        expect(await faultsOf()).toEqual([`record-edited ${String(seal.sequence)}`]);
        expect((await bench.journal.get(String(seal.sequence))).isIntact).toBe(false);
        await bench.source.query(`DELETE FROM ${table} ${where}`);
        expect(await faultsOf()).toEqual([`record-deleted ${String(seal.sequence)}`]);
      },
    );

    it('a record that was written behind the back of the sealer', async () => {
      const [{ position }] = await bench.source.query(
        `SELECT MIN(position) - 1 AS position FROM trade_decision`,
      );
      await bench.source.query(
        `INSERT INTO trade_decision (id, position, source, decided_at, outcome, reason, detail)
         VALUES (?, ?, 'alarm', ?, 'placed', 'placed', 'forged')`,
        [bench.ids.newId(), position, AT],
      );
      await sealerOn(bench.source).seal(0);
      expect(await faultsOf()).toEqual(['record-left-out -']);
    });
  });
});

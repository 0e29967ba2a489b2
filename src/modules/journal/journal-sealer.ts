import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { linked, type SealedFact } from '@/modules/journal/journal-chain';
import { JournalChainRepository } from '@/modules/journal/journal-chain.repository';
import { JournalLeasesRepository } from '@/modules/journal/journal-leases.repository';
import { digestOf, SEALED_TABLES, timeOf, type SealedTable } from '@/modules/journal/sealed-tables';
import { SealedRowsRepository, type SealedRow } from '@/modules/journal/sealed-rows.repository';
import { UnitOfWork, type Tx } from '@/platform/database/unit-of-work';
import { InstanceName } from '@/platform/identity/instance-name';

const LEASE = 'journal-sealer';
const LEASE_MS = 10_000;
/** Rows of one table in one transaction. */
const BATCH = 500;
/**
 * No transaction of ours is open for longer: a statement ends after 15 s, and MariaDB ends an idle one after 5 s.
 * Rows that are committed later than this after their number was given are never sealed; the verifier names them.
 */
const GRACE_MS = 120_000;

/**
 * Links what is new to the chain. The trading path writes its rows as always and waits for nothing; here they are
 * found by their numbers once they are committed, whatever the order of the commits, and each is sealed once.
 */
@Injectable()
export class JournalSealer {
  constructor(
    private readonly work: UnitOfWork,
    private readonly chain: JournalChainRepository,
    private readonly rows: SealedRowsRepository,
    private readonly leases: JournalLeasesRepository,
    private readonly instance: InstanceName,
    private readonly clock: Clock,
  ) {}

  /** Seals what is there. True when there is more; false also while another instance does it. */
  async seal(graceMs = GRACE_MS): Promise<boolean> {
    const lease = await this.leases.take(LEASE, this.instance.text, LEASE_MS);
    if (lease === null) return false;
    return this.work.run('orders', async (tx) => {
      // Two chains must not grow from one link: a paused sealer that was replaced gets no further than this.
      if (!(await this.leases.holds(lease, tx))) return false;
      const facts: SealedFact[] = [];
      let hasMore = false;
      for (const table of SEALED_TABLES) {
        const found = await this.unsealed(table, graceMs, tx);
        facts.push(...found.map((row) => this.factOf(table, row)));
        hasMore ||= found.length === BATCH;
      }
      facts.sort((a, b) => a.at.getTime() - b.at.getTime());
      await this.chain.append(linked(await this.chain.head(tx), facts), tx);
      return hasMore;
    });
  }

  /** Lets another instance go on at once; for the shutdown. */
  async handOver(): Promise<void> {
    const lease = await this.leases.take(LEASE, this.instance.text, LEASE_MS);
    if (lease !== null) await this.leases.release(lease);
  }

  private async unsealed(
    table: SealedTable,
    graceMs: number,
    tx: Tx<'orders'>,
  ): Promise<readonly SealedRow[]> {
    const { position, marked, isRipe } = await this.rows.cursor(table, graceMs, tx);
    const found = await this.rows.unsealed(table, position, BATCH, tx);
    const last = found.at(-1);
    const isAllUpToMark =
      found.length < BATCH || (last !== undefined && BigInt(last.position) >= BigInt(marked));
    if (isRipe && isAllUpToMark) await this.rows.advance(table, tx);
    return found;
  }

  private factOf(table: SealedTable, { position, content }: SealedRow): SealedFact {
    return {
      sealedAt: this.clock.now(),
      at: timeOf(content[table.at]),
      kind: table.kind,
      sourceId: table.idOf(content),
      sourcePosition: position,
      action: table.actionOf(content),
      subject: table.subjectOf(content),
      who: content['who'] ?? null,
      fromAddress: content['from_address'] ?? null,
      digest: digestOf(content),
    };
  }
}

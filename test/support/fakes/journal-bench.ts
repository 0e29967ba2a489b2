import { PinoLogger } from 'nestjs-pino';
import type { DataSource } from 'typeorm';
import { JournalChainRepository } from '@/modules/journal/journal-chain.repository';
import { JournalEntriesRepository } from '@/modules/journal/journal-entries.repository';
import { JournalLeasesRepository } from '@/modules/journal/journal-leases.repository';
import { JournalSealer } from '@/modules/journal/journal-sealer';
import { JournalVerification, type JournalVerdict } from '@/modules/journal/journal-verification';
import { JournalService } from '@/modules/journal/journal.service';
import { SealedRowsRepository } from '@/modules/journal/sealed-rows.repository';
import { TradingStateService } from '@/modules/orders/states/trading-state.service';
import { TradingStatesRepository } from '@/modules/orders/states/trading-states.repository';
import { CallerContext } from '@/platform/http/caller-context';
import { InstanceName } from '@/platform/identity/instance-name';
import { IdSource } from '@/platform/identity/new-id';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const SUBJECT = { type: 'strategy', id: '01KEZ00000000000000000000S' };
/** When the rows of this bench are said to have been written. */
export const AT = '2026-01-15 12:00:00.000';

/** The journal on the test database; clock, ids and caller are new for each test. */
export class JournalBench {
  clock = new FixedClock();
  ids = new IdSource(this.clock);
  caller = new CallerContext();
  private opened: DataSource | null = null;
  private made: JournalService | null = null;

  async open(): Promise<void> {
    this.opened = await openTestConnection('orders');
  }

  begin(): void {
    this.clock = new FixedClock();
    this.ids = new IdSource(this.clock);
    this.caller = new CallerContext();
    this.made = this.journalOn(this.source);
  }

  clear(): Promise<void> {
    return truncateAll(this.source);
  }

  async close(): Promise<void> {
    await this.opened?.destroy();
  }

  get source(): DataSource {
    if (this.opened === null) throw new Error('open() comes first');
    return this.opened;
  }

  get journal(): JournalService {
    if (this.made === null) throw new Error('begin() comes first');
    return this.made;
  }

  readonly journalOn = (connection: DataSource): JournalService =>
    new JournalService(
      new JournalEntriesRepository(connection),
      new JournalChainRepository(connection),
      new SealedRowsRepository(connection),
      this.caller,
      new InstanceName(),
      this.ids,
      this.clock,
      new PinoLogger({ pinoHttp: { level: 'silent' } }),
    );

  readonly sealerOn = (connection: DataSource): JournalSealer =>
    new JournalSealer(
      unitOfWorkFor({ orders: connection }),
      new JournalChainRepository(connection),
      new SealedRowsRepository(connection),
      new JournalLeasesRepository(connection),
      new InstanceName(),
      this.clock,
    );

  readonly verified = (head: string | null = null): Promise<JournalVerdict> =>
    new JournalVerification(
      new JournalChainRepository(this.source),
      new SealedRowsRepository(this.source),
    ).verify(head);

  readonly faultsOf = async (head: string | null = null): Promise<string[]> =>
    (await this.verified(head)).faults.map(({ kind, sequence }) => `${kind} ${sequence ?? '-'}`);

  readonly record = (action = 'switchStrategyOff'): Promise<{ readonly id: string }> =>
    this.journal.record({ action, subject: SUBJECT, phase: 'done', data: { note: 'ünïcode ✓' } });

  readonly entries = (): Promise<Record<string, string>[]> =>
    this.source.query('SELECT * FROM journal_entry ORDER BY position');

  /** One row of every other sealed table, as the trading path writes them. */
  async writeStateChanges(): Promise<void> {
    const states = new TradingStateService(
      unitOfWorkFor({ orders: this.source }),
      new TradingStatesRepository(this.source),
      this.ids,
      this.clock,
    );
    await states.change('system', 'halted', {
      who: 'maria',
      from: '10.0.0.1',
      why: 'news',
      haltId: null,
    });
    await this.source.query(
      `INSERT INTO trade_decision (id, source, decided_at, outcome, reason, detail, facts, steps)
       VALUES (?, 'alarm', ?, 'skipped', 'stale', 'too old', '{"a":"0.10"}', '[]')`,
      [this.ids.newId(), AT],
    );
    const orderId = this.ids.newId();
    for (const [sequence, type] of [
      [1, 'initialized'],
      [2, 'denied'],
    ] as const)
      await this.source.query(
        `INSERT INTO order_event (order_id, sequence, type, state_after, at, data) VALUES (?, ?, ?, 'DENIED', ?, '{}')`,
        [orderId, sequence, type, AT],
      );
    await this.source.query(
      `INSERT INTO fill (id, order_id, account, venue, instrument, position_side, side, venue_fill_id, venue_order_id,
                         quantity, price, fee, fee_asset, filled_at, recorded_at)
       VALUES (?, ?, 'main', 'paper', 'bingx-usdt-m/BTC-USDT', 'long', 'buy', 'f1', 'o1', 0.1, 97250.1, 0.01, 'USDT', ?, ?)`,
      [this.ids.newId(), orderId, AT, AT],
    );
  }
}

import { Inject, Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import { UnitOfWork, type Tx } from '@/platform/database/unit-of-work';
import type { WindowState } from './rate-window';
import {
  ERRORS_PREFIX,
  SharedRateWindows,
  type Beat,
  type BeatPlan,
  type StoredWindow,
} from './shared-rate-windows.port';
import type { MemberMode, RateMember } from './standing';

/** Epoch milliseconds by the database's clock, which is the one that all instances share. */
const NOW_MS = `TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000`;
const IN_MS = 'UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND';
const KEPT_EMPTY = 'INTERVAL 1 HOUR';

interface MemberRow {
  readonly instance: string;
  readonly place: string;
  readonly mode: MemberMode;
  readonly until_ms: string;
  readonly now_ms: string;
}

interface WindowRow {
  readonly window_key: string;
  readonly state: string;
  readonly now_ms: string;
}

const whole = (text: string): number => Number.parseInt(text, 10);
const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

/** The shared counts, on the connection `accounts`. */
@Injectable()
export class RateWindowsRepository extends Repository<'accounts'> implements SharedRateWindows {
  constructor(
    @InjectConnection('accounts') source: DataSource,
    @Inject(UnitOfWork) private readonly work: UnitOfWork,
  ) {
    super(source);
  }

  beat(
    me: { readonly instance: string; readonly place: string },
    lifeMs: number,
    plan: (members: readonly RateMember[], nowMs: number) => BeatPlan,
  ): Promise<Beat> {
    return this.work.run('accounts', async (tx) => {
      const { members, nowMs } = await this.membersLocked(tx);
      const { mode, ended, forgotten, windows, load } = plan(members, nowMs);
      const writes = [
        this.statement(
          `INSERT INTO rate_member (instance, place, mode, alive_until) VALUES (?, ?, ?, ${IN_MS})
           ON DUPLICATE KEY UPDATE mode = VALUES(mode), alive_until = VALUES(alive_until)`,
          [me.instance, me.place, mode, lifeMs * 1_000],
          tx,
        ),
        this.end(ended, tx),
        this.forget(forgotten, tx),
        this.store(windows, tx),
      ];
      // Waited for with the writes: when one of them fails this fails as well, and somebody must hear of it.
      const [loaded] = await Promise.all([this.load(load, tx), ...writes]);
      return { nowMs, loaded };
    });
  }

  change(
    keys: readonly string[],
    work: (windows: ReadonlyMap<string, WindowState>, nowMs: number) => readonly StoredWindow[],
  ): Promise<void> {
    // Always in one order, so that two instances never wait for each other.
    const sorted = [...new Set(keys)].sort();
    if (sorted.length === 0) return Promise.resolve();
    return this.work.run('accounts', async (tx) => {
      let rows = await this.locked(sorted, tx);
      if (rows.length < sorted.length) {
        await this.makeRows(sorted, tx);
        rows = await this.locked(sorted, tx);
      }
      const [first] = rows;
      if (first === undefined) throw new Error('the rate windows could not be made');
      const states = new Map<string, WindowState>();
      for (const row of rows) {
        const state = JSON.parse(row.state) as WindowState | null;
        if (state !== null) states.set(row.window_key, state);
      }
      await this.store(work(states, whole(first.now_ms)), tx);
    });
  }

  async leave(
    instance: string,
    windows: (nowMs: number) => readonly StoredWindow[],
  ): Promise<void> {
    await this.work.run('accounts', async (tx) => {
      const { nowMs } = await this.membersLocked(tx);
      await this.store(windows(nowMs), tx);
      await this.forget([instance], tx);
      await this.statement(
        `DELETE FROM rate_window WHERE empty_at < UTC_TIMESTAMP(3) - ${KEPT_EMPTY}`,
        [],
        tx,
      );
    });
  }

  /** Until the transaction ends, nobody else looks or beats. */
  private async membersLocked(
    tx: Tx<'accounts'>,
  ): Promise<{ readonly members: readonly RateMember[]; readonly nowMs: number }> {
    await this.statement(
      `INSERT INTO rate_member (instance, place, mode, alive_until)
       VALUES ('*', '', 'joining', UTC_TIMESTAMP(3))
       ON DUPLICATE KEY UPDATE alive_until = UTC_TIMESTAMP(3)`,
      [],
      tx,
    );
    const rows = await this.statement<readonly MemberRow[]>(
      `SELECT instance, place, mode, ${NOW_MS} AS now_ms,
              TIMESTAMPDIFF(MICROSECOND, '1970-01-01', alive_until) DIV 1000 AS until_ms
         FROM rate_member`,
      [],
      tx,
    );
    const [first] = rows;
    if (first === undefined) throw new Error('the row of nobody is missing');
    const members = rows
      .filter(({ instance }) => instance !== '*')
      .map((row): RateMember => ({
        instance: row.instance,
        place: row.place,
        mode: row.mode,
        untilMs: whole(row.until_ms),
      }));
    return { members, nowMs: whole(first.now_ms) };
  }

  private locked(keys: readonly string[], tx: Tx<'accounts'>): Promise<readonly WindowRow[]> {
    return this.statement(
      `SELECT window_key, state, ${NOW_MS} AS now_ms FROM rate_window
        WHERE window_key IN (${marks(keys)}) ORDER BY window_key FOR UPDATE`,
      keys,
      tx,
    );
  }

  private async makeRows(keys: readonly string[], tx: Tx<'accounts'>): Promise<void> {
    const row = `(?, 'null', NULL, UTC_TIMESTAMP(3))`;
    await this.statement(
      `INSERT INTO rate_window (window_key, state, paused_until, empty_at)
       VALUES ${keys.map(() => row).join(', ')} ON DUPLICATE KEY UPDATE empty_at = empty_at`,
      keys,
      tx,
    );
  }

  private async store(windows: readonly StoredWindow[], tx: Tx<'accounts'>): Promise<void> {
    if (windows.length === 0) return;
    const sorted = [...windows].sort((a, b) => (a.key < b.key ? -1 : 1));
    await this.statement(
      `INSERT INTO rate_window (window_key, state, paused_until, empty_at)
       VALUES ${sorted.map(() => '(?, ?, ?, ?)').join(', ')}
       ON DUPLICATE KEY UPDATE state = VALUES(state), paused_until = VALUES(paused_until),
                               empty_at = VALUES(empty_at)`,
      sorted.flatMap(({ key, state, emptyAt }) => [
        key,
        JSON.stringify(state),
        state.pause === null ? null : new Date(state.pause.until),
        new Date(emptyAt),
      ]),
      tx,
    );
  }

  private async load(
    which: BeatPlan['load'],
    tx: Tx<'accounts'>,
  ): Promise<readonly StoredWindow[]> {
    if (which === 'none') return [];
    const where =
      which === 'all'
        ? '1 = 1'
        : `(window_key LIKE '${ERRORS_PREFIX}%' OR paused_until IS NOT NULL)`;
    const rows = await this.statement<readonly (WindowRow & { readonly empty_at: Date })[]>(
      `SELECT window_key, state, empty_at FROM rate_window
        WHERE empty_at > UTC_TIMESTAMP(3) AND ${where}`,
      [],
      tx,
    );
    return rows.flatMap((row) => {
      const state = JSON.parse(row.state) as WindowState | null;
      return state === null
        ? []
        : [{ key: row.window_key, state, emptyAt: row.empty_at.getTime() }];
    });
  }

  private async end(instances: readonly string[], tx: Tx<'accounts'>): Promise<void> {
    if (instances.length === 0) return;
    await this.statement(
      `UPDATE rate_member SET alive_until = UTC_TIMESTAMP(3) WHERE instance IN (${marks(instances)})`,
      instances,
      tx,
    );
  }

  private async forget(instances: readonly string[], tx: Tx<'accounts'>): Promise<void> {
    if (instances.length === 0) return;
    await this.statement(
      `DELETE FROM rate_member WHERE instance IN (${marks(instances)})`,
      instances,
      tx,
    );
  }
}

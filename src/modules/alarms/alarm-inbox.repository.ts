import { Injectable } from '@nestjs/common';
import type { DataSource, EntityManager } from 'typeorm';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import { rerun, type Written } from '@/platform/database/statement';
import { isRetryable } from '@/platform/database/unit-of-work';
import { isDatabaseUnavailable } from '@/platform/http/database-failure';
import { crashPoint } from '@/platform/crash/crash-point';
import { AlarmNotStoredError } from './alarms.errors';
import { DUPLICATE_WINDOW_MS, signalColumn, type NewAlarm } from './new-alarm';
import type { BatchOutcome, StoredOnce } from './shared-insert';

const COLUMNS = [
  'id',
  'received_at',
  'status',
  'reason',
  'reason_detail',
  'lane',
  'due_at',
  'dedup_key',
  'base',
  'quote',
  'timeframe',
  '`signal`',
  'strategy_name',
  'alarm_at',
  'occurred_at',
  'reading',
  'body',
  'content_type',
  'source_address',
] as const;

const ROW = `(${COLUMNS.map(() => '?').join(', ')})`;

/** Stores deliveries, each once. */
@Injectable()
export class AlarmInboxRepository extends Repository<'alarms'> {
  constructor(@InjectConnection('alarms') source: DataSource) {
    super(source);
  }

  /**
   * Stores all alarms that are not there yet and counts the others on their originals, in one commit. When it fails
   * for another reason than an unavailable database, each row is tried alone: one bad row is no other row's problem.
   * @throws AlarmNotStoredError when the database takes nothing at all.
   */
  async insertOnce(alarms: readonly NewAlarm[]): Promise<BatchOutcome> {
    try {
      return await this.insertTogether(alarms);
    } catch (error) {
      if (isDatabaseUnavailable(error)) return this.afterLoss(alarms, error);
      if (alarms.length === 1) return [new AlarmNotStoredError('refused', error)];
    }
    const outcomes: (StoredOnce | Error)[] = [];
    for (const alarm of alarms) outcomes.push(...(await this.insertOnce([alarm])));
    return outcomes;
  }

  private async insertTogether(alarms: readonly NewAlarm[]): Promise<BatchOutcome> {
    const windowed = alarms.filter((alarm) => alarm.isWindowed);
    crashPoint('before-alarm-commit');
    const inserted =
      windowed.length === 0
        ? await rerun(isRetryable, () =>
            this.insertAll((sql, values) => this.statement(sql, values), alarms),
          )
        : await rerun(isRetryable, () =>
            this.source.transaction(async (manager) => {
              await this.endWindows(manager, windowed);
              return this.insertAll((sql, values) => manager.query(sql, [...values]), alarms);
            }),
          );
    crashPoint('after-alarm-commit');
    if (inserted) return alarms.map(({ id }) => ({ id, duplicateOf: null }));
    const originals = await this.originalsOf(alarms);
    return alarms.map(({ id, fingerprint }) => outcomeOf(id, originals.get(fingerprint)));
  }

  /** True when every row was new: a new row counts 1, one that was there already 2. */
  private async insertAll(
    run: (sql: string, values: readonly unknown[]) => Promise<Written>,
    alarms: readonly NewAlarm[],
  ): Promise<boolean> {
    // One order of locks for all instances: two inserts that share fingerprints wait instead of dying in a deadlock.
    const sorted = [...alarms].sort((a, b) =>
      a.fingerprint < b.fingerprint ? -1 : Number(a.fingerprint > b.fingerprint),
    );
    const result = await run(
      `INSERT INTO alarm (${COLUMNS.join(', ')}) VALUES ${alarms.map(() => ROW).join(', ')}
       ON DUPLICATE KEY UPDATE duplicates = duplicates + 1, last_duplicate_at = VALUES(received_at)`,
      sorted.flatMap(valuesOf),
    );
    return result.affectedRows === alarms.length;
  }

  /** Frees the fingerprints whose window is over. The lock makes instances that do so at once agree. */
  private async endWindows(manager: EntityManager, windowed: readonly NewAlarm[]): Promise<void> {
    const since = new Map(
      windowed.map((alarm) => [
        alarm.fingerprint,
        alarm.receivedAt.getTime() - DUPLICATE_WINDOW_MS,
      ]),
    );
    const rows: { id: string; dedup_key: string; received_at: Date }[] = await manager.query(
      `SELECT id, dedup_key, received_at FROM alarm WHERE dedup_key IN (${marks(since.size)}) ORDER BY dedup_key FOR UPDATE`,
      [...since.keys()],
    );
    const over = rows
      .filter((row) => row.received_at.getTime() < (since.get(row.dedup_key) ?? 0))
      .map(({ id }) => id);
    if (over.length > 0)
      await manager.query(
        `UPDATE alarm SET dedup_key = id WHERE id IN (${marks(over.length)})`,
        over,
      );
  }

  /** A commit whose answer was lost may have happened: what is there is stored, the rest is sent again. */
  private async afterLoss(alarms: readonly NewAlarm[], cause: unknown): Promise<BatchOutcome> {
    try {
      const originals = await this.originalsOf(alarms);
      return alarms.map(({ id, fingerprint, isWindowed }) => {
        const original = originals.get(fingerprint);
        const isStored = original === id || (original !== undefined && !isWindowed);
        return isStored ? outcomeOf(id, original) : new AlarmNotStoredError('database', cause);
      });
    } catch {
      throw new AlarmNotStoredError('database', cause);
    }
  }

  private async originalsOf(alarms: readonly NewAlarm[]): Promise<ReadonlyMap<string, string>> {
    const keys = [...new Set(alarms.map(({ fingerprint }) => fingerprint))];
    const rows: { id: string; dedup_key: string }[] = await this.source.query(
      `SELECT id, dedup_key FROM alarm WHERE dedup_key IN (${marks(keys.length)})`,
      keys,
    );
    return new Map(rows.map((row) => [row.dedup_key, row.id]));
  }
}

const outcomeOf = (id: string, original: string | undefined): StoredOnce =>
  original === undefined || original === id
    ? { id, duplicateOf: null }
    : { id: original, duplicateOf: original };

function valuesOf(alarm: NewAlarm): readonly unknown[] {
  const { reading } = alarm;
  return [
    alarm.id,
    alarm.receivedAt,
    alarm.status,
    alarm.status === 'received' ? null : alarm.status,
    alarm.reasonDetail === null ? null : alarm.reasonDetail.slice(0, 10_000),
    alarm.lane,
    alarm.receivedAt,
    alarm.fingerprint,
    reading.instrument?.base ?? null,
    reading.instrument?.quote ?? null,
    reading.timeframe,
    signalColumn(reading),
    reading.strategy === null ? null : strategyColumn(reading.strategy),
    reading.alarmAt,
    reading.alarmAt ?? alarm.receivedAt,
    alarm.readingText,
    alarm.body,
    alarm.contentType?.slice(0, 255) ?? null,
    alarm.sourceAddress,
  ];
}

/** As much of a strategy's name as the column holds; a character of two code units is not cut in half. */
export const strategyColumn = (name: string): string =>
  name.length <= 500 ? name : name.slice(0, 500).replace(/[\uD800-\uDBFF]$/, '');

const marks = (count: number): string => Array.from({ length: count }, () => '?').join(', ');

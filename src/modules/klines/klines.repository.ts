import { Injectable } from '@nestjs/common';
import { And, LessThan, MoreThanOrEqual, type DataSource } from 'typeorm';
import { instrumentText, type Instrument } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import { KlineEntity } from '@/modules/klines/kline.entity';
import type { Kline } from '@/modules/exchanges/venue.types';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';

const ROWS_AT_ONCE = 500;

/** The newest candle of an instrument, with what its age is judged by. */
export interface NewestKline {
  readonly close: string;
  readonly timeframe: Timeframe;
  readonly openAt: Date;
  readonly recordedAt: Date;
}

/** Candles, on the connection `klines`. */
@Injectable()
export class KlinesRepository extends Repository<'klines'> {
  constructor(@InjectConnection('klines') source: DataSource) {
    super(source);
  }

  /** Writes candles, replacing what was kept for the same moment; a final candle is never replaced by a forming one. */
  async save(
    instrument: Instrument,
    timeframe: Timeframe,
    candles: readonly Kline[],
    at: Date,
  ): Promise<void> {
    for (let start = 0; start < candles.length; start += ROWS_AT_ONCE) {
      const rows = candles.slice(start, start + ROWS_AT_ONCE);
      const values = rows.flatMap((candle) => [
        instrument.market,
        instrumentText(instrument),
        timeframe,
        candle.openAt,
        candle.open,
        candle.high,
        candle.low,
        candle.close,
        candle.volume,
        candle.isFinal,
        at,
      ]);
      await this.managerFor().query(upsertOf(rows.length), values);
    }
  }

  /** Ascending by open time; `to` is exclusive. The newest ones when there are more than `limit`. */
  async list(
    instrument: Instrument,
    timeframe: Timeframe,
    from: Date | null,
    to: Date,
    limit: number,
  ): Promise<readonly Kline[]> {
    const rows = await this.managerFor().find(KlineEntity, {
      where: {
        market: instrument.market,
        instrument: instrumentText(instrument),
        timeframe,
        openAt: from === null ? LessThan(to) : And(MoreThanOrEqual(from), LessThan(to)),
      },
      order: { openAt: 'DESC' },
      take: limit,
    });
    return rows.reverse().map(toKline);
  }

  async newest(instrument: Instrument): Promise<NewestKline | null> {
    return this.managerFor().findOne(KlineEntity, {
      where: { instrument: instrumentText(instrument) },
      order: { openAt: 'DESC', recordedAt: 'DESC' },
    });
  }
}

/** Assignments run from left to right on MySQL and MariaDB, so `is_final` and `recorded_at` come last. */
const KEPT_COLUMNS = ['open', 'high', 'low', 'close', 'volume', 'recorded_at', 'is_final'] as const;

const upsertOf = (rows: number): string =>
  `INSERT INTO kline (market, instrument, timeframe, open_at, open, high, low, close, volume, is_final, recorded_at)
   VALUES ${Array.from({ length: rows }, () => '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}
   ON DUPLICATE KEY UPDATE ${KEPT_COLUMNS.map(
     (column) => `${column} = IF(is_final AND NOT VALUES(is_final), ${column}, VALUES(${column}))`,
   ).join(', ')}`;

const toKline = (row: KlineEntity): Kline => ({
  openAt: row.openAt,
  open: row.open,
  high: row.high,
  low: row.low,
  close: row.close,
  volume: row.volume,
  isFinal: row.isFinal,
});

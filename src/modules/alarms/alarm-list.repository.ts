import { Injectable } from '@nestjs/common';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { signalText } from '@/kernel/signal';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { AlarmFilter, AlarmPlace, ListedAlarm } from './alarm';
import { AlarmEntity } from './alarm.entity';
import { strategyColumn } from './alarm-inbox.repository';
import { toListedAlarm } from './alarm-row';
import { readPhrase } from './reading/signal-reading';
import { readTicker } from './reading/ticker-reading';

type AlarmSelect = SelectQueryBuilder<AlarmEntity>;

const LISTED = [
  'id',
  'receivedAt',
  'status',
  'reason',
  'reasonDetail',
  'reading',
  'contentType',
  'sourceAddress',
  'duplicates',
  'lastDuplicateAt',
  'attempts',
  'decidedAt',
].map((column) => `alarm.${column}`);

/** Lists of alarms, newest first. */
@Injectable()
export class AlarmListRepository extends Repository<'alarms'> {
  constructor(@InjectConnection('alarms') source: DataSource) {
    super(source);
  }

  async list(
    filter: AlarmFilter,
    limit: number,
    place: AlarmPlace | null,
  ): Promise<readonly ListedAlarm[]> {
    const query = this.matching(filter).select(LISTED);
    if (place !== null) {
      query.andWhere('(alarm.receivedAt < :at OR (alarm.receivedAt = :at AND alarm.id < :id))', {
        at: place.receivedAt,
        id: place.id,
      });
    }
    const rows = await query
      .orderBy('alarm.receivedAt', 'DESC')
      .addOrderBy('alarm.id', 'DESC')
      .limit(limit)
      .getMany();
    return rows.map(toListedAlarm);
  }

  count(filter: AlarmFilter): Promise<number> {
    return this.matching(filter).getCount();
  }

  private matching(filter: AlarmFilter): AlarmSelect {
    const query = this.managerFor().createQueryBuilder(AlarmEntity, 'alarm').where('1 = 1');
    const { timeframe, strategy, status, from, to } = filter;
    if (filter.ticker !== undefined) matchTicker(query, filter.ticker);
    if (filter.signal !== undefined) matchSignal(query, filter.signal);
    if (timeframe !== undefined) query.andWhere('alarm.timeframe = :timeframe', { timeframe });
    if (strategy !== undefined)
      query.andWhere('alarm.strategyName = :strategy', { strategy: strategyColumn(strategy) });
    if (status !== undefined) query.andWhere('alarm.status = :status', { status });
    if (from !== undefined) query.andWhere('alarm.receivedAt >= :from', { from });
    if (to !== undefined) query.andWhere('alarm.receivedAt < :to', { to });
    if (filter.text !== undefined) matchText(query, filter.text);
    return query;
  }
}

/** All spellings of one pair are the same ticker. A text that is no ticker matches nothing. */
function matchTicker(query: AlarmSelect, text: string): void {
  const ticker = readTicker(text);
  if (!('base' in ticker)) query.andWhere('1 = 0');
  else
    query.andWhere('alarm.base = :base AND alarm.quote = :quote', {
      base: ticker.base,
      quote: ticker.quote,
    });
}

/** Only signals that were understood are stored, in one spelling. Any other text matches nothing. */
function matchSignal(query: AlarmSelect, text: string): void {
  const phrase = readPhrase(text);
  if (phrase === null) query.andWhere('1 = 0');
  else query.andWhere('alarm.signal = :signal', { signal: signalText(phrase) });
}

function matchText(query: AlarmSelect, text: string): void {
  const pattern = `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`;
  query.andWhere('alarm.body COLLATE utf8mb4_general_ci LIKE :pattern', { pattern });
}

import { ApiProperty } from '@nestjs/swagger';
import { signalText } from '@/kernel/signal';
import {
  ALARM_STATUSES,
  type AlarmStatus,
  type ListedAlarm,
  type ReadingProblem,
  type TickerReading,
} from '../alarm';

/** A ticker split into its parts. */
export class AlarmTickerResponse {
  /** What is traded. */
  @ApiProperty({ example: 'BTC' })
  base!: string;

  /** What it is priced in. */
  @ApiProperty({ example: 'USDT' })
  quote!: string;

  /** True when the ticker says that it is a perpetual contract. */
  @ApiProperty({ example: true })
  isPerpetual!: boolean;

  static from({ base, quote, isPerpetual }: TickerReading): AlarmTickerResponse {
    return { base, quote, isPerpetual };
  }
}

/** Something in a body that could not be understood, or that matters to its author. */
export class AlarmProblemResponse {
  /** The problem's own name, for programs. */
  @ApiProperty({ example: 'quantity-not-a-number' })
  code!: string;

  /** The member that it is about; null when it is about the whole body. */
  @ApiProperty({ type: String, nullable: true, example: 'Quantity' })
  field!: string | null;

  /** What is wrong, for a person. */
  @ApiProperty({ example: '"Quantity" is "NaN": NaN is not a number.' })
  message!: string;

  static from({ code, field, message }: ReadingProblem): AlarmProblemResponse {
    return { code, field, message };
  }
}

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** An alarm as lists show it; its body, decisions and orders are at /alarms/{id}. */
export class AlarmResponse {
  /** The alarm's id. */
  @ApiProperty({ example: '01K9Z3V5E8Y7Q2M4N6P8R0S2T4' })
  id!: string;

  /** When it arrived, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.480Z' })
  receivedAt!: string;

  /** `received` waits for its decision, `decided` has it, `not-understood` has no certain meaning, `parked` failed too often. */
  @ApiProperty({ enum: ALARM_STATUSES, enumName: 'AlarmStatus', example: 'decided' })
  status!: AlarmStatus;

  /** Why there is no decision per strategy, such as `no-strategy`; null otherwise. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reason!: string | null;

  /** The reason in a sentence, or the last failure. */
  @ApiProperty({ type: String, nullable: true, example: null })
  reasonDetail!: string | null;

  /** The ticker as it was sent. */
  @ApiProperty({ type: String, nullable: true, example: 'BTCUSDT.P' })
  ticker!: string | null;

  /** The ticker's parts; null when they are not certain. */
  @ApiProperty({ type: AlarmTickerResponse, nullable: true })
  instrument!: AlarmTickerResponse | null;

  /** The chart's timeframe; `1m` is a minute and `1M` a month. */
  @ApiProperty({ type: String, nullable: true, example: '5m' })
  timeframe!: string | null;

  /** What the alarm asks for; a reversal has two steps joined by ` + `. */
  @ApiProperty({ type: String, nullable: true, example: 'order open long' })
  signal!: string | null;

  /** The strategy's name in the body. */
  @ApiProperty({ type: String, nullable: true, example: 'Stochastic_v1' })
  strategy!: string | null;

  /** The alarm's own quantity, decimal text. */
  @ApiProperty({ type: String, nullable: true, example: '0.01' })
  quantity!: string | null;

  /** The alarm's price, decimal text. */
  @ApiProperty({ type: String, nullable: true, example: '67432.5' })
  price!: string | null;

  /** The alarm's own time, UTC. */
  @ApiProperty({ type: String, nullable: true, example: '2026-01-15T12:00:00.000Z' })
  alarmAt!: string | null;

  /** Id, Nonce or AlertId of the body. */
  @ApiProperty({ type: String, nullable: true, example: null })
  identity!: string | null;

  /** What was not understood, and what is worth knowing. */
  @ApiProperty({ type: [AlarmProblemResponse] })
  problems!: AlarmProblemResponse[];

  /** Members of the body that mean nothing here, as they were sent. */
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { Comment: 'from the 5m chart' },
  })
  extra!: Readonly<Record<string, unknown>>;

  /** The request's content type. */
  @ApiProperty({ type: String, nullable: true, example: 'application/json; charset=utf-8' })
  contentType!: string | null;

  /** The sender's address. */
  @ApiProperty({ example: '52.89.214.238' })
  sourceAddress!: string;

  /** How many further deliveries of this alarm came. */
  @ApiProperty({ example: 0 })
  duplicates!: number;

  /** When the last of them came, UTC. */
  @ApiProperty({ type: String, nullable: true, example: null })
  lastDuplicateAt!: string | null;

  /** Failed attempts to decide it. */
  @ApiProperty({ example: 0 })
  attempts!: number;

  /** When it was decided, UTC. */
  @ApiProperty({ type: String, nullable: true, example: '2026-01-15T12:00:00.492Z' })
  decidedAt!: string | null;

  static from(alarm: ListedAlarm): AlarmResponse {
    const { reading } = alarm;
    return {
      id: alarm.id,
      receivedAt: alarm.receivedAt.toISOString(),
      status: alarm.status,
      reason: alarm.reason,
      reasonDetail: alarm.reasonDetail,
      ticker: reading.ticker,
      instrument: reading.instrument === null ? null : AlarmTickerResponse.from(reading.instrument),
      timeframe: reading.timeframe,
      signal: reading.signal === null ? null : signalText(reading.signal),
      strategy: reading.strategy,
      quantity: reading.quantity,
      price: reading.price,
      alarmAt: iso(reading.alarmAt),
      identity: reading.identity,
      problems: reading.problems.map((problem) => AlarmProblemResponse.from(problem)),
      extra: reading.extra,
      contentType: alarm.contentType,
      sourceAddress: alarm.sourceAddress,
      duplicates: alarm.duplicates,
      lastDuplicateAt: iso(alarm.lastDuplicateAt),
      attempts: alarm.attempts,
      decidedAt: iso(alarm.decidedAt),
    };
  }
}

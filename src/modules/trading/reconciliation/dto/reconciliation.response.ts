import { ApiProperty } from '@nestjs/swagger';
import { pageResponse } from '@/platform/http/validation/page-response';
import {
  RECONCILIATION_OUTCOMES,
  RECONCILIATION_TRIGGERS,
  type Reconciliation,
  type ReconciliationReport,
} from '@/modules/trading/reconciliation/reconciliation';

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

/** A position side on which the two books differ. */
export class SideDifferenceResponse {
  /** Canonical instrument. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  instrument!: string;

  /** `long` or `short`. */
  @ApiProperty({ example: 'long' })
  side!: string;

  /** What our books hold, in the venue's unit. */
  @ApiProperty({ example: '0.02', format: 'decimal' })
  ours!: string;

  /** What the venue says. */
  @ApiProperty({ example: '0', format: 'decimal' })
  theirs!: string;
}

/** An order of ours whose state the venue knew better. */
export class AdoptedOrderResponse {
  /** The order. */
  @ApiProperty({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  orderId!: string;

  /** Its state in our books before. */
  @ApiProperty({ example: 'INITIALIZED' })
  from!: string;

  /** Its state since. */
  @ApiProperty({ example: 'FILLED' })
  to!: string;
}

/** Fills that did not come from us, booked as an order of the purpose `external`. */
export class BookedFillsResponse {
  /** The order that stands for them. */
  @ApiProperty({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  orderId!: string;

  /** The strategy whose entries they closed; null for what no strategy holds. */
  @ApiProperty({ type: String, nullable: true })
  strategyId!: string | null;

  /** `by-hand` (or by another program), `liquidation` or `adl`. */
  @ApiProperty({ example: 'by-hand' })
  origin!: string;

  /** Canonical instrument. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  instrument!: string;

  /** `long` or `short`. */
  @ApiProperty({ example: 'long' })
  side!: string;

  /** In the venue's unit. */
  @ApiProperty({ example: '0.02', format: 'decimal' })
  quantity!: string;

  /** The venue's own order. */
  @ApiProperty({ example: '1812345678901234567' })
  venueOrderId!: string;
}

/** An order on the venue that is not ours. */
export class SeenOrderResponse {
  /** The venue's id. */
  @ApiProperty({ example: '1812345678901234567' })
  venueOrderId!: string;

  /** Canonical instrument. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  instrument!: string;
}

/** What one comparison did. */
export class ReconciliationReportResponse {
  /** How often both sides were read: a difference has to be there twice. */
  @ApiProperty({ example: 1 })
  looks!: number;

  /** Orders and fills of all instruments were read from this time on; null = only where something looked odd. */
  @ApiProperty({ type: String, nullable: true, example: '2026-01-15T11:55:00.000Z' })
  wholeSince!: string | null;

  /** Instruments whose orders and fills were read. */
  @ApiProperty({ type: [String], example: ['bingx-usdt-m/BTC-USDT'] })
  instruments!: readonly string[];

  /** Orders of ours whose state the venue knew better. */
  @ApiProperty({ type: [AdoptedOrderResponse] })
  adopted!: readonly AdoptedOrderResponse[];

  /** Fills that did not come from us. */
  @ApiProperty({ type: [BookedFillsResponse] })
  booked!: readonly BookedFillsResponse[];

  /** Orders on the venue that are not ours and were seen for the first time; they are not touched. */
  @ApiProperty({ type: [SeenOrderResponse] })
  externalOrders!: readonly SeenOrderResponse[];

  /** Sides on which the books differ. */
  @ApiProperty({ type: [SideDifferenceResponse] })
  differences!: readonly SideDifferenceResponse[];

  /** Strategies that were switched off because the venue closed their position. */
  @ApiProperty({ type: [String] })
  paused!: readonly string[];

  /** What could not be told or needs a person. */
  @ApiProperty({ type: [String] })
  remarks!: readonly string[];

  static from(report: ReconciliationReport): ReconciliationReportResponse {
    return Object.assign(new ReconciliationReportResponse(), report);
  }
}

/** One comparison of our books with a venue's. */
export class ReconciliationResponse {
  /** The comparison's id. */
  @ApiProperty({ example: '01KEZ3P8Q2V5W7X9Y1Z3A5B7C9' })
  id!: string;

  /** Account that was compared. */
  @ApiProperty({ example: 'bingx' })
  account!: string;

  /** Venue that it was compared with. */
  @ApiProperty({ example: 'bingx-usdt-m' })
  venue!: string;

  /** Why: the process began, the time had come, a stream had been away, a person asked. */
  @ApiProperty({ enum: RECONCILIATION_TRIGGERS, example: 'timer' })
  trigger!: string;

  /** When it was asked for, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.000Z' })
  askedAt!: string;

  /** When it began; null while it waits. */
  @ApiProperty({ type: String, nullable: true })
  startedAt!: string | null;

  /** When it ended; null until then. */
  @ApiProperty({ type: String, nullable: true })
  finishedAt!: string | null;

  /** The process that made it. */
  @ApiProperty({ type: String, nullable: true })
  instance!: string | null;

  /**
   * `clean` both sides agree; `booked` they agree after something was adopted or booked; `drift` they differ;
   * `unsettled` orders are on their way; `failed` it could not be done; `refused` the venue turned the key down.
   */
  @ApiProperty({ enum: RECONCILIATION_OUTCOMES, nullable: true, type: String, example: 'clean' })
  outcome!: string | null;

  /** One sentence; null until it ended. */
  @ApiProperty({ type: String, nullable: true, example: 'the books agree' })
  summary!: string | null;

  /** What it did; null until it ended, or when it could not be done. */
  @ApiProperty({ type: ReconciliationReportResponse, nullable: true })
  report!: ReconciliationReportResponse | null;

  static from(row: Reconciliation): ReconciliationResponse {
    const { id, account, venue, trigger, instance, outcome, summary, report } = row;
    return Object.assign(new ReconciliationResponse(), {
      ...{ id, account, venue, trigger, instance, outcome, summary },
      askedAt: row.askedAt.toISOString(),
      startedAt: iso(row.startedAt),
      finishedAt: iso(row.finishedAt),
      report: report === null ? null : ReconciliationReportResponse.from(report),
    } satisfies Readonly<ReconciliationResponse>);
  }
}

/** A page of comparisons, newest first. */
export class ReconciliationPageResponse extends pageResponse(
  ReconciliationResponse,
  'comparisons',
  (row: Reconciliation) => ReconciliationResponse.from(row),
) {}

import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { ExternalOrdersService } from '@/modules/orders/external/external-orders.service';
import type { Order } from '@/modules/orders/order';
import { IN_FLIGHT } from '@/modules/orders/order-transitions';
import { TradingStateService } from '@/modules/orders/states/trading-state.service';
import { BookRepair } from '@/modules/trading/reconciliation/book-repair';
import {
  differencesOf,
  findingsOf,
  type VenueBook,
} from '@/modules/trading/reconciliation/compare-books';
import { Drifts } from '@/modules/trading/reconciliation/drifts';
import type {
  ReconciliationOutcome,
  ReconciliationReport,
  ReconciliationScope,
  ReconciliationTrigger,
  SideDifference,
} from '@/modules/trading/reconciliation/reconciliation';
import { ReconciliationScopes } from '@/modules/trading/reconciliation/reconciliation-scopes';
import { ReconciliationsRepository } from '@/modules/trading/reconciliation/reconciliations.repository';
import { ReportNotes } from '@/modules/trading/reconciliation/report-notes';
import { VenueReading, type FirstGlance } from '@/modules/trading/reconciliation/venue-reading';

/** What a difference has to outlast to be one, and not a fill on its way. */
export const SECOND_LOOK_MS = 3_000;
const MOST_LOOKS = 4;
/** Lists are read from a little before the comparison that is known to have seen everything. */
const OVERLAP_MS = 5 * 60_000;
/** How far back the venues tell of fills, less an hour for the clocks. */
export const HISTORY_MS = 7 * 86_400_000 - 3_600_000;
/** How often everything is read although nothing looks odd: a position that came and went leaves no other trace. */
const WHOLE_EVERY_MS = 3_600_000;
/** An order that has not moved for longer is not what a difference waits for. */
const IN_FLIGHT_MS = 60_000;

/** Clocks of two instances differ by less. */
const CLOCK_SKEW_MS = 1_000;

/** How a comparison ended. */
export interface Compared {
  readonly outcome: ReconciliationOutcome;
  readonly isWhole: boolean;
  readonly report: ReconciliationReport;
}

interface Depth {
  readonly isWhole: boolean;
  readonly since: Date;
}

interface Look {
  readonly differences: readonly SideDifference[];
  /** Instruments with orders on their way, or that moved during the look. */
  readonly busy: ReadonlySet<string>;
}

/** Compares one account's books with its venue's: adopt what is ours, book what is not, raise what stays different. */
@Injectable()
export class AccountReconciler {
  constructor(
    private readonly books: ExternalOrdersService,
    private readonly reading: VenueReading,
    private readonly repair: BookRepair,
    private readonly drifts: Drifts,
    private readonly scopes: ReconciliationScopes,
    private readonly past: ReconciliationsRepository,
    private readonly states: TradingStateService,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(AccountReconciler.name);
  }

  /** The caller holds the scope's lease, and `mayGoOn` says whether it still does. Throws what the venue's reads throw. */
  async run(
    scope: ReconciliationScope,
    trigger: ReconciliationTrigger,
    mayGoOn: (pauseMs: number) => Promise<boolean>,
  ): Promise<Compared> {
    const depth = await this.depthOf(scope, trigger);
    const notes = new ReportNotes(depth.isWhole ? depth.since : null);
    await this.checkGap(scope, notes);
    let before: Look | null = null;
    let now = await this.look(scope, depth, notes);
    while (now.differences.length > 0 && notes.looks < MOST_LOOKS) {
      if (before !== null && this.confirmed(before, now).length === now.differences.length) break;
      before = now;
      if (!(await mayGoOn(SECOND_LOOK_MS))) break;
      now = await this.look(scope, { ...depth, isWhole: false }, notes);
    }
    return this.conclude(scope, depth, notes, before, now);
  }

  private async conclude(
    scope: ReconciliationScope,
    depth: Depth,
    notes: ReportNotes,
    before: Look | null,
    now: Look,
  ): Promise<Compared> {
    const confirmed = before === null ? [] : this.confirmed(before, now);
    const undecided = now.differences.filter((one) => !confirmed.includes(one));
    const drifts = await this.drifts.confirm(scope, confirmed, undecided);
    for (const { acknowledgedBy, instrument, side } of drifts)
      if (acknowledgedBy !== null)
        notes.remarks.add(`${instrument} ${side} differs, acknowledged by ${acknowledgedBy}`);
    const report = notes.report(now.differences);
    const hasBooked = report.booked.length + report.adopted.length > 0;
    const outcome: ReconciliationOutcome =
      confirmed.length > 0
        ? 'drift'
        : undecided.length > 0
          ? 'unsettled'
          : hasBooked
            ? 'booked'
            : 'clean';
    return { outcome, isWhole: depth.isWhole, report };
  }

  /** Differences that two looks in a row saw alike, with nothing on its way in their lanes. */
  private confirmed(before: Look, now: Look): readonly SideDifference[] {
    return now.differences.filter(
      (one) =>
        !now.busy.has(one.instrument) &&
        before.differences.some(
          (other) =>
            other.instrument === one.instrument &&
            other.side === one.side &&
            other.ours === one.ours &&
            other.theirs === one.theirs,
        ),
    );
  }

  private async look(scope: ReconciliationScope, depth: Depth, notes: ReportNotes): Promise<Look> {
    notes.looks += 1;
    const askedAt = this.clock.now();
    const glance = await this.reading.glance(scope);
    const instruments = await this.instrumentsToRead(scope, depth, glance);
    for (const instrument of instruments) notes.instruments.add(instrument);
    const theirs: VenueBook =
      instruments.length === 0
        ? { ...glance, askedAt, history: [], fills: [] }
        : { ...(await this.reading.read(scope, instruments, depth.since)), askedAt };
    let findings = await this.findings(scope, theirs);
    if (await this.repair.adopt(findings, notes)) findings = await this.findings(scope, theirs);
    const { foreignFills } = findings;
    if (foreignFills.length > 0) {
      if (await this.repair.claim(scope, foreignFills, depth.since, notes))
        findings = await this.findings(scope, theirs);
      await this.repair.bookForeign(scope, findings.foreignFills, notes);
    }
    for (const { venueOrderId, instrument } of await this.books.note(scope, findings.external))
      notes.externalOrders.push({ venueOrderId, instrument });
    const ours = await this.books.bookOf(scope);
    const differences = differencesOf(ours.holdings, theirs.positions);
    if (differences.length === 0) return { differences, busy: new Set() };
    const onTheirWay = ours.orders.filter((order) => this.isOnItsWay(order));
    // What traded between the venue's answer and ours is in one of the two books only.
    const since = new Date(askedAt.getTime() - CLOCK_SKEW_MS);
    const moved = await this.books.instrumentsMovedSince(scope, since);
    return { differences, busy: new Set([...onTheirWay.map((one) => one.instrument), ...moved]) };
  }

  private async findings(scope: ReconciliationScope, theirs: VenueBook) {
    const [ours, known] = await Promise.all([
      this.books.bookOf(scope),
      this.books.known(scope, [...theirs.open, ...theirs.history], theirs.fills),
    ]);
    return findingsOf(ours, known, theirs);
  }

  /** All that matter when everything is to be read; else those where the glance does not fit our books. */
  private async instrumentsToRead(
    scope: ReconciliationScope,
    depth: Depth,
    glance: FirstGlance,
  ): Promise<readonly string[]> {
    const ours = await this.books.bookOf(scope);
    if (depth.isWhole || glance.positions === null) {
      const [ofStrategies, lately] = await Promise.all([
        this.scopes.instrumentsOf(scope),
        this.books.instrumentsSince(scope, depth.since),
      ]);
      const held = [...ours.holdings, ...ours.orders].map(({ instrument }) => instrument);
      const theirs = this.reading.instrumentsOf(glance);
      return [...new Set([...held, ...theirs, ...ofStrategies, ...lately])];
    }
    const differing = differencesOf(ours.holdings, glance.positions);
    const open = new Set(glance.open.map(({ venueOrderId }) => venueOrderId));
    const gone = (await this.books.openOnes(scope)).filter(
      ({ venueOrderId }) => !open.has(venueOrderId),
    );
    return [...new Set([...differing, ...gone].map(({ instrument }) => instrument))];
  }

  private async depthOf(
    scope: ReconciliationScope,
    trigger: ReconciliationTrigger,
  ): Promise<Depth> {
    const nowMs = this.clock.now().getTime();
    const lastWhole = await this.past.lastSuccess(scope, true);
    const lastMs = lastWhole?.startedAt?.getTime() ?? null;
    const since = new Date(Math.max((lastMs ?? 0) - OVERLAP_MS, nowMs - HISTORY_MS));
    const isDue = lastMs === null || nowMs - lastMs >= WHOLE_EVERY_MS;
    return { isWhole: trigger !== 'timer' || isDue, since };
  }

  /**
   * Books that are older than what the venue still tells can not be completed. With anything held or resting on either
   * side the account only closes from then on, until a person says otherwise.
   */
  private async checkGap(scope: ReconciliationScope, notes: ReportNotes): Promise<void> {
    const last = await this.past.lastSuccess(scope, false);
    const knownUntil = last?.startedAt ?? (await this.books.lastChangeAt(scope));
    if (knownUntil === null || scope.venue === 'paper') return;
    if (this.clock.now().getTime() - knownUntil.getTime() <= HISTORY_MS) return;
    const [ours, glance] = await Promise.all([
      this.books.bookOf(scope),
      this.reading.glance(scope),
    ]);
    const theirs = glance.open.length + (glance.positions?.length ?? 0);
    if (ours.holdings.length + ours.orders.length + theirs === 0) return;
    const why =
      `our books of ${scope.account} on ${scope.venue} end at ${knownUntil.toISOString()}, ` +
      'before what the venue still tells: check the positions, then set the account active';
    notes.remarks.add(why);
    const { state } = await this.states.get(scope.account);
    if (state === 'active') {
      const reason = { who: 'reconciliation', from: null, why, haltId: null };
      await this.states.change(scope.account, 'reducing', reason);
    }
    this.logger.error({ ...scope, knownUntil }, 'the books are too old to be completed');
  }

  private isOnItsWay(order: Order): boolean {
    const isMoving =
      IN_FLIGHT.includes(order.state) ||
      (order.type === 'market' &&
        (order.state === 'ACCEPTED' || order.state === 'PARTIALLY_FILLED'));
    return isMoving && this.clock.now().getTime() - order.updatedAt.getTime() < IN_FLIGHT_MS;
  }
}

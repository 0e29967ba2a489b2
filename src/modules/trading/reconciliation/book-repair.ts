import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import type { StrategyId } from '@/kernel/ids';
import { DomainError } from '@/kernel/errors';
import { instrumentOf } from '@/kernel/instrument';
import type { PositionSide } from '@/kernel/side';
import { capabilitiesOn } from '@/modules/exchanges/venue-capabilities';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { FillReport } from '@/modules/exchanges/venue.types';
import type { ExternalOrigin } from '@/modules/orders/external/external-order';
import { ExternalOrdersService } from '@/modules/orders/external/external-orders.service';
import type { Order } from '@/modules/orders/order';
import { IllegalOrderTransitionError, OrderChangedError } from '@/modules/orders/orders.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import { refOf } from '@/modules/trading/settling/order-recognition';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import { ProtectionKeeper } from '@/modules/trading/protection/protection-keeper';
import type {
  Findings,
  ForeignFills,
  Sighting,
} from '@/modules/trading/reconciliation/compare-books';
import type { ReconciliationScope } from '@/modules/trading/reconciliation/reconciliation';
import type { ReportNotes } from '@/modules/trading/reconciliation/report-notes';

/** Orders of ours that are asked about one by one because one of them may be behind fills that nobody knows. */
const MOST_CANDIDATES = 20;

/** Writes what a comparison found: adopts ours, books what is not ours, and has protection follow. */
@Injectable()
export class BookRepair {
  constructor(
    private readonly orders: OrdersService,
    private readonly external: ExternalOrdersService,
    private readonly venues: VenueRegistry,
    private readonly settler: OrderSettler,
    private readonly keeper: ProtectionKeeper,
    private readonly strategies: StrategiesService,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(BookRepair.name);
  }

  /** Asks the venue about every order of ours that it knows better; true when our books changed. */
  async adopt(findings: Findings, notes: ReportNotes): Promise<boolean> {
    for (const { order, report } of findings.contradicted)
      notes.remarks.add(
        `order ${order.id} was denied here and is ${report.state} on the venue as ${report.venueOrderId}`,
      );
    const before = new Map<string, Order>();
    for (const sighting of findings.revive) {
      const revived = await this.revive(sighting);
      if (revived !== null) before.set(revived.id, sighting.order);
    }
    for (const order of findings.look) before.set(order.id, order);
    const ids = [...before.values()].map(({ id }) => id);
    if (ids.length === 0) return false;
    for (const order of await this.orders.find(ids))
      await this.settler.look({ ...order, checks: 0 });
    let hasChanged = false;
    for (const after of await this.orders.find(ids)) {
      const was = before.get(after.id);
      if (was === undefined || was.version === after.version) continue;
      hasChanged = true;
      notes.adopted.push({ orderId: after.id, from: was.state, to: after.state });
    }
    return hasChanged;
  }

  /** Takes an order back that our books had ended or never sent: they are older than its journey. */
  private async revive({ order, report }: Sighting): Promise<Order | null> {
    const needsAttention = `the venue has it as ${report.state} although our books said ${order.state}`;
    const data = { venueOrderId: report.venueOrderId, report: report.state, reconciled: true };
    try {
      const revived = await this.orders.record(order, 'late-truth', { needsAttention }, data);
      this.logger.error(
        { orderId: order.id, venue: order.venue, state: order.state },
        'an order that our books had given up is on the venue; the venue is right',
      );
      return revived;
    } catch (error) {
      if (error instanceof OrderChangedError || error instanceof IllegalOrderTransitionError)
        return null;
      throw error;
    }
  }

  /**
   * Finds, behind fills that nobody knows, stops of ours that fired after our books had ended them: the venue gives the
   * fills to a child order that carries none of our ids. True when something was booked.
   */
  async claim(
    scope: ReconciliationScope,
    foreign: readonly ForeignFills[],
    since: Date,
    notes: ReportNotes,
  ): Promise<boolean> {
    let hasChanged = false;
    for (const instrument of new Set(foreign.map((one) => one.instrument))) {
      const groups = foreign.filter((one) => one.instrument === instrument);
      const candidates = await this.external.conditionalSince(
        scope,
        instrument,
        since,
        MOST_CANDIDATES,
      );
      for (const order of candidates) {
        const fills = await this.fillsBehind(order, groups);
        if (fills.length === 0) continue;
        const { order: after, ofOthers } = await this.orders.recordFills(order, fills, {
          isFinal: true,
        });
        notes.adopted.push({ orderId: order.id, from: order.state, to: after.state });
        hasChanged = true;
        for (const moved of [order, ...ofOthers]) await this.follow(moved);
      }
    }
    return hasChanged;
  }

  private async fillsBehind(
    order: Order,
    groups: readonly ForeignFills[],
  ): Promise<readonly FillReport[]> {
    const report = await this.venues.orders(order.venue).find(refOf(order));
    return groups.find((group) => group.venueOrderId === report?.venueOrderId)?.fills ?? [];
  }

  /** Books fills that are not ours, once; what they closed loses its protection, and a forced close pauses its strategy. */
  async bookForeign(
    scope: ReconciliationScope,
    foreign: readonly ForeignFills[],
    notes: ReportNotes,
  ): Promise<boolean> {
    let hasChanged = false;
    for (const { venueOrderId, instrument, report, fills } of foreign) {
      const origin: ExternalOrigin = report?.forcedBy ?? 'by-hand';
      const { account, venue } = scope;
      const positionSide = report?.positionSide ?? this.onlySideOn(venue, instrument);
      const booked = await this.external.book({
        ...{ account, venue, instrument, venueOrderId, positionSide, origin, fills },
      });
      for (const share of booked) {
        hasChanged = true;
        notes.noteShare(share, origin);
        this.logger.warn(
          { orderId: share.order.id, venue, instrument, origin, venueOrderId },
          'fills that did not come from us were booked',
        );
        if (origin !== 'by-hand') await this.pause(share.order.strategyId, origin, notes);
        await this.follow(share.order);
      }
    }
    return hasChanged;
  }

  /** Where nobody can be short, whoever sells more than our books hold sells what they never held. */
  private onlySideOn(venue: ReconciliationScope['venue'], text: string): PositionSide | null {
    const { shorts } = capabilitiesOn(this.venues.get(venue), instrumentOf(text));
    return shorts ? null : 'long';
  }

  private async pause(
    strategyId: StrategyId | null,
    origin: ExternalOrigin,
    notes: ReportNotes,
  ): Promise<void> {
    if (strategyId === null || notes.paused.has(strategyId)) return;
    try {
      await this.strategies.switch(strategyId, false, null);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.logger.warn({ strategyId, err: error }, 'a strategy could not be paused');
      return;
    }
    notes.paused.add(strategyId);
    notes.remarks.add(`strategy ${strategyId} was switched off: ${origin}`);
    this.logger.error({ strategyId, origin }, 'the venue closed a position; its strategy is off');
  }

  /** Protection of a side that shrank is moved or taken away before the next look. */
  private follow(order: Order): Promise<void> {
    if (order.strategyId === null) return Promise.resolve();
    return this.keeper.keep({ strategyId: order.strategyId, side: order.positionSide });
  }
}

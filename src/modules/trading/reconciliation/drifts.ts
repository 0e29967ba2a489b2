import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { decimal } from '@/kernel/decimal';
import { isIdText } from '@/kernel/ids';
import type { RiskVerdict } from '@/modules/strategies/decision';
import type { Tx } from '@/platform/database/unit-of-work';
import { IdSource } from '@/platform/identity/new-id';
import {
  DriftsRepository,
  type DriftChoice,
} from '@/modules/trading/reconciliation/drifts.repository';
import type {
  Drift,
  ReconciliationScope,
  SideDifference,
} from '@/modules/trading/reconciliation/reconciliation';
import {
  DriftNotFoundError,
  DriftNotOpenError,
} from '@/modules/trading/reconciliation/reconciliation.errors';

/** Confirmed differences between the books: raised, shown, accepted by a person, gone. */
@Injectable()
export class Drifts {
  constructor(
    private readonly drifts: DriftsRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(Drifts.name);
  }

  /** Why nothing may be opened in a lane, or null. A drift that can not be looked up refuses, too. */
  async verdict(
    account: string,
    instrument: string,
    look?: Tx<'orders'>,
  ): Promise<RiskVerdict | null> {
    let blocking: readonly Drift[];
    try {
      blocking = await this.drifts.blocking(account, instrument, look);
    } catch {
      return { reason: 'risk-unknown', detail: 'whether the books drift could not be read' };
    }
    const [first] = blocking;
    return first === undefined ? null : { reason: 'risk-drift', detail: driftText(first) };
  }

  /**
   * Brings a scope's drifts to what two looks confirmed. A person accepts a difference, not two figures: the acceptance
   * holds while both sides move alike, and ends when they differ in another way. Sides in `undecided` stay as they are.
   */
  async confirm(
    scope: ReconciliationScope,
    differences: readonly SideDifference[],
    undecided: readonly SideDifference[],
  ): Promise<readonly Drift[]> {
    const open = await this.drifts.openOf(scope);
    for (const drift of open) {
      if (undecided.some((one) => isSameSide(one, drift))) continue;
      const now = differences.find((one) => isSameSide(one, drift));
      if (now === undefined || (drift.acknowledgedAt !== null && !isSameGap(now, drift))) {
        await this.drifts.clear(drift.id, this.clock.now());
        this.logger.info({ ...shown(drift) }, 'a drift is gone');
      } else {
        await this.drifts.see(drift.id, now.ours, now.theirs, this.clock.now());
      }
    }
    for (const difference of differences) {
      const before = open.find((one) => isSameSide(one, difference));
      const isKept =
        before !== undefined && (before.acknowledgedAt === null || isSameGap(difference, before));
      if (!isKept) await this.raise(scope, difference);
    }
    return this.drifts.openOf(scope);
  }

  /** Newest first, with their number in all. */
  async list(
    choice: DriftChoice,
    account: string | null,
    limit: number,
    beforeId: string | null,
  ): Promise<{ readonly rows: readonly Drift[]; readonly total: number }> {
    const [rows, total] = await Promise.all([
      this.drifts.list(choice, account, limit, beforeId),
      this.drifts.count(choice, account),
    ]);
    return { rows, total };
  }

  /** Accepts a difference as it is, by name and with a reason; its lane opens again. Throws when there is none. */
  async acknowledge(id: string, by: string, why: string): Promise<Drift> {
    if (!isIdText(id)) throw new DriftNotFoundError(id);
    const done = await this.drifts.acknowledge(id, this.clock.now(), by, why);
    const drift = await this.drifts.get(id);
    if (drift === null) throw new DriftNotFoundError(id);
    if (!done) throw new DriftNotOpenError(drift);
    this.logger.warn({ ...shown(drift), by }, 'a drift was acknowledged');
    return drift;
  }

  private async raise(scope: ReconciliationScope, difference: SideDifference): Promise<void> {
    const at = this.clock.now();
    const drift: Drift = {
      ...{ id: this.ids.newId(), account: scope.account, venue: scope.venue },
      ...difference,
      ...{ firstSeenAt: at, lastSeenAt: at, clearedAt: null },
      ...{ acknowledgedAt: null, acknowledgedBy: null, why: null },
    };
    if (await this.drifts.insert(drift))
      this.logger.error({ ...shown(drift) }, 'our books and the venue differ');
  }
}

/** A sentence with both sides. */
export const driftText = ({ venue, instrument, side, ours, theirs }: Drift): string =>
  `our books hold ${ours} ${side} of ${instrument}, ${venue} says ${theirs}: entries wait until that is gone or acknowledged`;

const isSameSide = (a: SideDifference, b: SideDifference): boolean =>
  a.instrument === b.instrument && a.side === b.side;

const isSameGap = (a: SideDifference, b: SideDifference): boolean =>
  decimal(a.theirs)
    .minus(decimal(a.ours))
    .eq(decimal(b.theirs).minus(decimal(b.ours)));

const shown = ({ id, account, venue, instrument, side, ours, theirs }: Drift) => ({
  ...{ driftId: id, account, venue, instrument, side, ours, theirs },
});

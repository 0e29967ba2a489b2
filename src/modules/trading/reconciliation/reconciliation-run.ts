import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { DomainError } from '@/kernel/errors';
import { VenueCapabilityMissingError, VenueRefusedError } from '@/modules/exchanges/venue.errors';
import { OrdersService } from '@/modules/orders/orders.service';
import { holdingLane } from '@/modules/trading/held-lane';
import { InstanceName } from '@/platform/identity/instance-name';
import {
  AccountReconciler,
  type Compared,
} from '@/modules/trading/reconciliation/account-reconciler';
import { scopeKey, type Reconciliation } from '@/modules/trading/reconciliation/reconciliation';
import { ReconciliationsRepository } from '@/modules/trading/reconciliation/reconciliations.repository';
import { summaryOf } from '@/modules/trading/reconciliation/report-notes';
import { StartGate } from '@/modules/trading/reconciliation/start-gate';

/** Makes one comparison: alone on its account and venue among all instances, with a row that says how it went. */
@Injectable()
export class ReconciliationRun {
  constructor(
    private readonly reconciler: AccountReconciler,
    private readonly rows: ReconciliationsRepository,
    private readonly orders: OrdersService,
    private readonly gate: StartGate,
    private readonly instance: InstanceName,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(ReconciliationRun.name);
  }

  /** How it ended; null when another instance is at it. `signal` shortens the wait between two looks. */
  async make(
    row: Reconciliation,
    isStored: boolean,
    signal: AbortSignal,
  ): Promise<Reconciliation | null> {
    const { orders: lanes, clock } = this;
    const owner = this.instance.text;
    return holdingLane(`reconcile:${scopeKey(row)}`, { lanes, owner, clock }, async (held) => {
      const abandoned = 'the process that made it ended before it was done';
      await this.rows.abandon(row, clock.now(), abandoned);
      if (!isStored) await this.rows.insert(row);
      const startedAt = clock.now();
      if (!(await this.rows.begin(row.id, startedAt, owner))) return null;
      const ended = await this.compare({ ...row, startedAt, instance: owner }, async (pauseMs) => {
        await pause(pauseMs, signal);
        return !signal.aborted && (await held.keep());
      });
      await this.rows.finish(ended);
      return ended;
    });
  }

  private async compare(
    row: Reconciliation,
    mayGoOn: (pauseMs: number) => Promise<boolean>,
  ): Promise<Reconciliation> {
    const { account, venue, trigger } = row;
    const beganMs = this.clock.monotonicMs();
    let ended: Reconciliation;
    try {
      ended = this.succeeded(row, await this.reconciler.run(row, trigger, mayGoOn));
      this.gate.opened(row);
    } catch (error) {
      ended = this.failed(row, error);
    }
    const ms = Math.round(this.clock.monotonicMs() - beganMs);
    const { outcome, summary } = ended;
    const isQuiet = outcome === 'clean' && trigger === 'timer';
    this.logger[isQuiet ? 'debug' : 'info'](
      { account, venue, trigger, outcome, summary, ms },
      'books compared with the venue',
    );
    return ended;
  }

  private succeeded(row: Reconciliation, compared: Compared): Reconciliation {
    const { outcome, isWhole, report } = compared;
    const summary = summaryOf(outcome, report);
    return { ...row, finishedAt: this.clock.now(), outcome, isWhole, summary, report };
  }

  private failed(row: Reconciliation, error: unknown): Reconciliation {
    const isRefused =
      error instanceof VenueRefusedError || error instanceof VenueCapabilityMissingError;
    const why = error instanceof DomainError ? error.message : 'an unexpected failure, see the log';
    this.gate.failed(row, why, isRefused);
    const { account, venue } = row;
    this.logger.error({ account, venue, err: error }, 'the books could not be compared');
    return {
      ...row,
      finishedAt: this.clock.now(),
      outcome: isRefused ? 'refused' : 'failed',
      summary: why.slice(0, 500),
    };
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

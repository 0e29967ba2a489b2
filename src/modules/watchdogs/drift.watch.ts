import { decimal, ZERO } from '@/kernel/decimal';
import type { Drift } from '@/modules/trading/reconciliation/reconciliation';
import type { Drifts } from '@/modules/trading/reconciliation/drifts';
import type { Finding, Watch } from '@/modules/watchdogs/watch';

const MOST = 100;

/** Differences between our books and a venue's that nobody has accepted. Each is told once, however often it is seen. */
export class DriftWatch implements Watch {
  readonly name = 'books-differ';
  readonly over = 'The books agree again, or somebody accepted the difference.';

  constructor(private readonly drifts: Pick<Drifts, 'list'>) {}

  async look(): Promise<readonly Finding[]> {
    const { rows } = await this.drifts.list('open', null, MOST, null);
    return rows
      .filter((drift) => drift.acknowledgedAt === null)
      .map((drift) => this.finding(drift));
  }

  private finding(drift: Drift): Finding {
    const { id, account, venue, instrument, side, ours, theirs } = drift;
    const hasNothing = decimal(theirs).eq(ZERO);
    return {
      id,
      notice: {
        severity: 'critical',
        subject: `Our books and ${venue} differ on ${instrument}`,
        what: `Our books hold ${ours} ${side}, ${venue} says ${theirs}, in two looks in a row since ${drift.firstSeenAt.toISOString()}. ${riskOf(drift)} Entries of this account and instrument wait; closes and stops go on.`,
        money: `account ${account} on ${venue}: ${instrument}, ${side}, ours ${ours}, theirs ${theirs}`,
        action: `Compare with the exchange. ${hasNothing ? '' : 'Close there what is not to stay. '}Then, if it is to stay so: POST /trading/drifts/${id}/acknowledge.`,
        runbook: this.name,
      },
    };
  }
}

/** What the difference means for money. */
function riskOf({ ours, theirs }: Drift): string {
  if (decimal(theirs).gt(decimal(ours)))
    return 'What the exchange holds beyond our books has no stop of ours and is closed by no alarm.';
  return 'What our books hold beyond the exchange is not there: its stops and closes will be refused.';
}

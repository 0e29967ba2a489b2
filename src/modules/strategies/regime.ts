import type { IndicatorMark } from '@/kernel/signal';
import type { PositionSide } from '@/kernel/side';
import type { RegimeFacts } from '@/modules/strategies/decision';
import type { SideRules } from '@/modules/strategies/strategy';
import { durationText, timeText } from '@/modules/strategies/wording';

/** Whether a side may be entered, with the sentence that says why. */
export interface Regime {
  readonly isOpen: boolean;
  readonly detail: string;
}

/**
 * The regime of a side. Only marks on timeframes that the rules name count:
 * no indicator timeframes = open; no opening signal yet = closed; no closing signal yet = open;
 * a close timeframe without an entry timeframe = open until the first closing signal.
 */
export function regimeOf(
  side: PositionSide,
  rules: SideRules,
  facts: RegimeFacts,
  now: Date,
): Regime {
  const entry = rules.entryIndicatorTimeframe;
  const close = rules.closeIndicatorTimeframe;
  const closedAt = close === null ? null : facts.closedAt;
  if (entry === null) return withoutEntryTimeframe(side, close, closedAt);
  const openedAt = facts.openedAt;
  if (openedAt === null) {
    return closed(`no indicator open ${side} on ${entry} has arrived yet`);
  }
  if (closedAt !== null && !isNewer(openedAt, closedAt)) {
    return closed(
      `the newest indicator close ${side} on ${String(close)} (${timeText(closedAt.at)}) is not older than ` +
        `the newest indicator open ${side} on ${entry} (${timeText(openedAt.at)})`,
    );
  }
  const maxAge = rules.regimeMaxAgeSeconds;
  const age = now.getTime() - openedAt.at.getTime();
  if (maxAge !== null && age > maxAge * 1_000) {
    return closed(
      `the newest indicator open ${side} on ${entry} is ${durationText(age)} old (${timeText(openedAt.at)}); ` +
        `the strategy takes at most ${durationText(maxAge * 1_000)}`,
    );
  }
  return {
    isOpen: true,
    detail: `indicator open ${side} on ${entry} at ${timeText(openedAt.at)} holds`,
  };
}

/** Newer by the alarm's own time, then by arrival, then by id (ids ascend within one millisecond). */
export function isNewer(mark: IndicatorMark, other: IndicatorMark): boolean {
  const byTime = mark.at.getTime() - other.at.getTime();
  if (byTime !== 0) return byTime > 0;
  const byArrival = mark.receivedAt.getTime() - other.receivedAt.getTime();
  if (byArrival !== 0) return byArrival > 0;
  return mark.alarmId > other.alarmId;
}

function withoutEntryTimeframe(
  side: PositionSide,
  close: string | null,
  closedAt: IndicatorMark | null,
): Regime {
  if (close === null) return { isOpen: true, detail: `${side} entries need no indicator` };
  if (closedAt === null)
    return { isOpen: true, detail: `no indicator close ${side} on ${close} has arrived` };
  return closed(
    `indicator close ${side} on ${close} arrived (${timeText(closedAt.at)}), and without an entry indicator ` +
      `timeframe no signal can open the ${side} side again`,
  );
}

const closed = (detail: string): Regime => ({ isOpen: false, detail });

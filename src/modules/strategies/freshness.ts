import type { SignalStep } from '@/kernel/signal';
import type { AlarmFacts, DecisionFacts } from '@/modules/strategies/decision';
import { durationText, timeText } from '@/modules/strategies/wording';

/** The time that an alarm is judged by: its own, or its arrival when it had none. */
export const alarmTimeOf = (alarm: AlarmFacts): Date => alarm.alarmAt ?? alarm.receivedAt;

/**
 * Why an alarm is too old or dated too far ahead for this step; null when it is fresh.
 * Age is counted up to the decision, so that a backlog does not trade old signals. A time in the future is
 * compared with the arrival: waiting in a queue does not make a wrong clock right.
 */
export function stalenessOf(facts: DecisionFacts, step: SignalStep): string | null {
  const { alarm, limits, now } = facts;
  const isOpen = step.action === 'open';
  const maxAgeMs = isOpen ? limits.maxAgeMs : limits.closeMaxAgeMs;
  const ahead = alarmTimeOf(alarm).getTime() - alarm.receivedAt.getTime();
  if (ahead > limits.futureMs) {
    return (
      `the alarm says ${timeText(alarmTimeOf(alarm))}, ${durationText(ahead)} after it arrived; ` +
      `at most ${durationText(limits.futureMs)} ahead is taken`
    );
  }
  const age = now.getTime() - alarmTimeOf(alarm).getTime();
  if (age <= maxAgeMs) return null;
  const origin = alarm.alarmAt === null ? 'arrived' : 'is dated';
  return (
    `the alarm ${origin} ${timeText(alarmTimeOf(alarm))} and was decided ${durationText(age)} later; ` +
    `${isOpen ? 'an entry' : 'an exit'} may be at most ${durationText(maxAgeMs)} old`
  );
}

import type { PositionSide } from '@/kernel/side';

/** What a signal asks of one side. `reduce` closes part of it, by the alarm's own quantity. */
export interface SignalStep {
  readonly action: 'open' | 'close' | 'reduce';
  readonly side: PositionSide;
}

/**
 * What an alarm means. `order` signals trade, `indicator` signals only change the regime.
 * A TradingView reversal has two steps, close first; everything else has one.
 */
export interface Signal {
  readonly kind: 'order' | 'indicator';
  readonly steps: readonly SignalStep[];
}

/** `order open long`, or `order close long + open short` for a reversal. */
export const signalText = (signal: Signal): string =>
  `${signal.kind} ${signal.steps.map((step) => `${step.action} ${step.side}`).join(' + ')}`;

/** When an indicator alarm said something: newer by its own time, then by arrival. */
export interface IndicatorMark {
  readonly alarmId: string;
  /** The alarm's own time, or its arrival when it had none. */
  readonly at: Date;
  readonly receivedAt: Date;
}

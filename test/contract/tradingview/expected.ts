import { signalText } from '@/kernel/signal';
import type { AlarmReading } from '@/modules/alarms/alarm';

/** What a body must be read as. Members that are not named must be null, and problems exactly those named. */
export interface Expected {
  readonly trades?: boolean;
  readonly signal?: string;
  readonly pair?: string;
  readonly timeframe?: string;
  readonly strategy?: string;
  readonly quantity?: string;
  readonly price?: string;
  readonly at?: string;
  readonly identity?: string;
  readonly problems?: readonly string[];
}

/** What a reading says, in the words of the tables. */
export function seen(reading: AlarmReading): Expected {
  const { signal, instrument, timeframe, strategy, quantity, price, alarmAt, identity, problems } =
    reading;
  return {
    ...(reading.isTradable ? { trades: true } : {}),
    ...(signal === null ? {} : { signal: signalText(signal) }),
    ...(instrument === null ? {} : { pair: `${instrument.base}/${instrument.quote}` }),
    ...(timeframe === null ? {} : { timeframe }),
    ...(strategy === null ? {} : { strategy }),
    ...(quantity === null ? {} : { quantity }),
    ...(price === null ? {} : { price }),
    ...(alarmAt === null ? {} : { at: alarmAt.toISOString().replace('.000Z', 'Z') }),
    ...(identity === null ? {} : { identity }),
    ...(problems.length === 0 ? {} : { problems: problems.map(({ code }) => code) }),
  };
}

/** What many bodies have in common. */
export const BTC = { trades: true, pair: 'BTC/USDT' } as const;
/** A body that is read as nothing, for these reasons. */
export const only = (...problems: string[]): Expected => ({ problems });

import { hash } from 'node:crypto';
import type { AlarmId } from '@/kernel/ids';
import { signalText } from '@/kernel/signal';
import type { AlarmReading } from './alarm';
import type { BodyReading } from './reading/read-alarm';

/** A body without a time and without an identity is a duplicate only this long after the original: later, it is a new bar's. */
export const DUPLICATE_WINDOW_MS = 30_000;

/** A delivery, read and ready to be stored once. */
export interface NewAlarm {
  readonly id: AlarmId;
  readonly receivedAt: Date;
  readonly status: 'received' | 'not-understood';
  readonly reasonDetail: string | null;
  readonly lane: string;
  /** SHA-256 of what makes this alarm the same as another, 64 characters. */
  readonly fingerprint: string;
  /** True when the fingerprint counts for a short window only. */
  readonly isWindowed: boolean;
  readonly reading: AlarmReading;
  /** The reading as it is stored. */
  readonly readingText: string;
  readonly body: string;
  readonly contentType: string | null;
  readonly sourceAddress: string;
}

/** What is known of a delivery beside its body. */
export interface Arrival {
  readonly id: AlarmId;
  readonly receivedAt: Date;
  readonly bytes: Buffer;
  /** False when the bytes are no text: their fingerprint is then of the bytes, because the text has lost some. */
  readonly isUtf8: boolean;
  readonly contentType: string | null;
  readonly sourceAddress: string;
}

/** Makes the alarm that a delivery becomes. */
export function newAlarm(arrival: Arrival, body: BodyReading): NewAlarm {
  const { reading, text } = body;
  return {
    id: arrival.id,
    receivedAt: arrival.receivedAt,
    status: reading.isTradable ? 'received' : 'not-understood',
    reasonDetail: reading.isTradable
      ? null
      : reading.problems.map(({ message }) => message).join(' '),
    lane: laneOf(reading),
    fingerprint: fingerprintOf(arrival, body),
    isWindowed: !body.hasTime && reading.identity === null,
    reading,
    readingText: JSON.stringify(reading),
    body: text,
    contentType: arrival.contentType,
    sourceAddress: arrival.sourceAddress,
  };
}

/** Alarms of one instrument are decided in order of arrival; `-` when the instrument is unknown. */
export const laneOf = ({ instrument }: AlarmReading): string =>
  instrument === null ? '-' : `${instrument.base}/${instrument.quote}`;

/** The signal as it is stored and searched for. */
export const signalColumn = ({ signal }: AlarmReading): string | null =>
  signal === null ? null : signalText(signal);

/** Explicit identity within its strategy, else the body without its secrets. */
function fingerprintOf(arrival: Arrival, { reading, text }: BodyReading): string {
  if (reading.identity !== null) {
    // The letter keeps identities apart from bodies, whose fingerprints are all hexadecimal.
    return `i${hash('sha256', JSON.stringify([reading.strategy, reading.identity])).slice(1)}`;
  }
  // A body that is no text has lost bytes as text.
  return hash('sha256', arrival.isUtf8 ? text : arrival.bytes);
}

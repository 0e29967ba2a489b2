import type { Instrument } from '@/kernel/instrument';
import type { PositionSide } from '@/kernel/side';
import type { Timeframe } from '@/kernel/timeframe';
import type { Kline, OrderReport } from '@/modules/exchanges/venue.types';

/** What a venue pushes by itself. A stream saves waiting; it is never the only source of anything. */
export interface VenueStreams {
  readonly market: MarketStream;
  readonly account: AccountStream;
  /** Every socket, for people. */
  status(): readonly StreamStatus[];
  /** Ends all sockets, and what the venue holds for them. */
  close(): Promise<void>;
}

/** Something about a market that can be watched. */
export type MarketTopic =
  | { readonly kind: 'price' | 'mark-price' | 'book-ticker'; readonly instrument: Instrument }
  | { readonly kind: 'kline'; readonly instrument: Instrument; readonly timeframe: Timeframe };

/** `at` is the venue's own time of the event; null where it states none. */
export type MarketEvent =
  | {
      readonly kind: 'price' | 'mark-price';
      readonly instrument: Instrument;
      readonly price: string;
      readonly at: Date | null;
    }
  | {
      readonly kind: 'book-ticker';
      readonly instrument: Instrument;
      readonly bid: string;
      readonly bidQuantity: string;
      readonly ask: string;
      readonly askQuantity: string;
      readonly at: Date | null;
    }
  | {
      readonly kind: 'kline';
      readonly instrument: Instrument;
      readonly timeframe: Timeframe;
      /** Never final: no venue says in a frame whether a candle is finished. */
      readonly candle: Kline;
    };

/** What a watcher hears besides the events: that a topic runs (again), with the time that was missed, or ended. */
export interface MarketWatcher {
  onEvent(event: MarketEvent): void;
  /** The topic is confirmed. `missedSince` is the last sign of life before; null when it is new. */
  onUp?(missedSince: Date | null): void;
  onDown?(): void;
  /** The venue will not give it; nothing more is tried until the next connection. */
  onRefused?(message: string): void;
}

export interface MarketStream {
  /** Watches until {@link Watch.end}. The same topic may be watched by many; it is subscribed once. */
  watch(topic: MarketTopic, watcher: MarketWatcher): Watch;
}

export interface Watch {
  readonly isUp: boolean;
  end(): void;
}

/** An order as an event tells it. It says that something happened; what exactly is read by REST. */
export interface StreamedOrder {
  readonly report: OrderReport;
  /** The stop or target that brought the order about; null for most. */
  readonly parentOrderId: string | null;
  /** The venue's own word for what happened, such as `TRADE`, `CANCELED`, `CALCULATED` (liquidation). */
  readonly execution: string | null;
  readonly at: Date | null;
}

export interface StreamedPosition {
  readonly instrument: Instrument;
  readonly side: PositionSide | null;
  /** Signed as the venue has it; zero is a closed position. */
  readonly quantity: string;
}

export type AccountEvent =
  | { readonly kind: 'order'; readonly order: StreamedOrder }
  | {
      readonly kind: 'balance';
      /** The venue's own word, such as `ORDER`, `FUNDING_FEE`, `WITHDRAW`. */
      readonly reason: string;
      readonly assets: readonly string[];
      readonly positions: readonly StreamedPosition[];
      readonly at: Date | null;
    }
  | {
      readonly kind: 'config';
      readonly instrument: Instrument;
      readonly longLeverage: string | null;
      readonly shortLeverage: string | null;
      readonly marginMode: 'cross' | 'isolated' | null;
    }
  /** Events of this time may never have come: look at everything open. Told with every connection, also the first. */
  | { readonly kind: 'gap'; readonly from: Date | null; readonly to: Date }
  | { readonly kind: 'state'; readonly isUp: boolean };

export interface AccountStream {
  /** Opens the account's socket, if it is not open yet, and keeps it until the last watch ends. */
  watch(account: string, listener: (event: AccountEvent) => void): Watch;
}

export type StreamState = 'connecting' | 'up' | 'waiting' | 'closed';

/** One socket as it is now. */
export interface StreamStatus {
  /** `market` or the name of the account. */
  readonly name: string;
  readonly state: StreamState;
  readonly since: Date;
  /** Null before the first frame of this connection. */
  readonly lastFrameAgeMs: number | null;
  readonly topics: number;
  readonly refusedTopics: readonly string[];
  readonly reconnects: number;
  /** Frames that could not be understood, since the start. */
  readonly badFrames: number;
  readonly lastEnd: string | null;
}

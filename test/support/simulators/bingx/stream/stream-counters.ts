/** What a client can do wrong on a socket. */
export const VIOLATIONS = [
  /** A heartbeat was not answered in time; the socket was cut. */
  'unanswered-ping',
  /** An answer to a heartbeat that was not sent, or with another id. */
  'wrong-pong',
  /** More subscriptions in a second than allowed; refused. */
  'subscribe-flood',
  'too-many-topics',
  /** A data type or symbol that the product does not have. */
  'unknown-topic',
  'subscribed-twice',
  'unsubscribed-unknown',
  /** Not a request: broken JSON, members missing, a word nobody knows. */
  'malformed-frame',
  /** Clients send plain text. */
  'binary-frame',
  /** A handshake beyond the number of sockets of one address; refused. */
  'too-many-sockets',
  /** A handshake with a listen key that does not exist (any more). */
  'unknown-listen-key',
  'unknown-path',
] as const;
export type Violation = (typeof VIOLATIONS)[number];

/** What the sockets and their clients have done since the start. */
export interface StreamFigures {
  opened: number;
  closed: number;
  /** Handshakes refused for any reason. */
  refused: number;
  /** Most sockets open at the same time. */
  mostSockets: number;
  /** Most topics on one socket. */
  mostTopics: number;
  /** Most subscriptions of one socket within a second, the refused ones included. */
  mostSubscribesPerSecond: number;
  subscribes: number;
  unsubscribes: number;
  framesSent: number;
  bytesSent: number;
  pingsSent: number;
  pongsReceived: number;
  listenKeysCreated: number;
  listenKeysExtended: number;
  listenKeysDeleted: number;
  listenKeysExpired: number;
}

/** Counts for the control state; a checker asks that the client broke no rule. */
export class StreamCounters {
  readonly figures: StreamFigures = {
    opened: 0,
    closed: 0,
    refused: 0,
    mostSockets: 0,
    mostTopics: 0,
    mostSubscribesPerSecond: 0,
    subscribes: 0,
    unsubscribes: 0,
    framesSent: 0,
    bytesSent: 0,
    pingsSent: 0,
    pongsReceived: 0,
    listenKeysCreated: 0,
    listenKeysExtended: 0,
    listenKeysDeleted: 0,
    listenKeysExpired: 0,
  };
  readonly violations = Object.fromEntries(VIOLATIONS.map((name) => [name, 0])) as Record<
    Violation,
    number
  >;

  add(figure: keyof StreamFigures, amount = 1): void {
    this.figures[figure] += amount;
  }

  atLeast(figure: keyof StreamFigures, value: number): void {
    this.figures[figure] = Math.max(this.figures[figure], value);
  }

  violated(name: Violation): void {
    this.violations[name] += 1;
  }
}

/** What can be changed about the sockets while the simulator runs (`stream` in the settings). */
export interface StreamSettings {
  /** Time between two heartbeats of the server. */
  heartbeatMs: number;
  /** How long a client may leave a heartbeat unanswered before it is disconnected. */
  answerWithinMs: number;
  maxTopics: number;
  subscribesPerSecond: number;
  /** Sockets of one address; the next handshake is refused. */
  maxSockets: number;
  /** Status of the handshake that is one too many. */
  tooManyStatus: number;
  listenKeyLifeMs: number;
  /** Time between two full pushes of ACCOUNT_CONFIG_UPDATE; 0 leaves only the one after connecting. */
  configPushMs: number;
  /** How often subscribed topics are sent without a change; 0 sends them on changes only. */
  republishMs: number;
  /** `o.c` (spot: `C`) of order events: mostly empty on the exchange even for orders that have a client id. */
  clientOrderIds: 'empty' | 'sent';
  /** What `e` of a futures order event says; both spellings are documented. */
  orderEvent: 'ORDER_TRADE_UPDATE' | 'TRADE_UPDATE';
  /** The form of spot's `i`; both were captured. */
  spotOrderId: 'number' | 'text';
}

/** The documented figures. How long an unanswered heartbeat is borne is published nowhere. */
export function defaultStreamSettings(): StreamSettings {
  return {
    heartbeatMs: 5_000,
    answerWithinMs: 15_000,
    maxTopics: 200,
    subscribesPerSecond: 10,
    maxSockets: 60,
    tooManyStatus: 429,
    listenKeyLifeMs: 3_600_000,
    configPushMs: 5_000,
    republishMs: 1_000,
    clientOrderIds: 'empty',
    orderEvent: 'ORDER_TRADE_UPDATE',
    spotOrderId: 'number',
  };
}

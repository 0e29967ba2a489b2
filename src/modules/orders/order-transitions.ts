import { IllegalOrderTransitionError } from '@/modules/orders/orders.errors';

/**
 * DENIED is ours, REJECTED is the venue's, NOT_PLACED is proved never to have reached the venue.
 * A late truth may still move NOT_PLACED, CANCELED, EXPIRED and REJECTED on.
 */
export const ORDER_STATES = [
  'INITIALIZED',
  'DENIED',
  'SUBMITTED',
  'UNKNOWN',
  'ACCEPTED',
  'PARTIALLY_FILLED',
  'PENDING_CANCEL',
  'FILLED',
  'CANCELED',
  'REJECTED',
  'EXPIRED',
  'NOT_PLACED',
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

export const ORDER_EVENT_TYPES = [
  'initialized',
  'denied',
  'submitted',
  'unknown',
  'accepted',
  'partially-filled',
  'filled',
  'cancel-requested',
  'cancel-refused',
  'canceled',
  'rejected',
  'expired',
  'not-placed',
  'late-truth',
  'noted',
] as const;
export type OrderEventType = (typeof ORDER_EVENT_TYPES)[number];

type Row = Partial<Record<OrderEventType, OrderState>>;

const FROM_VENUE: Row = {
  accepted: 'ACCEPTED',
  'partially-filled': 'PARTIALLY_FILLED',
  filled: 'FILLED',
  canceled: 'CANCELED',
  rejected: 'REJECTED',
  expired: 'EXPIRED',
};

/** The audited way back into the books when the venue says something else than the end that we recorded. */
const LATE: Row = { 'late-truth': 'UNKNOWN' };

/**
 * State → event → next state. `noted` records a fact and stays. What is not listed is illegal.
 * ACCEPTED stands for "rests on the venue": with something filled it reads PARTIALLY_FILLED, see `applyOrderEvent`.
 */
export const TRANSITIONS: Readonly<Record<OrderState, Row>> = {
  // late-truth: the books were restored from a backup that is older than the order's journey.
  INITIALIZED: { submitted: 'SUBMITTED', denied: 'DENIED', ...LATE, noted: 'INITIALIZED' },
  DENIED: { noted: 'DENIED' },
  SUBMITTED: { ...FROM_VENUE, unknown: 'UNKNOWN', noted: 'SUBMITTED' },
  UNKNOWN: { ...FROM_VENUE, 'not-placed': 'NOT_PLACED', noted: 'UNKNOWN' },
  ACCEPTED: { ...FROM_VENUE, 'cancel-requested': 'PENDING_CANCEL', noted: 'ACCEPTED' },
  PARTIALLY_FILLED: {
    // The acknowledgement may be recorded after the first fill.
    accepted: 'PARTIALLY_FILLED',
    'partially-filled': 'PARTIALLY_FILLED',
    filled: 'FILLED',
    canceled: 'CANCELED',
    expired: 'EXPIRED',
    'cancel-requested': 'PENDING_CANCEL',
    noted: 'PARTIALLY_FILLED',
  },
  PENDING_CANCEL: {
    accepted: 'ACCEPTED',
    // A fill does not answer the cancel: it stays asked for.
    'partially-filled': 'PENDING_CANCEL',
    filled: 'FILLED',
    canceled: 'CANCELED',
    expired: 'EXPIRED',
    rejected: 'REJECTED',
    'cancel-refused': 'ACCEPTED',
    noted: 'PENDING_CANCEL',
  },
  FILLED: { noted: 'FILLED' },
  CANCELED: { filled: 'FILLED', 'partially-filled': 'CANCELED', ...LATE, noted: 'CANCELED' },
  REJECTED: { ...LATE, noted: 'REJECTED' },
  EXPIRED: { filled: 'FILLED', 'partially-filled': 'EXPIRED', ...LATE, noted: 'EXPIRED' },
  NOT_PLACED: { ...LATE, noted: 'NOT_PLACED' },
};

/** Sent, and the answer is not known yet: only the reconciler may act on these. */
export const IN_FLIGHT: readonly OrderState[] = ['SUBMITTED', 'UNKNOWN', 'PENDING_CANCEL'];

/** Written down, and nobody can say yet what the venue made of it: not sent yet, or without an answer. */
export const OUTCOME_OPEN: readonly OrderState[] = ['INITIALIZED', ...IN_FLIGHT];

/** May still rest or fill on the venue. */
export const LIVE: readonly OrderState[] = [...IN_FLIGHT, 'ACCEPTED', 'PARTIALLY_FILLED'];

/** Nothing more is expected. */
export const TERMINAL: readonly OrderState[] = [
  'DENIED',
  'FILLED',
  'CANCELED',
  'REJECTED',
  'EXPIRED',
  'NOT_PLACED',
];

/** Ends that say that the venue never worked the order: they contradict a fill. */
const WITHOUT_FILLS: readonly OrderState[] = ['DENIED', 'REJECTED', 'NOT_PLACED'];

/** The state after an event; throws IllegalOrderTransitionError when the table has no such step. */
export function nextState(state: OrderState, event: OrderEventType, orderId: string): OrderState {
  const next = TRANSITIONS[state][event];
  if (next === undefined) throw new IllegalOrderTransitionError(orderId, state, event);
  return next;
}

/**
 * The state after an event for an order that has `isFilled` anything by then. A resting order with fills is
 * PARTIALLY_FILLED, whatever brought it to rest; an order with fills cannot end as if it never existed.
 */
export function nextStateWithFills(
  state: OrderState,
  event: OrderEventType,
  isFilled: boolean,
  orderId: string,
): OrderState {
  const next = nextState(state, event, orderId);
  if (!isFilled || event === 'noted') return next;
  if (WITHOUT_FILLS.includes(next)) throw new IllegalOrderTransitionError(orderId, state, event);
  return next === 'ACCEPTED' ? 'PARTIALLY_FILLED' : next;
}

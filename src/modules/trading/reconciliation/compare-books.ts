import { decimal, decimalText, ZERO, type Decimal } from '@/kernel/decimal';
import { instrumentText } from '@/kernel/instrument';
import { POSITION_SIDES, type PositionSide } from '@/kernel/side';
import type { FillReport, OrderReport, PositionReport } from '@/modules/exchanges/venue.types';
import { totalsBySide } from '@/modules/orders/ledger/account-book';
import type { Holding } from '@/modules/orders/external/external-order';
import type { KnownToUs, OurBook } from '@/modules/orders/external/external-orders.service';
import type { Order } from '@/modules/orders/order';
import { LIVE, TERMINAL } from '@/modules/orders/order-transitions';
import type { SideDifference } from '@/modules/trading/reconciliation/reconciliation';

/** What a venue says of one account. */
export interface VenueBook {
  /** Our time before the first list was asked for: the lists may be older than what our books learned since. */
  readonly askedAt: Date;
  /** Open orders of all instruments. */
  readonly open: readonly OrderReport[];
  /** Open and finished orders and fills of the instruments that were read. */
  readonly history: readonly OrderReport[];
  readonly fills: readonly FillReport[];
  /** Null on venues without positions. */
  readonly positions: readonly PositionReport[] | null;
}

/** An order of ours with what the venue says of it. */
export interface Sighting {
  readonly order: Order;
  readonly report: OrderReport;
}

/** Fills of one order that is not ours. */
export interface ForeignFills {
  readonly venueOrderId: string;
  readonly instrument: string;
  /** Null when no list had the order. */
  readonly report: OrderReport | null;
  readonly fills: readonly FillReport[];
}

/** What follows from both sides, before anything is written. */
export interface Findings {
  /** Ended or never sent by our books, and working or traded on the venue. */
  readonly revive: readonly Sighting[];
  /** Denied by us for good, and yet on the venue: for a person. */
  readonly contradicted: readonly Sighting[];
  /** To be asked about one by one: the lists say something else than our books, or nothing. */
  readonly look: readonly Order[];
  /** Not ours. */
  readonly external: readonly OrderReport[];
  readonly foreignFills: readonly ForeignFills[];
  /** Instruments about which nothing can be said while a sent order of ours has no answer. */
  readonly waiting: readonly string[];
}

/** Holds our books against the venue's. Pure. */
export function findingsOf(ours: OurBook, known: KnownToUs, theirs: VenueBook): Findings {
  const reports = new Map<string, OrderReport>();
  // The open list was read last.
  for (const report of [...theirs.history, ...theirs.open])
    reports.set(report.venueOrderId, report);
  const orderOf = ownerOf([...known.orders, ...ours.orders]);
  const sightings = [...reports.values()].flatMap((report) => {
    const order = orderOf(report);
    return order === null ? [] : [{ order, report }];
  });
  const waiting = unansweredIn(ours.orders, sightings);
  const foreign = [...reports.values()].filter(
    (report) =>
      orderOf(report) === null &&
      !known.filledOrderIds.has(report.venueOrderId) &&
      !(waiting.has(instrumentText(report.instrument)) && isNameless(report)),
  );
  return {
    revive: sightings.filter((sighting) => isToBeRevived(sighting, theirs.askedAt)),
    contradicted: sightings.filter(({ order }) => order.state === 'DENIED'),
    look: toLookAt(ours.orders, sightings, theirs.open),
    external: foreign,
    foreignFills: foreignFillsOf(theirs.fills, reports, orderOf, known, waiting),
    waiting: [...waiting],
  };
}

/** Sides on which what we hold is not what the venue holds; none on venues without positions. */
export function differencesOf(
  holdings: readonly Holding[],
  positions: readonly PositionReport[] | null,
): readonly SideDifference[] {
  if (positions === null) return [];
  const ours = totalsBySide(holdings);
  const theirs = totalsBySide(
    positions.map(({ instrument, side, quantity }) => ({
      ...{ instrument: instrumentText(instrument), positionSide: side, quantity },
    })),
  );
  return [...new Set([...ours.keys(), ...theirs.keys()])].sort().flatMap((key) => {
    const [a, b]: [Decimal, Decimal] = [ours.get(key) ?? ZERO, theirs.get(key) ?? ZERO];
    if (a.eq(b)) return [];
    const [instrument = '', side] = key.split(' ');
    return [{ instrument, side: sideOf(side), ours: decimalText(a), theirs: decimalText(b) }];
  });
}

const sideOf = (text: string | undefined): PositionSide =>
  POSITION_SIDES.find((side) => side === text) ?? 'long';

type OwnerOf = (report: Pick<OrderReport, 'venueOrderId' | 'clientOrderId'>) => Order | null;

function ownerOf(orders: readonly Order[]): OwnerOf {
  const byVenueId = new Map<string, Order>();
  const byClientId = new Map<string, Order>();
  for (const order of orders) {
    byClientId.set(order.clientOrderId, order);
    if (order.venueOrderId !== null) byVenueId.set(order.venueOrderId, order);
  }
  return ({ venueOrderId, clientOrderId }) =>
    byVenueId.get(venueOrderId) ?? byClientId.get(clientOrderId?.toLowerCase() ?? '') ?? null;
}

const isNameless = ({ clientOrderId }: OrderReport): boolean =>
  clientOrderId === null || clientOrderId === '';

/** Instruments with an order that was sent and is seen nowhere yet: what looks foreign may be that order. */
function unansweredIn(
  orders: readonly Order[],
  sightings: readonly Sighting[],
): ReadonlySet<string> {
  const seen = new Set(sightings.map(({ order }) => order.id));
  const unanswered = orders.filter(
    ({ id, state, venueOrderId }) =>
      (state === 'SUBMITTED' || state === 'UNKNOWN') && venueOrderId === null && !seen.has(id),
  );
  return new Set(unanswered.map(({ instrument }) => instrument));
}

const isWorking = ({ state }: OrderReport): boolean =>
  state === 'open' || state === 'partially-filled';

const hasTradedMore = ({ order, report }: Sighting): boolean =>
  decimal(report.filledQuantity).gt(decimal(order.filledQuantity));

function isToBeRevived(sighting: Sighting, askedAt: Date): boolean {
  const { order, report } = sighting;
  if (order.state === 'INITIALIZED') return true;
  if (!TERMINAL.includes(order.state) || order.state === 'DENIED' || order.state === 'FILLED')
    return false;
  if (order.updatedAt >= askedAt) return false;
  return isWorking(report) || hasTradedMore(sighting);
}

/** A request of ours may be under way in the other states; whoever made it, or the timer, looks by itself. */
const MAY_BE_ASKED: readonly Order['state'][] = ['UNKNOWN', 'ACCEPTED', 'PARTIALLY_FILLED'];

function toLookAt(
  orders: readonly Order[],
  sightings: readonly Sighting[],
  open: readonly OrderReport[],
): readonly Order[] {
  const seen = new Map(sightings.map((sighting) => [sighting.order.id, sighting]));
  const isOpen = new Set(open.map(({ venueOrderId }) => venueOrderId));
  return orders.filter((order) => {
    if (!LIVE.includes(order.state) || !MAY_BE_ASKED.includes(order.state)) return false;
    const sighting = seen.get(order.id);
    // Without a word on it the timer goes on asking, and counts.
    if (order.state === 'UNKNOWN') return sighting !== undefined;
    if (sighting === undefined) return true;
    return !isOpen.has(sighting.report.venueOrderId) || hasTradedMore(sighting);
  });
}

function foreignFillsOf(
  fills: readonly FillReport[],
  reports: ReadonlyMap<string, OrderReport>,
  orderOf: OwnerOf,
  known: KnownToUs,
  waiting: ReadonlySet<string>,
): readonly ForeignFills[] {
  const groups = new Map<string, ForeignFills & { fills: FillReport[] }>();
  for (const fill of fills) {
    const { venueOrderId, venueFillId } = fill;
    const report = reports.get(venueOrderId) ?? null;
    const instrument = instrumentText(fill.instrument);
    if (known.fillIds.has(venueFillId)) continue;
    if (orderOf(report ?? { venueOrderId, clientOrderId: null }) !== null) continue;
    if (waiting.has(instrument) && (report === null || isNameless(report))) continue;
    const group = groups.get(venueOrderId) ?? { venueOrderId, instrument, report, fills: [] };
    group.fills.push(fill);
    groups.set(venueOrderId, group);
  }
  return [...groups.values()];
}

import fc from 'fast-check';
import { decimal, decimalText, ZERO, type Decimal } from '@/kernel/decimal';
import type { ClientOrderId, DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import { closingSide, openingSide, type PositionSide } from '@/kernel/side';
import type { FillReport, OrderReport, PositionReport } from '@/modules/exchanges/venue.types';
import { holdingsOf } from '@/modules/orders/ledger/account-book';
import type { Holding } from '@/modules/orders/external/external-order';
import type { Order } from '@/modules/orders/order';
import { openEntriesOf } from '@/modules/orders/ledger/open-entries';
import { TERMINAL } from '@/modules/orders/order-transitions';
import { shareOut } from '@/modules/orders/ledger/share-out';
import {
  differencesOf,
  findingsOf,
  type Findings,
  type VenueBook,
} from '@/modules/trading/reconciliation/compare-books';
import { anOrder } from '@test/support/builders/an-order';

const TEXT = 'bingx-usdt-m/BTC-USDT';
const BTC = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;
const STRATEGIES = ['A', 'B'].map((letter) => letter.repeat(26) as StrategyId);

/** How much of one of our orders reached our books: everything, all but the answer, or as an older backup has it. */
const KNOWLEDGE = [
  'whole',
  'unanswered',
  'never-sent',
  'given-up',
  'missing-fill',
  'lost',
] as const;
type Knowledge = (typeof KNOWLEDGE)[number];

type Happening =
  | { readonly kind: 'entry' | 'close'; strategy: number; units: number; knowledge: Knowledge }
  | { readonly kind: 'by-hand-open' | 'by-hand-close' | 'liquidation'; units: number }
  | { readonly kind: 'resting-by-hand'; units: number };

/** Both books, and the steps that the reconciler takes between them. */
class World {
  private readonly reports: OrderReport[] = [];
  private readonly fills: FillReport[] = [];
  private readonly booked = new Set<string>();
  ours: Order[] = [];
  private next = 1;

  constructor(private readonly side: PositionSide) {}

  happen(one: Happening): void {
    if (one.kind === 'resting-by-hand') {
      this.list(null, openingSide(this.side), String(one.units), 'open');
      return;
    }
    if (one.kind === 'entry' || one.kind === 'close') {
      this.ourOrder(one.kind, STRATEGIES[one.strategy] as StrategyId, one.units, one.knowledge);
      return;
    }
    const opens = one.kind === 'by-hand-open';
    const most = this.theirNet();
    const quantity = opens ? String(one.units) : decimalText(lesser(most, one.units));
    if (decimal(quantity).isZero()) return;
    const side = opens ? openingSide(this.side) : closingSide(this.side);
    this.list(null, side, quantity, 'filled', one.kind === 'liquidation');
  }

  /** What an account reconciler does with the findings, without its clocks and connections. */
  repair(): Findings {
    const findings = this.findings();
    const learnt = [...findings.revive.map(({ order }) => order), ...findings.look];
    for (const { id } of learnt) this.settle(id);
    for (const { venueOrderId, report, fills } of this.findings().foreignFills) {
      for (const share of shareOut(fills, report?.positionSide ?? null, this.holdings())) {
        this.add({
          ...{ strategyId: share.strategyId, purpose: 'external', venueOrderId, state: 'FILLED' },
          ...{ side: share.side, positionSide: share.positionSide },
          ...totalled(share.fills),
        });
      }
      for (const { venueFillId } of fills) this.booked.add(venueFillId);
    }
    return findings;
  }

  findings(): Findings {
    const ours = { holdings: this.holdings(), orders: this.ours.filter(isOpen) };
    const known = {
      orders: this.ours.filter(({ purpose }) => purpose !== 'external'),
      fillIds: this.booked,
      filledOrderIds: new Set<string>(),
    };
    return findingsOf(ours, known, this.theirs());
  }

  differences() {
    return differencesOf(this.holdings(), this.theirs().positions);
  }

  /** What owners closed beyond what they hold, such as by a close that was given up, made again, and executed twice. */
  overclosed(): Decimal {
    const owners = new Set(this.ours.map(({ strategyId }) => strategyId));
    return [...owners].reduce((sum, owner) => {
      const net = netOf(
        this.ours.filter(({ strategyId }) => strategyId === owner),
        this.side,
      );
      return net.lt(ZERO) ? sum.minus(net) : sum;
    }, ZERO);
  }

  /** How much more our books hold than the venue. */
  excess(): Decimal {
    return this.differences().reduce((sum, one) => sum.plus(one.ours).minus(one.theirs), ZERO);
  }

  holdings(): readonly Holding[] {
    const lines = this.ours.filter(({ strategyId }) => strategyId !== null);
    const nobodys = this.ours.filter(({ strategyId }) => strategyId === null);
    const net = decimalText(netOf(nobodys, this.side));
    return holdingsOf(lines, [{ instrument: TEXT, positionSide: this.side, net }]);
  }

  private theirs(): VenueBook {
    const quantity = decimalText(this.theirNet());
    const position: PositionReport = {
      ...{ instrument: BTC, side: this.side, quantity, availableQuantity: quantity },
      ...{ averagePrice: '100', leverage: null, unrealisedProfit: null },
      ...{ liquidationPrice: null, venuePositionId: null },
    };
    return {
      askedAt: new Date(8.64e15),
      open: this.reports.filter(({ state }) => state === 'open'),
      history: this.reports,
      fills: this.fills,
      positions: quantity === '0' ? [] : [position],
    };
  }

  private theirNet(): Decimal {
    return this.fills.reduce(
      (sum, { side, quantity }) =>
        side === openingSide(this.side) ? sum.plus(quantity) : sum.minus(quantity),
      ZERO,
    );
  }

  private ourOrder(
    purpose: 'entry' | 'close',
    strategyId: StrategyId,
    units: number,
    knowledge: Knowledge,
  ): void {
    const isEntry = purpose === 'entry';
    const most = isEntry ? decimal(String(units)) : lesser(this.closable(strategyId), units);
    if (most.isZero()) return;
    const quantity = decimalText(most);
    const side = isEntry ? openingSide(this.side) : closingSide(this.side);
    const clientOrderId = `s${String(this.next).padStart(31, '0')}`;
    const report = this.list(clientOrderId, side, quantity, 'filled');
    // A backup without the row: on the venue it can only be told by the form of its id.
    if (knowledge === 'lost') return;
    const order = this.add({
      ...{ strategyId, purpose, side, positionSide: this.side, quantity },
      clientOrderId: clientOrderId as ClientOrderId,
      ...STANDING[knowledge],
      venueOrderId:
        knowledge === 'unanswered' || knowledge === 'never-sent' ? null : report.venueOrderId,
    });
    if (knowledge === 'whole') this.settle(order.id);
  }

  /** As a close is decided: what the strategy holds by its own books, less what closes under way will take. */
  private closable(strategyId: StrategyId): Decimal {
    const mine = this.ours.filter((order) => order.strategyId === strategyId);
    const free = openEntriesOf(mine).reduce((sum, { quantity }) => sum.plus(quantity), ZERO);
    const theirs = this.theirNet();
    return free.lt(theirs) ? free : theirs;
  }

  private settle(id: OrderId): void {
    const order = this.ours.find((one) => one.id === id);
    const report = this.reports.find((one) => one.clientOrderId === order?.clientOrderId);
    if (order === undefined || report === undefined) return;
    const mine = this.fills.filter((fill) => fill.venueOrderId === report.venueOrderId);
    for (const { venueFillId } of mine) this.booked.add(venueFillId);
    const { venueOrderId } = report;
    const after: Order = { ...order, venueOrderId, state: 'FILLED', ...totalled(mine) };
    this.ours = this.ours.map((one) => (one.id === id ? after : one));
  }

  private add(fields: Partial<Order>): Order {
    const id = String(this.next++).padStart(26, '0');
    const createdAt = new Date(this.next * 60_000);
    const order = anOrder({
      ...{ id: id as OrderId, decisionId: id as DecisionId, venue: 'bingx-usdt-m', createdAt },
      clientOrderId: `x${id}` as ClientOrderId,
      ...fields,
    });
    this.ours = [...this.ours, order];
    return order;
  }

  private list(
    clientOrderId: string | null,
    side: 'buy' | 'sell',
    quantity: string,
    state: 'open' | 'filled',
    isForced = false,
  ): OrderReport {
    const venueOrderId = String(9_000_000 + this.next++);
    const at = new Date(this.next * 60_000);
    const filledQuantity = state === 'open' ? '0' : quantity;
    const report: OrderReport = {
      ...{ venueOrderId, clientOrderId, instrument: BTC, state, side, type: 'market' },
      ...{ positionSide: this.side, quantity, filledQuantity, averagePrice: null },
      ...{ stopPrice: null, updatedAt: at },
      ...(isForced ? { forcedBy: 'liquidation' as const } : {}),
    };
    this.reports.push(report);
    if (state === 'filled')
      this.fills.push({
        ...{ venueFillId: `f${venueOrderId}`, venueOrderId, instrument: BTC, side, quantity },
        ...{ price: '100', fee: '0.1', feeAsset: 'USDT', liquidity: 'taker', filledAt: at },
      });
    return report;
  }
}

const STANDING: Readonly<Record<Exclude<Knowledge, 'lost'>, Partial<Order>>> = {
  whole: { state: 'ACCEPTED' },
  unanswered: { state: 'UNKNOWN' },
  'never-sent': { state: 'INITIALIZED' },
  'given-up': { state: 'NOT_PLACED' },
  'missing-fill': { state: 'ACCEPTED' },
};

const isOpen = ({ state }: Order): boolean => !TERMINAL.includes(state);
const lesser = (most: Decimal, units: number): Decimal =>
  most.lt(units) ? (most.gt(ZERO) ? most : ZERO) : decimal(String(units));

function totalled(fills: readonly FillReport[]): Partial<Order> {
  const sum = decimalText(fills.reduce((total, fill) => total.plus(fill.quantity), ZERO));
  return { quantity: sum, filledQuantity: sum, averagePrice: '100' };
}

const netOf = (orders: readonly Order[], positionSide: PositionSide): Decimal =>
  orders.reduce(
    (sum, { side, filledQuantity }) =>
      side === openingSide(positionSide) ? sum.plus(filledQuantity) : sum.minus(filledQuantity),
    ZERO,
  );

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('entry' as const, 'close' as const),
    strategy: fc.integer({ min: 0, max: 1 }),
    units: fc.integer({ min: 1, max: 9 }),
    knowledge: fc.constantFrom(...KNOWLEDGE),
  }),
  fc.record({
    kind: fc.constantFrom(
      'by-hand-open' as const,
      'by-hand-close' as const,
      'liquidation' as const,
      'resting-by-hand' as const,
    ),
    units: fc.integer({ min: 1, max: 9 }),
  }),
);
const histories = fc.array(happening, { maxLength: 14 });
const sides = fc.constantFrom('long' as const, 'short' as const);

describe('books that were compared', () => {
  const repaired = (side: PositionSide, history: readonly Happening[]): World => {
    const world = new World(side);
    for (const one of history) world.happen(one);
    world.repair();
    return world;
  };

  it('hold what the venue holds, whatever of a history had reached them; only an owner’s double close stays a difference', () => {
    fc.assert(
      fc.property(sides, histories, (side, history) => {
        const world = repaired(side, history);
        expect(world.excess().toFixed()).toBe(world.overclosed().toFixed());
        if (world.overclosed().isZero()) expect(world.differences()).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are left alone by the next comparison', () => {
    fc.assert(
      fc.property(sides, histories, (side, history) => {
        const world = repaired(side, history);
        const before = JSON.stringify(world.ours);
        const { revive, look, foreignFills } = world.repair();
        expect({ revive, look, foreignFills }).toEqual({ revive: [], look: [], foreignFills: [] });
        expect(JSON.stringify(world.ours)).toBe(before);
      }),
    );
  });

  it('hold the same in whichever pieces the history was compared', () => {
    fc.assert(
      fc.property(sides, histories, fc.nat(14), (side, history, cut) => {
        const world = new World(side);
        for (const one of history.slice(0, cut)) world.happen(one);
        world.repair();
        for (const one of history.slice(cut)) world.happen(one);
        world.repair();
        expect(world.excess().toFixed()).toBe(world.overclosed().toFixed());
      }),
    );
  });

  it('never take an order that carries our id for somebody else’s', () => {
    fc.assert(
      fc.property(sides, histories, (side, history) => {
        const world = new World(side);
        for (const one of history) world.happen(one);
        const ours = new Set<string | null>(world.ours.map((order) => order.clientOrderId));
        const { external } = world.findings();
        expect(external.filter(({ clientOrderId }) => ours.has(clientOrderId))).toEqual([]);
      }),
    );
  });
});

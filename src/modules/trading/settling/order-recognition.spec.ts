import type { OrderSource } from '@/modules/exchanges/venue.port';
import { VenueEndpointRestsError } from '@/modules/exchanges/venue.errors';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OrderLikeness, OrderRef, OrderReport } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import type { OrdersService } from '@/modules/orders/orders.service';
import { EARLY_MS, OrderRecognition, refOf } from '@/modules/trading/settling/order-recognition';
import { aCoinMReport } from '@test/support/builders/a-coin-m-report';
import { anOrder } from '@test/support/builders/an-order';

const SENT_AT = new Date('2026-01-15T12:00:01.000Z');
const ORDER = anOrder({
  venue: 'bingx-coin-m',
  instrument: 'bingx-coin-m/BTC-USD',
  state: 'UNKNOWN',
  submittedAt: SENT_AT,
});

const report = (venueOrderId: string, change: Partial<OrderReport> = {}): OrderReport =>
  aCoinMReport(venueOrderId, { state: 'filled', ...change });

let listed: readonly OrderReport[];
let taken: readonly string[];
let live: readonly Order[];
let answers: Readonly<Record<string, OrderReport>>;
let failure: Error | null;
let open: readonly OrderReport[];
let ended: readonly OrderReport[];
let othersInFlight: boolean;
let asked: OrderRef[];
let searched: OrderLikeness[];
let keepsIds: boolean;
let recognition: OrderRecognition;

beforeEach(() => {
  [listed, taken, asked, searched, live, answers] = [[], [], [], [], [], {}];
  [othersInFlight, keepsIds, failure, open, ended] = [false, false, null, [], []];
  const source = (): Pick<OrderSource, 'find' | 'lookAlikes' | 'open' | 'history'> => ({
    open: () => Promise.resolve(open),
    history: () => Promise.resolve(ended),
    find: (ref) => {
      if (failure !== null) return Promise.reject(failure);
      asked.push(ref);
      return Promise.resolve(
        ref.venueOrderId === 'gone'
          ? null
          : (answers[ref.venueOrderId ?? ''] ??
              report(ref.venueOrderId ?? '', { filledQuantity: '1' })),
      );
    },
    ...(keepsIds
      ? {}
      : {
          lookAlikes: (likeness: OrderLikeness) => {
            searched.push(likeness);
            return Promise.resolve(listed);
          },
        }),
  });
  const orders = {
    liveInLane: () => Promise.resolve(live),
    takenVenueOrderIds: () => Promise.resolve(new Set(taken)),
    hasUnanswered: () => Promise.resolve(othersInFlight),
  } as unknown as OrdersService;
  const venues = { orders: source } as unknown as VenueRegistry;
  recognition = new OrderRecognition(orders, venues);
});

describe(OrderRecognition.name, () => {
  it('asks by id where ids are kept, and once the id is known', async () => {
    keepsIds = true;
    await recognition.look(ORDER);
    keepsIds = false;
    await recognition.look({ ...ORDER, venueOrderId: '5' });
    expect(asked.map((ref) => ref.venueOrderId)).toEqual([null, '5']);
    expect(searched).toEqual([]);
  });

  it('goes by the lists while its endpoint rests, and concludes nothing from what they lack', async () => {
    keepsIds = true;
    failure = new VenueEndpointRestsError('bingx-usdt-m', 'too many equal errors');
    const sent = { ...ORDER, clientOrderId: 's1' as Order['clientOrderId'] };
    const cancelled = { ...sent, state: 'PENDING_CANCEL', venueOrderId: '8' } as const;
    await expect(recognition.look(sent)).rejects.toBe(failure);
    open = [report('7', { clientOrderId: 'S1', state: 'open' })];
    await expect(recognition.look(sent)).resolves.toMatchObject({ report: { venueOrderId: '7' } });
    await expect(recognition.look(cancelled)).rejects.toBe(failure);
    ended = [report('8', { state: 'cancelled' })];
    await expect(recognition.look(cancelled)).resolves.toMatchObject({
      report: { venueOrderId: '8', state: 'cancelled' },
    });
    failure = new Error('connection refused');
    await expect(recognition.look(cancelled)).rejects.toBe(failure);
  });

  it('looks for it around the time at which it was sent', async () => {
    expect(await recognition.look(ORDER)).toEqual({ kind: 'absent' });
    const [likeness] = searched;
    expect(likeness).toMatchObject({ side: 'buy', type: 'market', quantity: '1', price: null });
    expect(likeness?.from).toEqual(new Date(SENT_AT.getTime() - EARLY_MS));
    // A clock may have been set meanwhile; with 8 s an order that BingX had taken was once called not placed.
    expect(EARLY_MS).toBeGreaterThan(8_000);
    expect(likeness?.to).toEqual(new Date(SENT_AT.getTime() + 60_000));
  });

  it('takes the only one for ours, and reads it with its fills', async () => {
    listed = [report('7')];
    expect(await recognition.look(ORDER)).toEqual({
      kind: 'found',
      report: report('7', { filledQuantity: '1' }),
    });
  });

  it('takes none that is another order of ours', async () => {
    listed = [report('7'), report('8')];
    taken = ['7'];
    expect(await recognition.look(ORDER)).toMatchObject({ report: { venueOrderId: '8' } });
    taken = ['7', '8'];
    expect(await recognition.look(ORDER)).toEqual({ kind: 'absent' });
  });

  it('chooses none of several', async () => {
    listed = [report('7'), report('8')];
    expect(await recognition.look(ORDER)).toEqual({
      kind: 'ambiguous',
      venueOrderIds: ['7', '8'],
    });
    expect(asked).toEqual([]);
  });

  it('gives a verdict of "not placed" no order that may be a later one without answer', async () => {
    listed = [report('7')];
    const doubted = { ...ORDER, state: 'NOT_PLACED' } as const;
    othersInFlight = true;
    expect(await recognition.look(doubted)).toEqual({ kind: 'absent' });
    othersInFlight = false;
    expect(await recognition.look(doubted)).toMatchObject({ kind: 'found' });
  });

  it('keeps to the list when the order itself can not be found', async () => {
    listed = [report('gone')];
    expect(await recognition.look(ORDER)).toEqual({ kind: 'found', report: report('gone') });
  });

  describe('a stop among others of ours', () => {
    const stop = (change: Partial<Order>): Order => ({
      ...ORDER,
      type: 'take-profit-market',
      side: 'sell',
      reduceOnly: true,
      ...change,
    });
    const lost = stop({});
    const other = stop({ id: 'other' as Order['id'], state: 'ACCEPTED', venueOrderId: 'parent' });

    it('is not the child of another one that fired and whose fills are still to be booked', async () => {
      live = [lost, other];
      listed = [report('child', { type: 'take-profit-market' })];
      answers = { parent: report('child', { filledQuantity: '1' }) };
      await expect(recognition.look(lost)).resolves.toEqual({ kind: 'absent' });
    });

    it('is what fired while the other one rests', async () => {
      live = [lost, other];
      listed = [report('child', { type: 'take-profit-market' })];
      answers = { parent: report('parent', { state: 'open' }) };
      await expect(recognition.look(lost)).resolves.toMatchObject({
        kind: 'found',
        report: { venueOrderId: 'child' },
      });
    });

    it('that rests is found without a question about the others', async () => {
      live = [lost, other];
      listed = [report('mine', { type: 'take-profit-market', state: 'open' })];
      await expect(recognition.look(lost)).resolves.toMatchObject({ kind: 'found' });
      expect(asked.map(({ venueOrderId }) => venueOrderId)).toEqual(['mine']);
    });
  });
});

describe(refOf.name, () => {
  const isUrgent = (change: Partial<Order>): boolean | undefined =>
    refOf(anOrder({ type: 'stop-market', purpose: 'stop-loss', ...change })).isUrgent;

  it('hurries where a position may be without its stop until the answer', () => {
    expect(isUrgent({ state: 'UNKNOWN' })).toBe(true);
    expect(isUrgent({ state: 'ACCEPTED', type: 'market' })).toBe(true);
    expect(isUrgent({ state: 'ACCEPTED' })).toBe(false);
    expect(isUrgent({ state: 'PENDING_CANCEL' })).toBe(false);
    expect(isUrgent({ state: 'UNKNOWN', type: 'take-profit-market' })).toBe(false);
  });
});

import type { PinoLogger } from 'nestjs-pino';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OrderReport } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import type { OrdersService } from '@/modules/orders/orders.service';
import { OrderIdentification } from '@/modules/trading/settling/order-identification';
import { OrderRecognition } from '@/modules/trading/settling/order-recognition';
import { OrderSettler } from '@/modules/trading/settling/order-settler';
import { aCoinMReport } from '@test/support/builders/a-coin-m-report';
import { anOrder } from '@test/support/builders/an-order';

const SENT_AT = new Date('2026-01-15T12:00:00.000Z');
const later = (seconds: number): Date => new Date(SENT_AT.getTime() + seconds * 1_000);

let order: Order;
let now: Date;
let listed: readonly OrderReport[];
let isByLikeness: boolean;
let taken: readonly string[];
let recorded: Readonly<Record<string, unknown>>[];
let looked: number;
let identification: OrderIdentification;

beforeEach(() => {
  [now, listed, isByLikeness] = [later(31), [aCoinMReport('7'), aCoinMReport('8')], true];
  [taken, recorded, looked] = [[], [], 0];
  order = anOrder({
    venue: 'bingx-coin-m',
    instrument: 'bingx-coin-m/BTC-USD',
    state: 'UNKNOWN',
    submittedAt: SENT_AT,
    needsAttention: 'several',
  });
  const record: OrdersService['record'] = (before, type, change, data, options) => {
    recorded.push({ type, change, data, nextCheckAt: options?.nextCheckAt });
    const state = type === 'not-placed' ? 'NOT_PLACED' : 'UNKNOWN';
    order = { ...before, ...change, state };
    return Promise.resolve(order);
  };
  const orders = {
    get: () => Promise.resolve(order),
    takenVenueOrderIds: () => Promise.resolve(new Set(taken)),
    hasUnanswered: () => Promise.resolve(false),
    record,
  } as unknown as OrdersService;
  const venues = venuesThatList() as unknown as VenueRegistry;
  const logger = { setContext: () => undefined, warn: () => undefined } as unknown as PinoLogger;
  const recognition = new OrderRecognition(orders, venues);
  const clock = { now: () => now, monotonicMs: () => 0, isUnsure: false };
  const settler = new OrderSettler(orders, venues, recognition, clock, logger);
  settler.look = () => Promise.resolve(void (looked += 1));
  identification = new OrderIdentification(orders, venues, recognition, settler, clock, logger);
});

function venuesThatList() {
  const source = () => ({
    find: (ref: { venueOrderId: string | null; clientOrderId: string }) =>
      Promise.resolve(listed.find((one) => one.venueOrderId === ref.venueOrderId) ?? null),
    open: () => Promise.resolve(listed),
    history: () => Promise.resolve([]),
    ...(isByLikeness ? { lookAlikes: () => Promise.resolve(listed) } : {}),
  });
  const venue = {
    capabilities: { exitsBy: 'position' },
    instruments: { find: () => Promise.resolve({ priceTick: '0.1' }) },
  };
  return { orders: source, get: () => venue };
}

const say = (word: Parameters<OrderIdentification['identify']>[1]) =>
  identification.identify(order.id, word);

describe(`${OrderIdentification.name}: which one it is`, () => {
  it('writes the name down, drops the flag, has it looked at by its id, and looks', async () => {
    expect(await say({ venueOrderId: '8' })).toMatchObject({ venueOrderId: '8' });
    expect(recorded).toEqual([
      {
        type: 'noted',
        change: { venueOrderId: '8', needsAttention: null },
        data: { identified: '8' },
        nextCheckAt: now,
      },
    ]);
    expect(looked).toBe(1);
  });

  it('writes nothing when it is said again', async () => {
    await say({ venueOrderId: '8' });
    await say({ venueOrderId: '8' });
    expect(recorded).toHaveLength(1);
  });

  it.each([
    ['an order that the venue does not have', { venueOrderId: '9' }, /that the venue has/],
    ['an order that does not fit', { venueOrderId: '10' }, /quantity 1: this one has 2/],
  ])('refuses %s', async (_, word, message) => {
    listed = [...listed, aCoinMReport('10', { quantity: '2' })];
    await expect(say(word)).rejects.toMatchObject({
      code: 'identification-misfit',
      message: expect.stringMatching(message),
    });
    expect(recorded).toEqual([]);
  });

  it('refuses an order that is another one of ours', async () => {
    taken = ['8'];
    await expect(say({ venueOrderId: '8' })).rejects.toThrow(/another order of ours/);
    expect(recorded).toEqual([]);
  });

  it('takes back a verdict of "not placed"', async () => {
    order = { ...order, state: 'NOT_PLACED', refusalCategory: 'not-placed' };
    await say({ venueOrderId: '7' });
    expect(recorded).toMatchObject([
      { type: 'late-truth', change: { venueOrderId: '7', refusalCategory: null } },
    ]);
  });

  it.each(['ACCEPTED', 'FILLED', 'REJECTED', 'SUBMITTED', 'INITIALIZED'] as const)(
    'is not asked for an order that is %s',
    async (state) => {
      order = { ...order, state };
      await expect(say({ venueOrderId: '7' })).rejects.toMatchObject({
        code: 'order-not-in-doubt',
      });
      await expect(say({ notPlaced: true })).rejects.toMatchObject({ code: 'order-not-in-doubt' });
    },
  );
});

describe(`${OrderIdentification.name}: that none is`, () => {
  it('gives the order up for good: no later look finds the same candidates again', async () => {
    expect(await say({ notPlaced: true })).toMatchObject({ state: 'NOT_PLACED' });
    expect(recorded).toMatchObject([
      {
        type: 'not-placed',
        change: { refusalCategory: 'not-placed', needsAttention: null },
        data: { seen: ['7', '8'] },
        nextCheckAt: null,
      },
    ]);
    await say({ notPlaced: true });
    expect(recorded).toHaveLength(1);
  });

  it('waits until the request can not arrive any more', async () => {
    now = later(29);
    await expect(say({ notPlaced: true })).rejects.toThrow(/must wait 30 s/);
    expect(recorded).toEqual([]);
  });

  it('does not believe it of the only order that it can be', async () => {
    listed = [aCoinMReport('7')];
    await expect(say({ notPlaced: true })).rejects.toThrow(/lists 7/);
    expect(recorded).toEqual([]);
  });

  it('does not believe it of an order that is listed under our own id', async () => {
    isByLikeness = false;
    listed = [aCoinMReport('7', { clientOrderId: order.clientOrderId })];
    await expect(say({ notPlaced: true })).rejects.toThrow(/lists 7/);
    listed = [aCoinMReport('7', { clientOrderId: 'another' })];
    expect(await say({ notPlaced: true })).toMatchObject({ state: 'NOT_PLACED' });
  });
});

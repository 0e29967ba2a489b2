import type { AccountsService } from '@/modules/accounts/accounts.service';
import type { Venue } from '@/modules/exchanges/venue.port';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import type { Order } from '@/modules/orders/order';
import { pairAmong } from '@/modules/orders/order-pair';
import type { NewDecision, NewOrder, OrdersService } from '@/modules/orders/orders.service';
import { OcoOrders } from '@/modules/trading/manual/oco-orders';
import type { OrderCanceller } from '@/modules/trading/manual/order-canceller';
import type { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';
import type { PlacingGate, WantedTrade } from '@/modules/trading/risk/placing-gate';
import type { IdSource } from '@/platform/identity/new-id';
import type { TradingSettings } from '@/platform/settings/trading.settings';
import { OCO_BUY as BUY, OCO_SELL as SELL } from '@test/support/builders/an-oco';
import { anOrder } from '@test/support/builders/an-order';
import { SPOT_BTC_RULES } from '@test/support/builders/spot-btc-rules';
import { FixedClock } from '@test/support/fakes/fixed-clock';

let stored: readonly Order[];
let decisions: NewDecision[];
let gated: WantedTrade[];
let lanes: string[];
let cancelledTo: Order['state'];
let isKnown: boolean;
let takesPairs: boolean;
let rules: InstrumentRules | null;
let price: string | null;
let ocos: OcoOrders;

beforeEach(() => {
  [stored, decisions, gated, lanes] = [[], [], [], []];
  [isKnown, takesPairs, rules, price, cancelledTo] = [
    true,
    true,
    SPOT_BTC_RULES,
    '60000',
    'CANCELED',
  ];
  let lastId = 0;
  const venue = {
    id: 'bingx-spot',
    instruments: { find: () => Promise.resolve(rules) },
    prices: {
      ticker: () =>
        price === null ? Promise.reject(new Error('no price')) : Promise.resolve({ price }),
    },
  } as unknown as Venue;
  const place = (decision: NewDecision, orders: readonly NewOrder[]) => {
    decisions.push(decision);
    stored = orders.map(({ isOfPair, ...order }) =>
      anOrder({ ...order, pairId: isOfPair === true ? 'pair' : null }),
    );
    return Promise.resolve({ decision, orders: stored, isNew: true });
  };
  ocos = new OcoOrders(
    {
      place,
      ofDecision: () => Promise.resolve(stored),
      pairOf: () => Promise.resolve(pairAmong(stored)),
      get: (id: string) => Promise.resolve(stored.find((order) => order.id === id)),
    } as unknown as OrdersService,
    {
      executionVenueFor: () => Promise.resolve(isKnown ? { venue: 'bingx-spot' } : null),
    } as unknown as AccountsService,
    {
      get: () => venue,
      execution: () => (takesPairs ? { submitPair: () => undefined } : {}),
    } as unknown as VenueRegistry,
    { pass: (wanted: WantedTrade) => void gated.push(wanted) } as unknown as PlacingGate,
    {
      sendInTime: (some: ReadonlySet<string>) => void lanes.push(...some),
    } as unknown as OrderDispatcher,
    {
      cancelInTime: () => Promise.resolve({ ...stored[0], state: cancelledTo }),
    } as unknown as OrderCanceller,
    { newId: () => String((lastId += 1)) } as unknown as IdSource,
    { ALARM_MAX_AGE: 60 } as unknown as TradingSettings,
    new FixedClock(),
  );
});

describe(OcoOrders.name, () => {
  it('writes one decision of a person with a limit and a stop-limit, and sends their lane', async () => {
    const { limit, stop } = await ocos.place(SELL, null);
    expect(decisions).toMatchObject([{ source: 'manual', strategyId: null, alarmId: null }]);
    expect(limit).toMatchObject({ type: 'limit', price: '66000', stopPrice: null, side: 'sell' });
    expect(stop).toMatchObject({ type: 'stop-limit', price: '57900', stopPrice: '58000' });
    for (const order of [limit, stop])
      expect(order).toMatchObject({ reduceOnly: true, positionSide: 'long', sendBefore: null });
    expect(lanes).toEqual(['bingx|bingx-spot/BTC-USDT']);
  });

  it('holds a sell against the gate as a close, a buy as an entry of the dearer price', async () => {
    await ocos.place(SELL, null);
    const { limit } = await ocos.place(BUY, null);
    expect(gated).toMatchObject([{ isEntry: false }, { isEntry: true, price: '66100' }]);
    expect(limit.sendBefore).toEqual(new Date('2026-01-15T12:01:00.000Z'));
  });

  it('leaves what only a price can say to the venue when none is known', async () => {
    price = null;
    await expect(ocos.place({ ...SELL, limitPrice: '59000' }, null)).resolves.toBeDefined();
  });

  it.each<[string, () => void, string]>([
    ['an account that can not trade it', () => (isKnown = false), 'account-unknown'],
    ['a venue without such orders', () => (takesPairs = false), 'venue-cannot'],
    ['an instrument that is not there', () => (rules = null), 'instrument-unknown'],
    ['a price beyond the limit', () => (price = '67000'), 'limit-price-wrong-side'],
    ['a price beyond the trigger', () => (price = '57000'), 'stop-price-wrong-side'],
  ])('writes nothing for %s', async (_name, given, code) => {
    given();
    await expect(ocos.place(SELL, null)).rejects.toMatchObject({ code });
    expect([decisions, lanes]).toEqual([[], []]);
  });

  it('gives back what a key placed first, whatever the price is by now', async () => {
    const first = await ocos.place(SELL, 'key');
    price = '67000';
    expect(await ocos.place(SELL, 'key')).toEqual(first);
    expect(decisions).toHaveLength(1);
    await expect(ocos.place({ ...SELL, orderPrice: '57000' }, 'key')).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  it('does not take a key that placed a single order', async () => {
    stored = [anOrder()];
    await expect(ocos.place(SELL, 'key')).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
  });

  it('cancels by either order, and has the other one stay when they had not left', async () => {
    const { stop } = await ocos.place(SELL, null);
    lanes = [];
    await ocos.cancel(stop.id);
    expect(lanes).toEqual([]);
    cancelledTo = 'DENIED';
    await ocos.cancel(stop.id);
    expect(lanes).toEqual(['bingx|bingx-spot/BTC-USDT']);
  });

  it('cancels no single order', async () => {
    const single = anOrder();
    stored = [single];
    await expect(ocos.cancel(single.id)).rejects.toMatchObject({ code: 'order-not-of-pair' });
  });
});

import { decimal, decimalText, type Decimal } from '@/kernel/decimal';
import { BingxSpotVenue } from '@/modules/exchanges/adapters/bingx/spot/spot.venue';
import { bingxParts } from '@test/support/builders/bingx-parts';
import { AUTHORIZED, LiveTrading } from '@test/support/harness/live-trading';
import { readOwnBooks } from '@test/support/harness/own-books';
import { differencesOfProducts } from '@test/support/harness/product-books';
import { sentTwice } from '@test/support/harness/proof';
import { waitUntil } from '@test/support/harness/wait-until';
import type { AccountState } from '@test/support/simulators/bingx/state';

const PATH = '/openApi/spot/v1/oco/order$';
const QUANTITY = '0.01';

let live: LiveTrading;
let before: AccountState;

const exchangeAccount = async (): Promise<AccountState> => {
  const account = (await live.exchange.control.state()).accounts['main'];
  if (account === undefined) throw new Error('the exchange has a main account');
  return account;
};

beforeAll(async () => {
  live = await LiveTrading.start();
  before = await exchangeAccount();
}, 60_000);

afterEach(() => live.exchange.control.clearFaults());

afterAll(() => live?.stop(), 30_000);

/** What the exchange says the account has of a coin. */
async function balanceOf(asset: string): Promise<{ total: Decimal; locked: Decimal }> {
  const found = (await exchangeAccount()).spot.balances.find((row) => row.asset === asset);
  const [free, locked] = [decimal(found?.free ?? '0'), decimal(found?.locked ?? '0')];
  return { total: free.plus(locked), locked };
}

async function priceNow(): Promise<Decimal> {
  const parts = bingxParts(live.exchange, { timeoutMs: 3_000 });
  try {
    const instrument = { market: 'bingx-spot', base: 'BTC', quote: 'USDT' } as const;
    return decimal((await new BingxSpotVenue(parts).prices.ticker(instrument)).price);
  } finally {
    parts.hosts.close();
  }
}

const text = (price: Decimal): string => decimalText(price.toDecimalPlaces(2));

/** A sell around the price of now; each field can be changed. */
async function aroundNow(change: Readonly<Record<string, unknown>> = {}): Promise<any> {
  const price = await priceNow();
  return {
    account: 'bingx',
    symbol: 'BTC-USDT',
    side: 'sell',
    quantity: QUANTITY,
    limitPrice: text(price.times('1.05')),
    triggerPrice: text(price.times('0.95')),
    orderPrice: text(price.times('0.94')),
    ...change,
  };
}

const post = (path: string, body: unknown, key?: string) =>
  live.service.http.post(path, body, {
    ...AUTHORIZED,
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  });

const cancel = (id: string) => post(`/bingx/spot/oco/${id}/cancel`, {});

/** Both orders once their states are as wanted, the limit's first. */
const bothAre = (oco: any, limit: string, stop: string): Promise<any[]> =>
  waitUntil(
    `the limit to be ${limit} and the stop ${stop}`,
    async () => {
      const orders = await Promise.all(
        [oco.limit.id, oco.stop.id].map((id: string) => live.get(`/orders/${id}`)),
      );
      const states = orders.map(({ state }: any) => state);
      return states.join() === `${limit},${stop}` ? orders : null;
    },
    60_000,
  );

/** Places one and waits until it rests: right after a start nothing leaves before the books were compared. */
async function place(change: Readonly<Record<string, unknown>> = {}): Promise<any> {
  const answer = await post('/bingx/spot/oco', await aroundNow(change));
  if (answer.status >= 300) throw new Error(`oco: ${String(answer.status)} ${answer.text}`);
  const [limit, stop] = await bothAre(answer.json(), 'ACCEPTED', 'ACCEPTED');
  return { pairId: answer.json().pairId, limit, stop };
}

const sentOcos = async (since: number): Promise<number> =>
  (await live.exchange.control.state(since)).requests.filter(
    ({ method, path }) => method === 'POST' && path.endsWith('/oco/order'),
  ).length;

const requestsSoFar = async (): Promise<number> =>
  (await live.exchange.control.state()).requests.at(-1)?.seq ?? 0;

describe('an OCO on BingX Spot', () => {
  it('rests as two orders that lock their coins once; when the limit fills, the stop is cancelled', async () => {
    const at = await priceNow();
    const oco = await place();
    expect(oco).toMatchObject({
      limit: {
        type: 'limit',
        state: 'ACCEPTED',
        side: 'sell',
        reduceOnly: true,
        pairId: oco.pairId,
      },
      stop: { type: 'stop-limit', state: 'ACCEPTED', side: 'sell', pairId: oco.pairId },
    });
    expect(oco.limit.decisionId).toBe(oco.stop.decisionId);
    expect(decimalText((await balanceOf('BTC')).locked)).toBe(QUANTITY);
    await live.exchange.control.setPrice('BTC-USDT', text(at.times('1.06')), 'spot');
    const [limit, stop] = await bothAre(oco, 'FILLED', 'CANCELED');
    expect([limit.filledQuantity, stop.filledQuantity]).toEqual([QUANTITY, '0']);
    expect((await balanceOf('BTC')).locked.isZero()).toBe(true);
    await live.exchange.control.setPrice('BTC-USDT', text(at), 'spot');
  });

  it('when the price falls, the stop wakes and sells, and the limit is cancelled', async () => {
    const at = await priceNow();
    const oco = await place();
    await live.exchange.control.setPrice('BTC-USDT', text(at.times('0.945')), 'spot');
    const [, stop] = await bothAre(oco, 'CANCELED', 'FILLED');
    expect(stop.filledQuantity).toBe(QUANTITY);
    await live.exchange.control.setPrice('BTC-USDT', text(at), 'spot');
  });

  it('buys below the price or above it', async () => {
    const at = await priceNow();
    const prices = {
      limitPrice: text(at.times('0.95')),
      triggerPrice: text(at.times('1.05')),
      orderPrice: text(at.times('1.06')),
    };
    const oco = await place({ side: 'buy', ...prices });
    expect(oco.limit).toMatchObject({ side: 'buy', reduceOnly: false, state: 'ACCEPTED' });
    await live.exchange.control.setPrice('BTC-USDT', text(at.times('1.055')), 'spot');
    await bothAre(oco, 'CANCELED', 'FILLED');
    await live.exchange.control.setPrice('BTC-USDT', text(at), 'spot');
  });

  it.each(['limit', 'stop'])('is cancelled whole by its %s', async (leg) => {
    const oco = await place();
    const answer = await cancel(oco[leg].id);
    expect([answer.status, answer.json().limit.state, answer.json().stop.state]).toEqual([
      200,
      'CANCELED',
      'CANCELED',
    ]);
    expect((await balanceOf('BTC')).locked.isZero()).toBe(true);
    // Once more says the same, of either.
    expect((await cancel(oco.stop.id)).json().limit.state).toBe('CANCELED');
  });

  it('is kept with the protection, and cancelled whole with everything', async () => {
    const oco = await place();
    const all = (includeProtection: boolean) =>
      post('/bingx/spot/orders/cancel-all', {
        ...{ account: 'bingx', symbol: 'BTC-USDT', includeProtection },
      });
    const kept = (await all(false)).json().items.map(({ outcome }: any) => outcome);
    expect(kept).toEqual(['kept', 'kept']);
    const gone = (await all(true)).json().items.map(({ outcome }: any) => outcome);
    expect(gone).toEqual(['cancelled', 'cancelled']);
    await bothAre(oco, 'CANCELED', 'CANCELED');
  });

  it('says which field breaks which rule, and writes nothing', async () => {
    const at = await priceNow();
    const refused = async (change: Readonly<Record<string, unknown>>): Promise<unknown> => {
      const answer = await post('/bingx/spot/oco', await aroundNow(change));
      return [answer.status, answer.json().code, answer.json().errors?.[0]?.pointer];
    };
    const up = text(at.times('1.02'));
    expect(await refused({ limitPrice: text(at.times('0.99')) })).toEqual([
      ...[422, 'limit-price-wrong-side', '/limitPrice'],
    ]);
    expect(await refused({ triggerPrice: up })).toEqual([
      ...[422, 'stop-price-wrong-side', '/triggerPrice'],
    ]);
    expect(await refused({ limitPrice: up, triggerPrice: text(at.times('1.03')) })).toEqual([
      ...[422, 'order-fields', '/limitPrice'],
    ]);
    expect(await refused({ orderPrice: '50000.001' })).toEqual([
      422,
      'price-off-tick',
      '/orderPrice',
    ]);
    expect(await refused({ quantity: '0.0000001' })).toEqual([
      422,
      'quantity-off-step',
      '/quantity',
    ]);
    expect(await refused({ quantity: '0.00001' })).toEqual([
      422,
      'quantity-too-small',
      '/quantity',
    ]);
    expect(await refused({ symbol: 'BTC-USD' })).toEqual([400, 'invalid-request', '/symbol']);
    expect(await refused({ side: 'short' })).toEqual([400, 'invalid-request', '/side']);
  });

  it('cancels as an OCO, and replaces, only what may be', async () => {
    const oco = await place();
    const single = await post('/bingx/spot/orders', {
      ...{ account: 'bingx', symbol: 'BTC-USDT', action: 'close', positionSide: 'long' },
      ...{ type: 'limit', quantity: QUANTITY, price: text((await priceNow()).times('1.2')) },
    });
    const refused = await cancel(single.json().id);
    expect([refused.status, refused.json().code]).toEqual([409, 'order-not-of-pair']);
    const replaced = await post('/bingx/spot/orders/replace', {
      account: 'bingx',
      replacements: [
        {
          ...{ replacesOrderId: oco.limit.id, symbol: 'BTC-USDT', action: 'close' },
          ...{ positionSide: 'long', type: 'limit', quantity: QUANTITY },
          price: text((await priceNow()).times('1.2')),
        },
      ],
    });
    expect([replaced.status, replaced.json().code]).toEqual([422, 'order-fields']);
    await bothAre(oco, 'ACCEPTED', 'ACCEPTED');
    // The route of single orders takes the whole OCO along, too.
    await post(`/orders/${oco.stop.id as string}/cancel`, {});
    await bothAre(oco, 'CANCELED', 'CANCELED');
    await post(`/orders/${single.json().id as string}/cancel`, {});
  });

  it('a refusal of the exchange is one of both', async () => {
    const answer = await post('/bingx/spot/oco', await aroundNow({ quantity: '5' }));
    expect(answer.status).toBe(201);
    expect(answer.json()).toMatchObject({
      limit: { state: 'REJECTED', refusalCategory: 'insufficient-margin' },
      stop: { state: 'REJECTED', refusalCategory: 'insufficient-margin' },
    });
  });

  it('is placed once for one Idempotency-Key, also after the price moved on', async () => {
    const at = await priceNow();
    const body = await aroundNow();
    const since = await requestsSoFar();
    const first = (await post('/bingx/spot/oco', body, 'once')).json();
    await live.exchange.control.setPrice('BTC-USDT', text(at.times('1.06')), 'spot');
    const again = (await post('/bingx/spot/oco', body, 'once')).json();
    expect([again.limit.id, again.stop.id]).toEqual([first.limit.id, first.stop.id]);
    expect(await sentOcos(since)).toBe(1);
    const other = await post('/bingx/spot/oco', { ...body, quantity: '0.02' }, 'once');
    expect([other.status, other.json().code]).toEqual([409, 'idempotency-key-reused']);
    await live.exchange.control.setPrice('BTC-USDT', text(at), 'spot');
    await bothAre(first, 'FILLED', 'CANCELED');
  });

  it('leaves nothing while trading is halted', async () => {
    const state = (to: string) =>
      live.service.http.send('/trading/state', {
        method: 'PUT',
        body: { state: to, why: 'test' },
        headers: AUTHORIZED,
      });
    expect((await state('halted')).status).toBe(200);
    const answer = await post('/bingx/spot/oco', await aroundNow());
    expect([answer.status, answer.json().code]).toEqual([409, 'risk-halted']);
    await state('active');
  });

  it.each(['drop-response-after-accept', 'half-body-after-accept'] as const)(
    'is found and not doubled when its answer is lost: %s',
    async (kind) => {
      await live.exchange.control.addFaults({ kind, match: { method: 'POST', path: PATH } });
      const since = await requestsSoFar();
      const answer = await post('/bingx/spot/oco', await aroundNow());
      expect([201, 202]).toContain(answer.status);
      const orders = await bothAre(answer.json(), 'ACCEPTED', 'ACCEPTED');
      for (const order of orders) {
        expect(order.events.map(({ type }: any) => type)).toContain('unknown');
        expect(order.venueOrderId).toMatch(/^\d+$/);
      }
      expect(await sentOcos(since)).toBe(1);
      const cancelled = (await cancel(orders[0].id)).json();
      expect([cancelled.limit.state, cancelled.stop.state]).toEqual(['CANCELED', 'CANCELED']);
    },
  );

  it.each([
    ['after-order-submitted-commit', 'NOT_PLACED', 0],
    ['after-venue-answer', 'ACCEPTED', 1],
  ] as const)(
    'a process that is killed %s leaves both %s',
    async (crashAt, state, sent) => {
      const body = await aroundNow();
      await live.service.stop();
      live.service = await live.service.restart({ crashAt });
      const since = await requestsSoFar();
      await post('/bingx/spot/oco', body, crashAt).catch(() => null);
      expect(await live.service.untilEnded(20_000)).toMatchObject({ signal: 'SIGKILL' });
      live.service = await live.service.restart();
      // The same key says which pair it was.
      const oco = (await post('/bingx/spot/oco', body, crashAt)).json();
      for (const order of await bothAre(oco, state, state))
        expect(order.events.map(({ type }: any) => type)).toContain('submitted');
      expect(await sentOcos(since)).toBe(sent);
      if (state === 'ACCEPTED') expect((await cancel(oco.stop.id)).status).toBe(200);
    },
    120_000,
  );

  it('leaves books that agree with the exchange to the last decimal, and sent nothing twice', async () => {
    await live.settled();
    const own = await readOwnBooks(live.database, 'bingx');
    expect(differencesOfProducts(own, await exchangeAccount(), before)).toEqual([]);
    expect(sentTwice(await live.exchange.control.state())).toEqual([]);
    expect(own.orders.length).toBeGreaterThan(20);
  });
});

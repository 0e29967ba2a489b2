import type { ClientOrderId } from '@/kernel/ids';
import { instrumentOf } from '@/kernel/instrument';
import {
  VenueProtocolError,
  VenueRefusedError,
  VenueUnavailableError,
} from '@/modules/exchanges/venue.errors';
import type { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import type { OrderRef, VenueOrder } from '@/modules/exchanges/venue.types';
import { bingxParts } from '@test/support/builders/bingx-parts';
import { json, startBingxStub, type Answer, type BingxStub } from './bingx-stub';

const BTC = instrumentOf('bingx-usdt-m/BTC-USDT');
const SUBMIT = 'POST /openApi/swap/v2/trade/order';
const CANCEL = 'DELETE /openApi/swap/v2/trade/order';
const FIND = 'GET /openApi/swap/v2/trade/order';
const BALANCE = 'GET /openApi/swap/v3/user/balance';
const MODE = 'GET /openApi/swap/v1/positionSide/dual';
const TIME = 'GET /openApi/swap/v2/server/time';
const ID = '2104122758140616705';
const SECRET = 'very-secret-value-0001';
const KEY = 'very-public-key-0001';

const ORDER: VenueOrder = {
  account: 'bingx',
  instrument: BTC,
  clientOrderId: 's0000000000000000000000000000001' as ClientOrderId,
  side: 'buy',
  positionSide: 'long',
  type: 'market',
  quantity: '0.001',
  quoteQuantity: null,
  price: null,
  stopPrice: null,
  reduceOnly: false,
  referencePrice: null,
};
const REF: OrderRef = {
  account: 'bingx',
  instrument: BTC,
  clientOrderId: ORDER.clientOrderId,
  venueOrderId: ID,
};
const ACCEPTED = `{"code":0,"msg":"","data":{"order":{"orderId":${ID},"symbol":"BTC-USDT","clientOrderID":"${ORDER.clientOrderId}"}}}`;

const late: Answer = (_request, response) => {
  setTimeout(() => response.end(ACCEPTED), 1_500).unref();
};
const dropped: Answer = (_request, response) => {
  response.destroy();
};
const reset: Answer = (_request, response) => {
  response.socket?.resetAndDestroy();
};
const half: Answer = (_request, response) => {
  response.writeHead(200, { 'content-length': String(ACCEPTED.length) });
  response.write(ACCEPTED.slice(0, 40));
  setTimeout(() => response.destroy(), 20);
};
const trickle: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => {
    clearInterval(timer);
  });
};
const huge: Answer = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const chunk = Buffer.alloc(1024 * 1024, 0x20);
  const push = (): void => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', push);
  };
  push();
};

/** Everything after which nobody knows. */
const UNCERTAIN: readonly (readonly [string, Answer])[] = [
  ['an answer after the time limit', late],
  ['a connection dropped after accepting', dropped],
  ['a reset', reset],
  ['half a body', half],
  ['a body that trickles in for ever', trickle],
  ['a body that is far too large', huge],
  ['HTML with status 502', json('<html><h1>502 Bad Gateway</h1></html>', 502)],
  ['status 500 with a body that looks fine', json(ACCEPTED, 500)],
  ['status 504', json('', 504)],
  ['HTML with status 200', json('<html></html>')],
  ['broken JSON', json('{"code":0,"data":{')],
  ['no code', json({ data: {} })],
  ['success without order', json({ code: 0, msg: '', data: {} })],
  [
    'success for another client order id',
    json(ACCEPTED.replace(ORDER.clientOrderId, 'somebodyelse')),
  ],
  ['a redirect', json('', 302, { location: '/elsewhere' })],
  ['a page saying 404', json('<html>not found</html>', 404)],
  ['an unlisted code', json({ code: 999_999, msg: 'new' })],
  ['a code that asks to look', json({ code: 109_423, msg: 'being processed' })],
  ['a repeated client order id', json({ code: 101_481, msg: 'clientOrderID cannot be repeated' })],
];

describe('BingX USDT-M when things fail halfway', () => {
  let stub: BingxStub;
  let venue: BingxUsdtMVenue;
  let logged: string[];
  const opened: BingxHosts[] = [];

  beforeEach(async () => {
    stub = await startBingxStub();
    logged = [];
    venue = venueAt(stub.url);
  });

  afterEach(async () => {
    for (const hosts of opened.splice(0)) hosts.close();
    await stub.close();
  });

  function venueAt(url: string): BingxUsdtMVenue {
    const record = (fields: object, message: string): void => {
      logged.push(JSON.stringify(fields) + message);
    };
    const parts = bingxParts(
      { url, key: KEY, secret: SECRET },
      { timeoutMs: 400, logger: { debug: record, warn: record } },
    );
    opened.push(parts.hosts);
    return new BingxUsdtMVenue(parts);
  }

  it.each(UNCERTAIN)('submit: %s is unknown and is sent once', async (_name, answer) => {
    stub.on(SUBMIT, answer);
    expect(await venue.execution.submit(ORDER)).toMatchObject({ outcome: 'unknown' });
    expect(stub.count(SUBMIT)).toBe(1);
  });

  it.each(UNCERTAIN.slice(0, 9))(
    'cancel: %s is unknown and is sent once',
    async (_name, answer) => {
      stub.on(CANCEL, answer);
      expect(await venue.execution.cancel(REF)).toMatchObject({ outcome: 'unknown' });
      expect(stub.count(CANCEL)).toBe(1);
    },
  );

  it('acknowledges with the id digit for digit', async () => {
    stub.on(SUBMIT, json(ACCEPTED));
    expect(await venue.execution.submit(ORDER)).toEqual({
      outcome: 'acknowledged',
      venueOrderId: ID,
    });
    const sent = stub.seen.find((entry) => entry.method === 'POST');
    expect(sent?.headers['x-bx-apikey']).toBe(KEY);
    expect(sent?.params.get('signature')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says refused when no connection was made', async () => {
    stub.on(SUBMIT, json(ACCEPTED));
    await venue.execution.submit(ORDER);
    await stub.close();
    // A request written on a socket that is just being closed would be unknown, and rightly so.
    await new Promise((done) => setTimeout(done, 50));
    const outcome = await venue.execution.submit(ORDER);
    expect(outcome).toMatchObject({ outcome: 'refused', category: 'venue-unreachable' });
    stub = await startBingxStub();
  });

  it('says refused when a read before the order failed, and sends nothing', async () => {
    stub.on(MODE, dropped);
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'venue-unreachable',
    });
    expect(stub.count(SUBMIT)).toBe(0);
  });

  it('repeats a read a few times, and then says that the venue could not be asked', async () => {
    stub.on(BALANCE, reset);
    await expect(venue.accounts.balances('bingx')).rejects.toThrow(VenueUnavailableError);
    expect(stub.count(BALANCE)).toBe(3);
  });

  it('gets over a read that failed once', async () => {
    let asked = 0;
    stub.on(BALANCE, (request, response) => {
      asked += 1;
      if (asked === 1) dropped(request, response);
      else
        json({
          code: 0,
          msg: '',
          data: [{ asset: 'USDT', balance: '5', equity: '5', availableMargin: '5' }],
        })(request, response);
    });
    expect(await venue.accounts.balances('bingx')).toHaveLength(1);
  });

  it('does not repeat a read that was answered with nonsense', async () => {
    stub.on(BALANCE, json('<html></html>'));
    await expect(venue.accounts.balances('bingx')).rejects.toThrow(VenueProtocolError);
    expect(stub.count(BALANCE)).toBe(1);
  });

  it('tells an unknown order from a failed look-up', async () => {
    stub.on(FIND, json({ code: 109_421, msg: 'order not exist' }));
    expect(await venue.orders.find(REF)).toBeNull();
    expect(stub.count(FIND)).toBe(2);
    stub.on(FIND, json({ code: 100_500, msg: 'busy' }));
    await expect(venue.orders.find(REF)).rejects.toThrow(VenueUnavailableError);
  });

  it('refuses to take another order for the one it asked for', async () => {
    const other = {
      orderId: '1',
      symbol: 'BTC-USDT',
      side: 'BUY',
      positionSide: 'LONG',
      type: 'MARKET',
      status: 'FILLED',
      origQty: '1',
      executedQty: '1',
    };
    stub.on(FIND, json({ code: 0, msg: '', data: { order: other } }));
    await expect(venue.orders.find(REF)).rejects.toThrow(VenueProtocolError);
  });

  it('stops asking after a 429 for as long as the headers say', async () => {
    const headers = { 'X-RateLimit-Requests-Remain': '0', 'X-RateLimit-Requests-Expire': '60000' };
    stub.on(SUBMIT, json('', 429, headers));
    const first = await venue.execution.submit(ORDER);
    expect(first).toMatchObject({
      outcome: 'refused',
      category: 'rate-limited',
      venueCode: 'http-429',
    });
    const retryAt = first.outcome === 'refused' ? first.retryAt?.getTime() : 0;
    expect(Math.abs((retryAt ?? 0) - Date.now() - 60_000)).toBeLessThan(2_000);
    const second = await venue.execution.submit(ORDER);
    expect(second).toMatchObject({ outcome: 'refused', category: 'rate-limited', venueCode: null });
    expect(stub.count(SUBMIT)).toBe(1);
  });

  it('goes quiet on every endpoint after a ban', async () => {
    stub.on(SUBMIT, json('', 418));
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'rate-limited',
    });
    await expect(venue.positions.open('bingx')).rejects.toThrow(VenueUnavailableError);
    expect(stub.seen.some((entry) => entry.path.endsWith('positions'))).toBe(false);
  });

  it.each([100_421, 109_400])(
    'measures the clock again after code %i and sends once more',
    async (code) => {
      let asked = 0;
      stub.on(SUBMIT, (request, response) => {
        asked += 1;
        if (asked === 1) json({ code, msg: 'timestamp is invalid' })(request, response);
        else json(ACCEPTED)(request, response);
      });
      expect(await venue.execution.submit(ORDER)).toMatchObject({ outcome: 'acknowledged' });
      expect(stub.count(SUBMIT)).toBe(2);
      expect(stub.count(TIME)).toBe(2);
    },
  );

  it('gives up when the clock is wrong twice', async () => {
    stub.on(SUBMIT, json({ code: 109_400, msg: 'timestamp is invalid' }));
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'clock-drift',
    });
    expect(stub.count(SUBMIT)).toBe(2);
  });

  it('corrects its timestamps by the server clock', async () => {
    const ahead = 3_600_000;
    stub.on(TIME, (request, response) => {
      json({ code: 0, msg: '', data: { serverTime: Date.now() + ahead } })(request, response);
    });
    stub.on(SUBMIT, json(ACCEPTED));
    await venue.execution.submit(ORDER);
    const sent = Number(
      stub.seen.find((entry) => entry.method === 'POST')?.params.get('timestamp'),
    );
    expect(Math.abs(sent - Date.now() - ahead)).toBeLessThan(2_000);
    const status = await venue.ping(AbortSignal.timeout(1_000));
    expect(Math.abs((status.clockOffsetMs ?? 0) + ahead)).toBeLessThan(2_000);
  });

  it('does not take the wait for its turn for time on the way to the server', async () => {
    stub.on(SUBMIT, json(ACCEPTED));
    opened[0]?.market.budget.pauseAll(1_500, 'a pause of this test');
    await venue.execution.submit(ORDER);
    expect(Math.abs(opened[0]?.market.time.offsetMs ?? Infinity)).toBeLessThan(300);
  });

  it('asks for the position mode again after BingX contradicted it', async () => {
    const refusal = {
      code: 109_400,
      msg: "In the One-way mode, the 'PositionSide' field can only be set to BOTH.",
    };
    stub.on(SUBMIT, json(refusal));
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'position-mode-mismatch',
    });
    stub.on(MODE, json({ code: '0', msg: '', data: { dualSidePosition: 'false' } }));
    stub.on(SUBMIT, json(ACCEPTED));
    expect(await venue.execution.submit(ORDER)).toMatchObject({ outcome: 'acknowledged' });
    expect(
      stub.seen
        .filter((entry) => entry.method === 'POST')
        .at(-1)
        ?.params.get('positionSide'),
    ).toBe('BOTH');
  });

  it.each([
    [{ code: 109_400, msg: 'order not exist' }, { outcome: 'gone' }],
    [{ code: 80_016, msg: '' }, { outcome: 'gone' }],
    [{ code: 80_018, msg: '' }, { outcome: 'gone' }],
    [
      { code: 0, msg: '', data: { order: { orderId: '1', status: 'CANCELLED' } } },
      { outcome: 'cancelled' },
    ],
    [
      { code: 0, msg: '', data: { order: { orderId: '1', status: 'FILLED' } } },
      { outcome: 'gone' },
    ],
    [
      { code: 100_413, msg: 'Incorrect apiKey' },
      { outcome: 'refused', category: 'key-invalid' },
    ],
  ])('cancel answered by %j is %j', async (body, expected) => {
    stub.on(CANCEL, json(body));
    expect(await venue.execution.cancel(REF)).toMatchObject(expected);
  });

  it('touches no network for an account without keys', async () => {
    await expect(venue.accounts.balances('other')).rejects.toThrow(VenueRefusedError);
    expect(await venue.execution.submit({ ...ORDER, account: 'other' })).toMatchObject({
      category: 'account-unknown',
    });
    expect(await venue.execution.cancel({ ...REF, account: 'other' })).toMatchObject({
      category: 'account-unknown',
    });
    expect(stub.seen).toHaveLength(0);
  });

  it('holds entries back, not closes, when refusals pile up', async () => {
    stub.on(SUBMIT, json({ code: 101_204, msg: 'Insufficient margin' }));
    for (let sent = 0; sent < 5; sent += 1) await venue.execution.submit(ORDER);
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'circuit-open',
    });
    expect(stub.count(SUBMIT)).toBe(5);
    stub.on(SUBMIT, json(ACCEPTED));
    const close = { ...ORDER, side: 'sell', reduceOnly: true } as const;
    expect(await venue.execution.submit(close)).toMatchObject({ outcome: 'acknowledged' });
  });

  it('finds the fills of a triggered stop through its child', async () => {
    const child = '2104122758140616999';
    stub.on(
      FIND,
      json(
        `{"code":0,"msg":"","data":{"order":{"orderId":${child},"triggerOrderId":${ID},"symbol":"BTC-USDT","side":"SELL","positionSide":"LONG","type":"STOP_MARKET","status":"FILLED","origQty":"1","executedQty":"1","avgPrice":"9","clientOrderId":""}}}`,
      ),
    );
    stub.on('GET /openApi/swap/v2/trade/fillHistory', (request, response) => {
      const row = {
        tradeId: '7',
        orderId: child,
        symbol: 'BTC-USDT',
        side: 'sell',
        qty: '1',
        price: '9',
        commission: '-0.1',
        commissionAsset: 'USDT',
        filledTm: new Date().toISOString(),
      };
      const rows = request.params.get('orderId') === child ? [row] : [];
      json({ code: 0, msg: '', data: { fill_history_orders: rows, total: rows.length } })(
        request,
        response,
      );
    });
    const report = await venue.orders.find(REF);
    expect(report).toMatchObject({ venueOrderId: child, state: 'filled', clientOrderId: null });
    const since = new Date(Date.now() - 60_000);
    expect(await venue.orders.fills('bingx', BTC, since, child)).toHaveLength(1);
    expect(await venue.orders.fills('bingx', BTC, since, ID)).toMatchObject([
      { venueFillId: '7', venueOrderId: child },
    ]);
  });

  it('never logs a key, a secret or a signature', async () => {
    stub.on(SUBMIT, dropped);
    await venue.execution.submit(ORDER);
    stub.on(BALANCE, json({ code: 100_413, msg: 'Incorrect apiKey' }));
    const error: unknown = await venue.accounts
      .balances('bingx')
      .catch((thrown: unknown) => thrown);
    const said = [...logged, String(error), JSON.stringify(error)].join('\n');
    expect(logged.length).toBeGreaterThan(0);
    for (const secret of [SECRET, KEY, 'signature', 'timestamp='])
      expect(said).not.toContain(secret);
  });

  it('is silent about an unreachable venue in a ping', async () => {
    const gone = venueAt('http://127.0.0.1:1');
    expect(await gone.ping(AbortSignal.timeout(500))).toMatchObject({
      reachable: false,
      latencyMs: null,
    });
  });
});

import type { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import { VenueUnavailableError } from '@/modules/exchanges/venue.errors';
import { json, type Answer, type BingxStub } from './bingx-stub';
import { STUB_KEY, startOnStub } from './on-stub';
import { ACCEPTED, CANCEL, FIND, ID, MODE, ORDER, REF, SUBMIT, TIME } from './usdt-m-routes';
import {
  dropped,
  half,
  itNeverRepeatsWrites,
  itReadsCancellations,
  uncertainAnswers,
  type NamedAnswer,
} from './write-cases';

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
const UNCERTAIN: readonly NamedAnswer[] = [
  ...uncertainAnswers(ACCEPTED),
  ['half a body', half(ACCEPTED)],
  ['a body that trickles in for ever', trickle],
  ['a body that is far too large', huge],
  ['status 500 with a body that looks fine', json(ACCEPTED, 500)],
];
const UNCERTAIN_SUBMITS: readonly NamedAnswer[] = [
  ...UNCERTAIN,
  ['HTML with status 200', json('<html></html>')],
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

/** Orders are refused for their timestamps, and from the first one on nobody can ask for the time. */
function refuseTheClock(stub: BingxStub): { isSilent: boolean } {
  const time = { isSilent: false };
  stub.on(TIME, (request, response) => {
    if (time.isSilent) json('', 500)(request, response);
    else json({ code: 0, msg: '', data: { serverTime: Date.now() } })(request, response);
  });
  stub.on(SUBMIT, (request, response) => {
    time.isSilent = true;
    json({ code: 100_421, msg: 'timestamp mismatch' })(request, response);
  });
  return time;
}

describe('BingX USDT-M when things fail halfway', () => {
  let stub: BingxStub;
  let venue: BingxUsdtMVenue;
  let hosts: BingxHosts;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ stub, venue, hosts, close } = await startOnStub(BingxUsdtMVenue, { timeoutMs: 400 }));
  });

  afterEach(() => close());

  const opened = () => ({ stub, venue });
  itNeverRepeatsWrites(
    {
      routes: { submit: SUBMIT, cancel: CANCEL },
      ...{ order: ORDER, ref: REF, toSubmit: UNCERTAIN_SUBMITS, toCancel: UNCERTAIN },
    },
    opened,
  );

  itReadsCancellations(
    [
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
    ],
    { route: CANCEL, ref: REF },
    opened,
  );

  it('acknowledges with the id digit for digit', async () => {
    stub.on(SUBMIT, json(ACCEPTED));
    expect(await venue.execution.submit(ORDER)).toEqual({
      outcome: 'acknowledged',
      venueOrderId: ID,
    });
    const sent = stub.seen.find((entry) => entry.method === 'POST');
    expect(sent?.headers['x-bx-apikey']).toBe(STUB_KEY.key);
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
  });

  it('says refused when a read before the order failed, and sends nothing', async () => {
    stub.on(MODE, dropped);
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'venue-unreachable',
    });
    expect(stub.count(SUBMIT)).toBe(0);
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

  it('repeats nothing, and reads nothing, with a clock that was refused and cannot be measured', async () => {
    const time = refuseTheClock(stub);
    const refused = { outcome: 'refused', category: 'clock-drift' };
    expect(await venue.execution.submit(ORDER)).toMatchObject(refused);
    expect(stub.count(SUBMIT)).toBe(1);
    await expect(venue.positions.open('bingx')).rejects.toThrow(VenueUnavailableError);
    expect(stub.seen.some((entry) => entry.path.endsWith('positions'))).toBe(false);
    const { account, instrument, clientOrderId } = ORDER;
    const urgent = { account, instrument, clientOrderId, venueOrderId: null, isUrgent: true };
    await expect(venue.orders.find(urgent)).rejects.toThrow(VenueUnavailableError);
    expect(stub.seen.filter((entry) => entry.path === '/openApi/swap/v2/trade/order')).toHaveLength(
      1,
    );
    time.isSilent = false;
    stub.on(SUBMIT, json(ACCEPTED));
    expect(await venue.execution.submit(ORDER)).toMatchObject({ outcome: 'acknowledged' });
  });

  it('sends no read that waited for its turn while the clock was refused', async () => {
    stub.on(FIND, json({ code: 109_421, msg: 'order not exist' }));
    refuseTheClock(stub);
    const many = Array.from({ length: 30 }, () => venue.orders.find(REF).catch(() => null));
    await venue.execution.submit(ORDER);
    const atOnce = stub.count(FIND);
    await Promise.all(many);
    expect(stub.count(FIND)).toBe(atOnce);
    expect(atOnce).toBeLessThan(30);
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
    hosts.market.budget.pauseAll(1_500, 'a pause of this test');
    await venue.execution.submit(ORDER);
    expect(Math.abs(hosts.market.time.offsetMs ?? Infinity)).toBeLessThan(300);
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
});

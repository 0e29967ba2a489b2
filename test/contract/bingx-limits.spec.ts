import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import type { VenueOrder } from '@/modules/exchanges/venue.types';
import { json, type BingxStub } from './bingx-stub';
import { startOnStub } from './on-stub';
import { ACCEPTED, BALANCE, ORDER, REF, SUBMIT } from './usdt-m-routes';

const CLOSE: VenueOrder = { ...ORDER, side: 'sell', reduceOnly: true };
const STOP: VenueOrder = { ...CLOSE, type: 'stop-market', stopPrice: '9' };

describe('BingX request limits', () => {
  let stub: BingxStub;
  let venue: BingxUsdtMVenue;
  let close: () => Promise<void>;
  let logged: { level: string; message: string }[];

  beforeEach(async () => {
    logged = [];
    const log =
      (level: string) =>
      (_fields: object, message: string): void =>
        void logged.push({ level, message });
    const logger = { debug: log('debug'), warn: log('warn'), error: log('error') };
    ({ stub, venue, close } = await startOnStub(BingxUsdtMVenue, { timeoutMs: 2_000, logger }));
    // What comes before an order is asked once.
    stub.on(SUBMIT, json(ACCEPTED));
    await venue.execution.submit(CLOSE);
    await new Promise((done) => setTimeout(done, 1_050));
    stub.seen.splice(0);
  });

  afterEach(() => close());

  const status = () => venue.ping(AbortSignal.timeout(1_000));
  const endpointOf = async (endpoint: string) =>
    (await status()).limits?.endpoints.find((one) => one.endpoint === endpoint);

  it('sends closes, then protection, then entries when there is not enough for all', async () => {
    const orders = [ORDER, ORDER, ORDER, ORDER, ORDER, ORDER, CLOSE, STOP, STOP, CLOSE];
    const outcomes = await Promise.all(orders.map((order) => venue.execution.submit(order)));
    expect(outcomes.every(({ outcome }) => outcome === 'acknowledged')).toBe(true);
    const sent = stub.seen
      .filter(({ method }) => method === 'POST')
      .map(({ params }) =>
        params.get('side') === 'BUY' ? 'entry' : params.get('type') === 'MARKET' ? 'close' : 'stop',
      );
    // Four entries left before the others came; a place was kept. Nothing that opens goes before the rest is through.
    expect(sent.slice(0, 5).filter((one) => one === 'entry')).toHaveLength(4);
    expect(sent.slice(0, 5)).toContain('close');
    expect(sent.slice(5, 8)).toEqual(['close', 'stop', 'stop']);
    expect(sent.slice(8)).toEqual(['entry', 'entry']);
  }, 15_000);

  it('turns entries away unsent that would wait beyond their use, with the time to come again', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 40 }, () => venue.execution.submit(ORDER)),
    );
    const refused = outcomes.filter(({ outcome }) => outcome === 'refused');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ category: 'rate-limited', venueCode: null });
    expect(refused[0]?.outcome === 'refused' && refused[0].retryAt).toBeInstanceOf(Date);
    expect(stub.count(SUBMIT)).toBe(40 - refused.length);
    const times = outcomes.filter(({ outcome }) => outcome === 'acknowledged');
    expect(times.length).toBeLessThanOrEqual(20);
  }, 15_000);

  it.each([
    ['100410', { code: 100_410, msg: 'rate limitation, will be unblocked after TIME' }],
    ['100410', { code: 100_410, msg: 'can retry after time: TIME' }],
    ['109429', { code: 109_429, msg: 'can retry after time: TIME' }],
  ])('rests after %s until the time in its text, closes too', async (code, body) => {
    const until = Date.now() + 90_000;
    stub.on(SUBMIT, json({ ...body, msg: body.msg.replace('TIME', String(until)) }));
    const first = await venue.execution.submit(CLOSE);
    expect(first).toMatchObject({ outcome: 'refused', category: 'rate-limited', venueCode: code });
    expect(await venue.execution.submit(CLOSE)).toMatchObject({
      outcome: 'refused',
      category: 'rate-limited',
      venueCode: null,
    });
    expect(stub.count(SUBMIT)).toBe(1);
    const shown = await endpointOf(SUBMIT);
    expect(shown).toMatchObject({ account: 'bingx', state: 'paused', limit: 5 });
    expect(Math.abs((shown?.retryAt?.getTime() ?? 0) - until)).toBeLessThan(2_000);
    expect(await venue.execution.cancel(REF)).not.toMatchObject({ category: 'rate-limited' });
  });

  it('does not take "busy" for a limit', async () => {
    stub.on(SUBMIT, json({ code: 100_410, msg: 'system is busy' }));
    expect(await venue.execution.submit(CLOSE)).toMatchObject({ outcome: 'unknown' });
    expect(await venue.execution.submit(CLOSE)).toMatchObject({ outcome: 'unknown' });
    expect(stub.count(SUBMIT)).toBe(2);
  });

  it.each([
    [403, 5 * 60_000],
    [418, 10 * 60_000],
  ])('sends nothing at all after status %i, says so loudly, and shows it', async (code, ms) => {
    stub.on(SUBMIT, json('', code));
    await venue.execution.submit(CLOSE);
    const before = stub.seen.length;
    expect(await venue.execution.cancel(REF)).toMatchObject({ category: 'rate-limited' });
    await expect(venue.accounts.balances('bingx')).rejects.toThrow(/could not be asked/);
    expect(stub.seen.length).toBe(before);
    const limits = (await status()).limits;
    expect(limits?.stopped?.reason).toContain(`http-${String(code)}`);
    const left = (limits?.stopped?.until.getTime() ?? 0) - Date.now();
    expect(Math.abs(left - ms)).toBeLessThan(5_000);
    expect(logged.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('opens the circuit of one endpoint after five equal failures; closes go on', async () => {
    stub.on(SUBMIT, json({ code: 110_422, msg: 'below minimum' }));
    for (let sent = 0; sent < 5; sent += 1) await venue.execution.submit(CLOSE);
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'circuit-open',
    });
    expect(stub.count(SUBMIT)).toBe(5);
    expect(await endpointOf(SUBMIT)).toMatchObject({
      account: 'bingx',
      state: 'open',
      reason: '5 times in a row: quantity-too-small (110422)',
    });
    stub.on(BALANCE, json({ code: 0, data: [] }));
    expect(await venue.accounts.balances('bingx')).toEqual([]);
    stub.on(SUBMIT, json(ACCEPTED));
    expect(await venue.execution.submit(CLOSE)).toMatchObject({ outcome: 'acknowledged' });
    expect(await venue.execution.submit(ORDER)).toMatchObject({ outcome: 'acknowledged' });
    expect((await endpointOf(SUBMIT))?.state).toBe('closed');
  }, 15_000);

  it('opens it after ten requests in a row of which nothing certain was heard', async () => {
    stub.on(BALANCE, json('<html>', 502));
    for (let asked = 0; asked < 3; asked += 1)
      await expect(venue.accounts.balances('bingx')).rejects.toThrow(/could not be asked/);
    expect(await endpointOf(BALANCE)).toMatchObject({ state: 'closed' });
    await expect(venue.accounts.balances('bingx')).rejects.toThrow(/could not be asked/);
    expect(await endpointOf(BALANCE)).toMatchObject({
      state: 'open',
      reason: '10 times in a row: no certain answer',
    });
    expect(stub.count(BALANCE)).toBe(10);
  }, 20_000);

  it('shows what is left, of the endpoint and of the address', async () => {
    await venue.execution.submit(ORDER);
    expect(await endpointOf(SUBMIT)).toMatchObject({ remaining: 4, limit: 5, state: 'closed' });
    const limits = (await status()).limits;
    expect(limits).toMatchObject({ counting: 'alone', otherInstances: 0, stopped: null });
    expect(limits?.address['g3']).toMatch(/^199\d\/2000$/);
    expect(limits?.address['g1 10s']).toMatch(/^49\d\/500$/);
  });
});

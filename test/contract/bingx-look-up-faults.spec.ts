import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import {
  VenueProtocolError,
  VenueRefusedError,
  VenueUnavailableError,
} from '@/modules/exchanges/venue.errors';
import { bingxParts } from '@test/support/builders/bingx-parts';
import { json, type BingxStub } from './bingx-stub';
import { STUB_KEY, startOnStub } from './on-stub';
import { BALANCE, FIND, ID, ORDER, REF, SUBMIT } from './usdt-m-routes';
import { dropped, reset } from './write-cases';

describe('BingX USDT-M when things fail halfway', () => {
  let stub: BingxStub;
  let venue: BingxUsdtMVenue;
  let logged: string[];
  let close: () => Promise<void>;

  beforeEach(async () => {
    logged = [];
    const record = (fields: object, message: string): void => {
      logged.push(JSON.stringify(fields) + message);
    };
    ({ stub, venue, close } = await startOnStub(BingxUsdtMVenue, {
      timeoutMs: 400,
      logger: { debug: record, warn: record },
    }));
  });

  afterEach(() => close());

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

  it('asks what became of a market order ahead of orders that rest', async () => {
    stub.on(FIND, json({ code: 109_421, msg: 'order not exist' }));
    const answered: string[] = [];
    const look = async (isUrgent: boolean): Promise<void> => {
      await venue.orders.find({ ...REF, isUrgent });
      answered.push(isUrgent ? 'market' : 'resting');
    };
    await Promise.all([...Array.from({ length: 6 }, () => look(false)), look(true)]);
    // Each look is two requests, by either id, and five a second are allowed.
    expect(answered.indexOf('market')).toBeLessThan(4);
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
    expect(await venue.orders.fills('bingx', ORDER.instrument, since, child)).toHaveLength(1);
    expect(await venue.orders.fills('bingx', ORDER.instrument, since, ID)).toMatchObject([
      { venueFillId: '7', venueOrderId: child },
    ]);
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

  it('never logs a key, a secret or a signature', async () => {
    stub.on(SUBMIT, dropped);
    await venue.execution.submit(ORDER);
    stub.on(BALANCE, json({ code: 100_413, msg: 'Incorrect apiKey' }));
    const error: unknown = await venue.accounts
      .balances('bingx')
      .catch((thrown: unknown) => thrown);
    const said = [...logged, String(error), JSON.stringify(error)].join('\n');
    expect(logged.length).toBeGreaterThan(0);
    for (const secret of [STUB_KEY.secret, STUB_KEY.key, 'signature', 'timestamp='])
      expect(said).not.toContain(secret);
  });

  it('is silent about an unreachable venue in a ping', async () => {
    const parts = bingxParts({ url: 'http://127.0.0.1:1', ...STUB_KEY }, { timeoutMs: 400 });
    const gone = new BingxUsdtMVenue(parts);
    expect(await gone.ping(AbortSignal.timeout(500))).toMatchObject({
      reachable: false,
      latencyMs: null,
    });
    parts.hosts.close();
  });
});

import { BingxReadsService, type ReadAnswer } from '@/modules/exchanges/bingx-reads.service';
import { problemOf } from '@/platform/http/problem';
import { bingxParts } from '@test/support/builders/bingx-parts';
import { readRoute, rowOf } from '@test/support/builders/read-row';
import { json, startBingxStub, type Answer, type BingxStub } from './bingx-stub';

const KEY = { key: 'test-key', secret: 'test-secret-0123456789abcdef' };

let stub: BingxStub;
let parts: ReturnType<typeof bingxParts>;
let reads: BingxReadsService;

beforeEach(async () => {
  stub = await startBingxStub();
  parts = bingxParts({ url: stub.url, ...KEY }, { timeoutMs: 1_000 });
  reads = new BingxReadsService(parts.hosts, parts.keyring);
});

afterEach(async () => {
  parts.hosts.close();
  await stub.close();
});

const run = (operationId: string, query: Record<string, string> = {}): Promise<ReadAnswer> =>
  reads.run(rowOf(operationId), query);

async function bodyOf(operationId: string, query: Record<string, string> = {}): Promise<unknown> {
  const answer = await run(operationId, query);
  return answer.kind === 'raw' ? answer.text : answer.body;
}

/** The problem that a caller would get. */
async function problem(operationId: string, query: Record<string, string> = {}) {
  const failed = await run(operationId, query).then(
    () => new Error('it succeeded'),
    (error: unknown) => error,
  );
  const { status, code, venueCode } = problemOf(failed, 'r');
  return { status, code, venueCode };
}

const DEPOSIT = { coin: 'USDT', amount: '49999.000', status: 1, insertTime: 1701557778000 };
const ORDER = { symbol: 'BTC-USDT', orderId: '#', price: '1.0', time: 1702713615000 };
/** JSON.stringify would round the id. */
const orderText = (id: string): string => JSON.stringify(ORDER).replace('"#"', id);

describe('answers in odd envelopes', () => {
  it.each<[string, unknown]>([
    ['a bare array', [DEPOSIT]],
    ['an envelope', { code: 0, data: [DEPOSIT] }],
    ['a double envelope', { code: '0', data: { data: [DEPOSIT], total: 1 } }],
  ])('reads a list in %s', async (_name, body) => {
    stub.on(readRoute('listBingxDeposits'), json(body));
    expect(await bodyOf('listBingxDeposits')).toMatchObject({
      items: [
        {
          coin: 'USDT',
          amount: '49999',
          status: 'completed',
          insertedAt: '2023-12-02T22:56:18.000Z',
        },
      ],
      nextCursor: null,
    });
  });

  it.each<[string, unknown]>([
    ['flat', { code: 0, msg: '', ipRestrict: true, enableReading: 'true' }],
    ['flat, without code', { ipRestrict: true, enableReading: true }],
    ['wrapped', { code: 0, data: { ipRestrict: true, enableReading: true } }],
  ])('reads an object that comes %s', async (_name, body) => {
    stub.on(readRoute('getBingxApiRestrictions'), json(body));
    const expected = { isIpBound: true, isReadingAllowed: true, isWithdrawalAllowed: null };
    expect(await bodyOf('getBingxApiRestrictions')).toMatchObject(expected);
  });

  it.each<[string, unknown]>([
    ['a list', [{ symbol: 'BTC-USD', marginType: 'CROSSED' }]],
    ['an object', { symbol: 'BTC-USD', marginType: 'Crossed' }],
  ])('reads one thing out of %s', async (_name, data) => {
    stub.on(readRoute('getBingxCoinMMarginMode'), json({ code: 0, data }));
    const body = await bodyOf('getBingxCoinMMarginMode', { symbol: 'BTC-USD' });
    expect(body).toEqual({ symbol: 'BTC-USD', marginMode: 'CROSSED' });
  });

  it.each<[string, unknown]>([
    ['captured', { assets: [{ asset: 'USDT', free: '1', locked: 0 }] }],
    ['documented', { balances: [{ asset: 'USDT', free: 1, locked: '0' }] }],
  ])('reads the fund wallet as %s', async (_name, data) => {
    stub.on(readRoute('listBingxFundBalances'), json({ code: 0, data }));
    expect(await bodyOf('listBingxFundBalances')).toMatchObject({
      items: [{ asset: 'USDT', free: '1', locked: '0' }],
      total: 1,
    });
  });

  it('takes null and "no data" for an empty list', async () => {
    stub.on(readRoute('listBingxUsdtMPositions'), json({ code: 0, data: null }));
    expect(await bodyOf('listBingxUsdtMPositions')).toEqual({
      items: [],
      total: 0,
      nextCursor: null,
    });
    stub.on(readRoute('listBingxSpotOlderKlines'), json({ code: 100204, msg: 'no data' }));
    const query = { symbol: 'BTC-USDT', interval: '1h' };
    expect(await bodyOf('listBingxSpotOlderKlines', query)).toMatchObject({ items: [] });
  });

  it.each<[string, Answer]>([
    ['HTML', json('<html>busy</html>')],
    ['a bare array where an envelope belongs', json([ORDER])],
    ['no code', json({ data: [] })],
    ['another form of data', json({ code: 0, data: { things: [] } })],
    ['a row without what it is about', json({ code: 0, data: [{ leverage: 3 }] })],
    [
      'a word for a number',
      json({ code: 0, data: [{ symbol: 'A', positionSide: 'LONG', positionAmt: 'lots' }] }),
    ],
    ['half an answer', json('{"code":0,"data":[')],
    ['nothing', json('')],
  ])('contains %s', async (_name, answer) => {
    stub.on(readRoute('listBingxUsdtMPositions'), answer);
    expect(await problem('listBingxUsdtMPositions')).toMatchObject({
      status: 503,
      code: 'venue-answer-not-understood',
    });
  });
});

describe('refusals and failures', () => {
  it.each([
    [109421, 'order not exist', { status: 422, code: 'venue-refused', venueCode: '109421' }],
    [100004, 'Permission denied', { status: 422, code: 'venue-refused', venueCode: '100004' }],
    [
      100419,
      'your current request IP does not match',
      { status: 422, code: 'venue-refused', venueCode: '100419' },
    ],
    [100410, 'rate limited', { status: 503, code: 'venue-unavailable' }],
    [
      987654,
      'something new',
      { status: 503, code: 'venue-answer-not-understood', venueCode: '987654' },
    ],
  ])('tells the caller of code %s', async (code, msg, expected) => {
    stub.on(readRoute('getBingxUsdtMOrder'), json({ code, msg }));
    const query = { symbol: 'BTC-USDT', orderId: '1' };
    expect(await problem('getBingxUsdtMOrder', query)).toMatchObject(expected);
  });

  it.each([500, 504, 429, 403])('is unavailable at HTTP %s', async (status) => {
    stub.on(readRoute('listBingxUsdtMPositions'), json('', status));
    expect(await problem('listBingxUsdtMPositions')).toMatchObject({
      status: 503,
      code: 'venue-unavailable',
    });
  });

  it('asks nobody for an account that it has no key of, or with a wrong parameter', async () => {
    expect(await problem('listBingxUsdtMPositions', { account: 'other' })).toMatchObject({
      status: 422,
    });
    expect(await problem('listBingxUsdtMPositions', { symbol: 'BTC-USD' })).toMatchObject({
      status: 400,
      code: 'invalid-request',
    });
    expect(stub.seen).toEqual([]);
  });
});

describe('what is asked', () => {
  it('signs for the account and leaves our own words out', async () => {
    stub.on(readRoute('listBingxUsdtMPositions'), json({ code: 0, data: [] }));
    await run('listBingxUsdtMPositions', { account: 'bingx', symbol: 'BTC-USDT' });
    const asked = stub.seen.find(({ path }) => path.endsWith('/user/positions'));
    expect(asked?.headers['x-bx-apikey']).toBe(KEY.key);
    expect([...(asked?.params.keys() ?? [])]).toEqual([
      'recvWindow',
      'symbol',
      'timestamp',
      'signature',
    ]);
  });

  it('asks for market data without a key', async () => {
    stub.on(readRoute('listBingxCoinMTickers'), json({ code: 0, data: [{ symbol: 'BTC-USD' }] }));
    await run('listBingxCoinMTickers', { symbol: 'BTC-USD' });
    const asked = stub.seen.find(({ path }) => path.endsWith('/market/ticker'));
    expect(asked?.headers['x-bx-apikey']).toBeUndefined();
    expect([...(asked?.params.keys() ?? [])]).toEqual(['symbol', 'timestamp']);
  });
});

describe('raw answers', () => {
  it('are the text of BingX, ids and spaces included', async () => {
    const body = `{"code":0, "msg":"", "data":{"orders":[${orderText('2104122758140616705')}]}}`;
    stub.on(readRoute('listBingxUsdtMOpenOrders'), json(body));
    expect(await bodyOf('listBingxUsdtMOpenOrders', { raw: 'true' })).toBe(body);
    expect(await bodyOf('listBingxUsdtMOpenOrders')).toMatchObject({
      items: [{ orderId: '2104122758140616705' }],
    });
  });

  it('are one call of a list that has pages', async () => {
    stub.on(readRoute('listBingxUsdtMIncome'), json({ code: 0, data: [] }));
    const query = { from: '2026-01-01T00:00:00Z', to: '2026-03-01T00:00:00Z', raw: 'true' };
    await run('listBingxUsdtMIncome', {
      ...query,
      from: new Date(Date.now() - 60 * 86_400_000).toISOString(),
      to: new Date().toISOString(),
    });
    expect(stub.count(readRoute('listBingxUsdtMIncome'))).toBe(1);
  });
});

describe('income of three months', () => {
  it('is walked in stretches of seven days', async () => {
    const dayMs = 86_400_000;
    const now = Date.now();
    const rows = Array.from({ length: 88 }, (_value, day) => ({
      symbol: 'BTC-USDT',
      incomeType: 'FUNDING_FEE',
      income: '-0.0100',
      asset: 'USDT',
      time: now - day * dayMs - 1_000,
      tranId: String(day),
    }));
    stub.on(readRoute('listBingxUsdtMIncome'), ({ params }, response) => {
      const [from, to] = [Number(params.get('startTime')), Number(params.get('endTime'))];
      const isTooLong = to - from > 7 * dayMs;
      const inside = rows.filter(({ time }) => time >= from && time <= to);
      const answer = isTooLong
        ? { code: 109400, msg: 'the query range is more than seven days' }
        : { code: 0, data: inside };
      json(answer)({ params } as never, response);
    });
    const query: Record<string, string> = {
      from: new Date(now - 88 * dayMs).toISOString(),
      limit: '50',
    };
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const body = await bodyOf(
        'listBingxUsdtMIncome',
        cursor === '' ? query : { ...query, cursor },
      );
      const page = body as { items: { transactionId: string }[]; nextCursor: string | null };
      ids.push(...page.items.map(({ transactionId }) => transactionId));
      cursor = page.nextCursor;
    }
    expect(ids).toEqual(rows.map(({ tranId }) => tranId));
  }, 20_000);
});

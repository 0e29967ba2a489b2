import type { BingxCoinMVenue } from '@/modules/exchanges/adapters/bingx/coin-m/coin-m.venue';
import { json, type BingxStub } from './bingx-stub';
import {
  BTC,
  BASE,
  SUBMIT,
  CANCEL,
  POSITIONS,
  LEVERAGE,
  ID,
  ORDER,
  REF,
  ACCEPTED,
  row,
  ok,
  startCoinMOnStub,
} from './coin-m-answers';
import {
  dropped,
  half,
  itNeverRepeatsWrites,
  itReadsCancellations,
  uncertainAnswers,
  type NamedAnswer,
} from './write-cases';

/** Everything after which nobody knows. */
const UNCERTAIN: readonly NamedAnswer[] = [
  ...uncertainAnswers(ACCEPTED),
  ['half a body', half(ACCEPTED)],
  ['status 500 with a body that looks fine', json(ACCEPTED, 500)],
  ['HTML with status 200', json('<html></html>')],
];
const UNCERTAIN_SUBMITS: readonly NamedAnswer[] = [
  ...UNCERTAIN,
  ['success without order', ok({})],
  ['success without data', json({ code: 0, msg: '' })],
  ['success with a list', ok([])],
  ['success for another side', json(ACCEPTED.replace('"BUY"', '"SELL"'))],
  ['success for another contract', json(ACCEPTED.replace('BTC-USD', 'ETH-USD'))],
  ['an unlisted code', json({ code: 999_999, msg: 'new' })],
  ['a code that asks to look', json({ code: 109_423, msg: 'being processed' })],
];

describe('BingX Coin-M when things fail halfway', () => {
  let stub: BingxStub;
  let venue: BingxCoinMVenue;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ stub, venue, close } = await startCoinMOnStub());
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
      [{ code: 80_018, msg: '' }, { outcome: 'gone' }],
      [
        { code: 0, msg: '', data: { order: row({ type: 'Pending', status: 'CANCELLED' }) } },
        { outcome: 'cancelled' },
      ],
      [{ code: 0, msg: '', data: { order: row({ status: 'Filled' }) } }, { outcome: 'gone' }],
      [
        { code: 100_413, msg: 'Incorrect apiKey' },
        { outcome: 'refused', category: 'key-invalid' },
      ],
    ],
    { route: CANCEL, ref: REF },
    opened,
  );

  it('sends whole contracts and takes the id digit for digit', async () => {
    stub.on(SUBMIT, json(ACCEPTED));
    expect(await venue.execution.submit(ORDER)).toEqual({
      outcome: 'acknowledged',
      venueOrderId: ID,
    });
    const sent = Object.fromEntries(
      stub.seen.find((entry) => entry.method === 'POST')?.params.entries() ?? [],
    );
    expect(sent).toMatchObject({
      symbol: 'BTC-USD',
      side: 'BUY',
      positionSide: 'LONG',
      type: 'MARKET',
      quantity: '3',
      clientOrderId: ORDER.clientOrderId,
    });
    expect(sent).not.toHaveProperty('reduceOnly');
  });

  it('refuses part of a contract, and sends nothing', async () => {
    stub.on(SUBMIT, json(ACCEPTED));
    expect(await venue.execution.submit({ ...ORDER, quantity: '1.5' })).toMatchObject({
      outcome: 'refused',
      category: 'invalid-parameter',
    });
    expect(stub.count(SUBMIT)).toBe(0);
  });

  it('says refused when a read before the order failed, and sends nothing', async () => {
    stub.on(`GET ${BASE}/market/contracts`, dropped);
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'venue-unreachable',
    });
    expect(stub.count(SUBMIT)).toBe(0);
  });

  it('learns the position mode from a refusal and sends once more, in that mode', async () => {
    const msg = "In the One-way mode, the 'PositionSide' field can only be set to BOTH.";
    stub.on(SUBMIT, (request, response) => {
      const isBoth = request.params.get('positionSide') === 'BOTH';
      json(isBoth ? ACCEPTED : { code: 109_400, msg })(request, response);
    });
    expect(await venue.execution.submit(ORDER)).toMatchObject({ outcome: 'acknowledged' });
    expect(stub.count(SUBMIT)).toBe(2);
    await venue.execution.submit(ORDER);
    expect(stub.count(SUBMIT)).toBe(3);
  });

  it('never sends more than twice when BingX contradicts itself about the mode', async () => {
    stub.on(SUBMIT, (request, response) => {
      const is = request.params.get('positionSide') === 'BOTH' ? 'Hedge' : 'One-way';
      json({ code: 109_400, msg: `In the ${is} mode, the 'PositionSide' field …` })(
        request,
        response,
      );
    });
    expect(await venue.execution.submit(ORDER)).toMatchObject({
      outcome: 'refused',
      category: 'position-mode-mismatch',
    });
    expect(stub.count(SUBMIT)).toBe(2);
    const held = { longLeverage: 3, shortLeverage: 3, maxLongLeverage: 50, maxShortLeverage: 50 };
    stub.on(`GET ${LEVERAGE}`, ok(held));
    stub.on(`POST ${LEVERAGE}`, (request, response) => {
      const is = request.params.get('side') === 'BOTH' ? 'Hedge' : 'One-way';
      json({ code: 109_400, msg: `In the ${is} mode, the 'Side' field …` })(request, response);
    });
    await expect(venue.leverage.set('bingx', BTC, 'long', '5')).rejects.toThrow(/mode/);
    expect(stub.count(`POST ${LEVERAGE}`)).toBe(2);
  });

  it('in one-way mode sends no close that is larger than the position', async () => {
    const msg = "In the One-way mode, the 'PositionSide' field can only be set to BOTH.";
    stub.on(SUBMIT, json({ code: 109_400, msg }));
    stub.on(POSITIONS, ok([{ symbol: 'BTC-USD', positionSide: 'LONG', positionAmt: '2' }]));
    const close = { ...ORDER, side: 'sell', reduceOnly: true } as const;
    expect(await venue.execution.submit(close)).toMatchObject({ category: 'nothing-to-close' });
    expect(stub.count(SUBMIT)).toBe(1);
    stub.on(SUBMIT, json(ACCEPTED.replace('"BUY"', '"SELL"')));
    expect(await venue.execution.submit({ ...close, quantity: '2' })).toMatchObject({
      outcome: 'acknowledged',
    });
    stub.on(POSITIONS, dropped);
    expect(await venue.execution.submit({ ...close, quantity: '2' })).toMatchObject({
      category: 'venue-unreachable',
    });
    expect(stub.count(SUBMIT)).toBe(2);
  });

  it('cancels by its own id alone', async () => {
    expect(await venue.execution.cancel({ ...REF, venueOrderId: null })).toMatchObject({
      outcome: 'refused',
      category: 'order-not-identified',
    });
    expect(stub.count(CANCEL)).toBe(0);
  });
});

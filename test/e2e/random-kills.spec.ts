import type { FaultScript } from '@test/support/simulators/bingx/faults';
import { LiveTrading } from '@test/support/harness/live-trading';
import {
  alarmFor,
  createStrategies,
  MARKETS,
  randomFrom,
} from '@test/support/harness/market-fixture';
import { faultsOf, figuresOf } from '@test/support/harness/proof';

/**
 * kill -9 at random times while alarms flow, prices jump over stops and the exchange misbehaves. KILLS says how
 * often (12), KILLS_SEED repeats a run as far as processes can be repeated.
 */
const KILLS = Number(process.env.KILLS ?? '12');
const SEED = Number(process.env.KILLS_SEED ?? String(Date.now() % 1_000_000));
const ORDER = { method: 'POST', path: '/trade/order$' };

let live: LiveTrading;
const random = randomFrom(SEED);
const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  live = await LiveTrading.start();
  await createStrategies(live, { pyramiding: 3 });
}, 60_000);

afterAll(() => live?.stop(), 30_000);

/** Each kind of trouble strikes now and then for the whole run. */
function troubles(): readonly FaultScript[] {
  const often = (
    kind: FaultScript['kind'],
    probability: number,
    more: Partial<FaultScript> = {},
  ) => ({
    ...{ kind, probability, match: ORDER, count: null, seed: Math.floor(random() * 1e9) },
    ...more,
  });
  return [
    often('drop-response-after-accept', 0.04),
    often('reset-after-accept', 0.03),
    often('http-5xx-after-accept', 0.04),
    often('html-502-after-accept', 0.03),
    often('half-body-after-accept', 0.04),
    often('wrong-json-after-accept', 0.03),
    often('late-accept', 0.03, { ms: 700 }),
    often('drop-request', 0.03),
    often('http-5xx-before', 0.03),
    often('429', 0.04),
    often('partial-fills', 0.15, {
      match: { ...ORDER, type: 'MARKET' },
      fractions: ['0.5', '1'],
      ms: 400,
    }),
    often('drop-response-after-accept', 0.08, { match: { method: 'DELETE' } }),
    often('http-5xx-before', 0.03, { match: { method: 'GET' } }),
    often('half-body-after-accept', 0.02, { match: { method: 'GET' } }),
    often('429', 0.02, { match: { method: 'GET' } }),
    often('delay', 0.1, { match: {}, ms: 250 }),
    often('delay', 0.05, { match: {}, ms: 200, when: 'after' }),
  ];
}

async function alarms(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const market = oneOf(MARKETS);
    const side = oneOf(['long', 'short']);
    const order = random() < 0.6 ? `order open ${side}` : `order close ${side}`;
    await live.send(alarmFor(market, order));
    await pause(60 + random() * 300);
  }
}

/** Moves a price far enough to fire stops and targets, and back. */
async function prices(isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const { base, price, digits } = oneOf(MARKETS);
    const moved = (price * oneOf([0.97, 1, 1, 1.05])).toFixed(digits);
    await live.exchange.control.setPrice(`${base}-USDT`, moved);
    await pause(500 + random() * 1_000);
  }
}

it(
  `${String(KILLS)} kills at random times lose nothing and double nothing`,
  async () => {
    process.stdout.write(`      seed ${String(SEED)} (KILLS_SEED)\n`);
    const began = Date.now();
    await live.exchange.control.addFaults(...troubles());
    let isOver = false;
    const flow = Promise.all([alarms(() => isOver), prices(() => isOver)]);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(random() * 1_400);
      live.service = await live.service.restart();
    }
    isOver = true;
    await flow;
    await live.exchange.control.clearFaults();
    const ended = Date.now();
    await live.settled(120_000);
    const faults = await faultsOf(live);
    const settledMs = Date.now() - ended;
    const figures = { kills: KILLS, ...(await figuresOf(live)), ranMs: ended - began, settledMs };
    process.stdout.write(`      ${JSON.stringify(figures)}\n`);
    expect(faults).toEqual([]);
    expect(figures.answered).toBeGreaterThan(KILLS);
  },
  KILLS * 6_000 + 240_000,
);

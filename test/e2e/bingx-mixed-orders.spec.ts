import { LiveTrading } from '@test/support/harness/live-trading';
import { randomFrom } from '@test/support/harness/market-fixture';
import { createMixedStrategies } from '@test/support/harness/mixed-markets';
import { MixedOrders } from '@test/support/harness/mixed-orders';
import { mixedTroubles } from '@test/support/harness/mixed-troubles';
import { readOwnBooks } from '@test/support/harness/own-books';
import { sentTwice } from '@test/support/harness/proof';
import { differencesOfProducts } from '@test/support/harness/product-books';
import type { AccountState } from '@test/support/simulators/bingx/state';

/**
 * Mixed orders over USDT-M, Coin-M and Spot with random faults: ORDERS says how many the exchange has to take (120; `npm run test:mixed` takes
 * 1,000), SEED repeats a run as far as processes can be repeated.
 */
const ORDERS = Number(process.env.ORDERS ?? '120');
const SEED = Number(process.env.SEED ?? String(Date.now() % 1_000_000));
/** Faults end a little ahead of the orders, so that the last ones need not be waited out. */
const TROUBLED_PART = 0.8;
const SIDE_BY_SIDE = 4;
/** State without the log of requests. */
const NO_REQUESTS = Number.MAX_SAFE_INTEGER;

let live: LiveTrading;

beforeAll(async () => {
  live = await LiveTrading.start();
  await createMixedStrategies(live);
}, 60_000);

afterAll(() => live?.stop(), 30_000);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function mainAccount(): Promise<AccountState> {
  const main = (await live.exchange.control.state(NO_REQUESTS)).accounts['main'];
  if (main === undefined) throw new Error('the simulator has no main account');
  return main;
}

async function orderCount(): Promise<number> {
  const [row] = await live.database.query<{ n: string }>(
    'orders',
    'SELECT COUNT(*) AS n FROM trade_order',
  );
  return Number(row?.n ?? 0);
}

/** Compared again for a moment, as protection may be moving. */
async function differences(before: AccountState): Promise<readonly string[]> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const own = await readOwnBooks(live.database, 'bingx');
    const found = differencesOfProducts(own, await mainAccount(), before);
    if (found.length === 0 || Date.now() > deadline) return found;
    await pause(500);
  }
}

/** Orders by venue, type and state, for the line at the end. */
async function orderFigures(): Promise<Record<string, number>> {
  const rows = await live.database.query<{ what: string; n: string }>(
    'orders',
    `SELECT CONCAT(venue, ' ', state) AS what, COUNT(*) AS n FROM trade_order GROUP BY what ORDER BY what`,
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what, Number(n)]));
}

const isOrder = ({ method, path }: { readonly method: string; readonly path: string }): boolean =>
  method === 'POST' && path.endsWith('/trade/order');

/** Orders that the exchange has, over all products. */
async function exchangeOrders(): Promise<number> {
  const { swap, cswap, spot } = await mainAccount();
  return [swap, cswap, spot].reduce((sum, book) => sum + book.orders.length, 0);
}

/** Why orders were refused, here or there, by venue and category. */
async function refusals(): Promise<Record<string, number>> {
  const rows = await live.database.query<{ what: string; n: string }>(
    'orders',
    `SELECT CONCAT(venue, ' ', refusal_category) AS what, COUNT(*) AS n FROM trade_order
      WHERE refusal_category IS NOT NULL GROUP BY what ORDER BY n DESC`,
  );
  return Object.fromEntries(rows.map(({ what, n }) => [what, Number(n)]));
}

it(
  `${String(ORDERS)} mixed orders over three products leave both books equal to the last decimal`,
  async () => {
    process.stdout.write(`      seed ${String(SEED)} (SEED)\n`);
    const began = Date.now();
    const before = await mainAccount();
    await live.exchange.control.addFaults(...mixedTroubles(randomFrom(SEED)));
    let count = 0;
    const actors = Array.from({ length: SIDE_BY_SIDE }, (_, i) => new MixedOrders(live, SEED + i));
    const acting = Promise.all(actors.map((one) => one.run(() => count >= ORDERS)));
    let isTroubled = true;
    let isSkewed = false;
    while (count < ORDERS) {
      await pause(500);
      count = await exchangeOrders();
      if (!isSkewed && count > ORDERS / 3) {
        isSkewed = true;
        // Case 15: the exchange's clock jumps further than a request may be old.
        await live.exchange.control.setClockSkew(8_000);
      }
      if (isTroubled && count > ORDERS * TROUBLED_PART) {
        isTroubled = false;
        await live.exchange.control.clearFaults();
      }
    }
    await acting;
    const ended = Date.now();
    await live.settled(150_000);
    const found = await differences(before);
    const state = await live.exchange.control.state();
    const tally: Record<string, number> = {};
    for (const [what, n] of actors.flatMap((one) => Object.entries(one.tally)))
      tally[what] = (tally[what] ?? 0) + n;
    const figures = {
      orders: await orderCount(),
      byState: await orderFigures(),
      refusals: await refusals(),
      tally,
      sent: state.requests.filter(isOrder).length,
      onExchange: await exchangeOrders(),
      requests: state.requests.length,
      faultsStruck: state.requests.filter(({ faults }) => faults.length > 0).length,
      overBudget: state.overBudget,
      ranMs: ended - began,
      settledMs: Date.now() - ended,
    };
    process.stdout.write(`      ${JSON.stringify(figures)}\n`);
    expect(found).toEqual([]);
    expect(sentTwice(state)).toEqual([]);
    expect(state.overBudget).toEqual({ total: 0, byBudget: {} });
    expect(Object.keys(tally).filter((what) => what.endsWith(' 500'))).toEqual([]);
  },
  ORDERS * 1_500 + 300_000,
);

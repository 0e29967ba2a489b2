import { LiveTrading } from '@test/support/harness/live-trading';
import { faultsOf } from '@test/support/harness/proof';
import { waitUntil } from '@test/support/harness/wait-until';

/** Longer than the 30 s after which an order that nobody has seen is held for not placed. */
const BEYOND_THE_VERDICT_MS = 36_000;
const SLOW_MS = 12_000;

const RULES = { entryOrderTimeframe: '5m', closeOrderTimeframe: '5m', quantityMode: 'fixed' };
const side = (quantity: string) => ({ ...RULES, quantity, pyramiding: 100 });

let live: LiveTrading;

beforeAll(async () => {
  live = await LiveTrading.start({ env: { BINGX_TIMEOUT_MS: '20000' } });
  for (const [base, quantity] of [
    ['BTC', '0.001'],
    ['ETH', '0.01'],
  ] as const)
    await live.createStrategy({
      ...{ alarmName: base, instrument: `bingx-usdt-m/${base}-USDT` },
      long: { ...side(quantity), stopLossPerOrder: '2' },
    });
}, 60_000);

afterAll(() => live?.stop());

const open = async (base: string): Promise<string> => {
  const id = await live.send({ Strategy: base, Ticker: `${base}USDT.P`, Order: 'order open long' });
  if (id === null) throw new Error(`the alarm for ${base} was not taken`);
  return id;
};

const entryIs = (id: string, state: string, timeoutMs: number): Promise<any> =>
  waitUntil(
    `the entry of alarm ${id} to be ${state}`,
    async () => {
      const { decisions } = await live.get(`/alarms/${id}`);
      const entry = decisions?.[0]?.orders.find((one: any) => one.purpose === 'entry');
      return entry?.state === state ? entry : null;
    },
    timeoutMs,
  );

describe('an exchange that takes its time', () => {
  it('for one symbol: other symbols trade on, the webhook answers as ever, nothing is sent twice', async () => {
    const match = { method: 'POST', path: '/trade/order$', symbol: 'BTC-USDT' };
    await live.exchange.control.addFaults({ kind: 'delay', ms: SLOW_MS, match, count: null });
    const began = Date.now();
    const slow = await open('BTC');
    for (let n = 0; n < 8; n += 1) {
      const sentAt = Date.now();
      const quick = await open('ETH');
      expect(Date.now() - sentAt).toBeLessThan(1_000);
      await entryIs(quick, 'FILLED', 5_000);
    }
    expect(Date.now() - began).toBeLessThan(SLOW_MS);
    await entryIs(slow, 'FILLED', SLOW_MS + 20_000);
    await live.exchange.control.clearFaults();
    await live.settled();
    expect(await faultsOf(live)).toEqual([]);
  }, 120_000);

  it('beyond the verdict: what was held for not placed comes back, with a mark, and is protected', async () => {
    const match = { method: 'POST', path: '/trade/order$', symbol: 'BTC-USDT', type: 'MARKET' };
    await live.exchange.control.addFaults({
      ...{ kind: 'late-accept', ms: BEYOND_THE_VERDICT_MS, match, count: 1 },
    });
    const id = await open('BTC');
    await entryIs(id, 'NOT_PLACED', BEYOND_THE_VERDICT_MS);
    const entry = await entryIs(id, 'FILLED', 90_000);
    const { needsAttention, events } = await live.get(`/orders/${entry.id}`);
    expect(needsAttention).not.toBeNull();
    expect(events.map(({ type }: any) => type)).toContain('late-truth');
    await live.settled();
    expect(await faultsOf(live)).toEqual([]);
  }, 180_000);
});

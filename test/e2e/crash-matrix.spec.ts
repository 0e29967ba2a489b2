import { TRADE_CRASH_POINTS, type CrashPoint } from '@/platform/crash/crash-point';
import { LiveTrading } from '@test/support/harness/live-trading';
import {
  alarmFor,
  createStrategies,
  MARKETS,
  type Market,
} from '@test/support/harness/market-fixture';
import { faultsOf } from '@test/support/harness/proof';

/**
 * The process is killed at each named point, once, in the middle of its work. One exchange and one database serve
 * all cases, so that each one also runs on what the earlier ones left behind.
 */
let live: LiveTrading;

beforeAll(async () => {
  live = await LiveTrading.start();
  await createStrategies(live);
}, 60_000);

afterAll(() => live?.stop(), 30_000);

/** An entry with a stop and a target, and the close that cancels both: together they pass every point. */
async function trade(market: Market): Promise<void> {
  await live.send(alarmFor(market, 'order open long'));
  await live.send(alarmFor(market, 'order open short'));
  await protectedSides(`${market.base}-USDT`);
  if (live.service.ended === null) await live.send(alarmFor(market, 'order close long'));
}

/** Waits until both sides have their stop and target, or the process is gone. */
async function protectedSides(symbol: string): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (Date.now() < deadline && live.service.ended === null) {
    const { orders } = await live.exchange.control.state();
    const resting = orders.filter((one) => one.symbol === symbol && one.status === 'NEW');
    if (resting.length >= 4) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('kill -9 at each point', () => {
  // The same market comes again after six cases: a case then also finds positions that an earlier one left.
  it.each(
    TRADE_CRASH_POINTS.map(
      (point, i) => [point, MARKETS[i % MARKETS.length] ?? MARKETS[0]] as const,
    ),
  )(
    '%s',
    async (point: CrashPoint, market: Market) => {
      // Stopped in good order: each case has one crash, the one that it is about.
      await live.service.stop();
      live.service = await live.service.restart({ crashAt: point });
      await trade(market);
      expect(await live.service.untilEnded(10_000)).toMatchObject({ signal: 'SIGKILL' });
      const began = Date.now();
      live.service = await live.service.restart();
      // Goes on at once: what was interrupted does not hold up the next alarm of the same instrument for long.
      await live.send(alarmFor(market, 'order open long'));
      await live.settled(60_000);
      expect(await faultsOf(live)).toEqual([]);
      process.stdout.write(
        `      ${point}: settled ${String(Date.now() - began)} ms after the restart began\n`,
      );
    },
    90_000,
  );
});

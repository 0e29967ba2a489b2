import type { PinoLogger } from 'nestjs-pino';
import { instrumentOf } from '@/kernel/instrument';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { MarketWatcher } from '@/modules/exchanges/venue-streams.port';
import type { Kline } from '@/modules/exchanges/venue.types';
import { CandleFollowing } from '@/modules/klines/candle-following';
import type { KlinesService } from '@/modules/klines/klines.service';
import { BingxSettings } from '@/platform/settings/bingx.settings';
import { HttpSettings } from '@/platform/settings/http.settings';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const BTC = instrumentOf('bingx-usdt-m/BTC-USDT');
const at = (time: string): Date => new Date(`2026-01-15T${time}.000Z`);

function setUp(stored: readonly Kline[] = []) {
  const clock = new FixedClock('2026-01-15T12:00:10.000Z');
  const done: string[] = [];
  const rest = { isDown: false };
  let watcher: MarketWatcher | null = null;
  const short = (date: Date): string => date.toISOString().slice(11, 16);
  const klines = {
    list: () => Promise.resolve(stored),
    backfill: (_instrument: unknown, _timeframe: unknown, from: Date, to: Date) => {
      done.push(`${rest.isDown ? 'in vain ' : ''}${short(from)}-${short(to)}`);
      return rest.isDown ? Promise.reject(new Error('away')) : Promise.resolve(1);
    },
    record: (_instrument: unknown, _timeframe: unknown, candles: readonly Kline[]) => {
      done.push(
        `kept ${candles.map(({ close, isFinal }) => `${close} ${String(isFinal)}`).join()}`,
      );
      return Promise.resolve();
    },
  } as unknown as KlinesService;
  const watch = (_topic: unknown, given: MarketWatcher) => {
    watcher = given;
    return { isUp: true, end: () => done.push('left') };
  };
  const venues = { find: () => ({ streams: { market: { watch } } }) } as unknown as VenueRegistry;
  const logger = { setContext: () => undefined, warn: () => undefined } as unknown as PinoLogger;
  const settings = Object.assign(new BingxSettings(), {
    BINGX_FOLLOW_CANDLES: ['bingx-usdt-m/BTC-USDT@1m'],
  });
  const following = new CandleFollowing(
    klines,
    venues,
    clock,
    new HttpSettings(),
    logger,
    settings,
  );
  following.onApplicationBootstrap();
  const push = (time: string, close: string): void => {
    const candle = { openAt: at(time), open: '1', high: '9', low: '1', close, volume: '1' };
    watcher?.onEvent({
      kind: 'kline',
      instrument: BTC,
      timeframe: '1m' as never,
      candle: { ...candle, isFinal: false },
    });
  };
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += 500) {
      clock.advance(500);
      await jest.advanceTimersByTimeAsync(500);
    }
  };
  const isBack = (): void => watcher?.onUp?.(at('12:00:00'));
  return { done, rest, following, push, pass, isBack };
}

describe(CandleFollowing.name, () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('asks for the last closed candle at first, then for each that a frame closes', async () => {
    const { done, following, push, pass } = setUp();
    await pass(1_000);
    expect(done).toEqual(['11:59-12:00']);
    push('12:00:00', '5');
    await pass(49_000);
    push('12:01:00', '6');
    await pass(500);
    expect(done).toEqual(['11:59-12:00', '11:59-12:01']);
    await following.beforeApplicationShutdown();
    expect(done.at(-1)).toBe('left');
  });

  it('needs no frames: some seconds after a boundary it asks anyway, for all that it missed', async () => {
    const { done, rest, following, pass } = setUp();
    await pass(1_000);
    rest.isDown = true;
    await pass(125_000);
    rest.isDown = false;
    await pass(60_000);
    const good = done.filter((one) => !one.startsWith('in vain'));
    expect(good[0]).toBe('11:59-12:00');
    expect(good[1]).toBe('11:59-12:02');
    await following.beforeApplicationShutdown();
  });

  it('keeps the pushed candle while the venue cannot be asked', async () => {
    const { done, rest, following, push, pass } = setUp();
    await pass(1_000);
    rest.isDown = true;
    push('12:00:00', '5');
    push('12:00:00', '7');
    await pass(49_000);
    push('12:01:00', '6');
    await pass(500);
    expect(done.slice(1)).toEqual(['in vain 11:59-12:01', 'kept 7 true']);
    await following.beforeApplicationShutdown();
  });

  it('goes on from the newest candle in the store after a start', async () => {
    const candle = { open: '1', high: '1', low: '1', close: '1', volume: '1', isFinal: true };
    const { done, following, pass } = setUp([{ ...candle, openAt: at('11:30:00') }]);
    await pass(1_000);
    expect(done).toEqual(['11:30-12:00']);
    await following.beforeApplicationShutdown();
  });
});

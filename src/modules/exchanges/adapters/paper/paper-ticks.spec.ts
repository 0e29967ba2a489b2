import type { PinoLogger } from 'nestjs-pino';
import { instrumentOf, type Instrument } from '@/kernel/instrument';
import type { PaperMatcher } from '@/modules/exchanges/adapters/paper/paper-matcher';
import type { Observation } from '@/modules/exchanges/adapters/paper/paper-matching';
import { PaperTicks } from '@/modules/exchanges/adapters/paper/paper-ticks';
import type { StreamedPrices, TickListener } from '@/modules/exchanges/streamed-prices';
import { HttpSettings } from '@/platform/settings/http.settings';

const BTC = instrumentOf('bingx-usdt-m/BTC-USDT');
const ETH = instrumentOf('bingx-usdt-m/ETH-USDT');
const at = (ms: number): Date => new Date(Date.UTC(2026, 0, 15) + ms);

function setUp() {
  const seen: string[] = [];
  let tell: TickListener = () => undefined;
  const gate = { fail: false, open: (): void => undefined };
  const matcher = {
    advanceTicks: async (instrument: Instrument, span: Observation) => {
      const { open, high, low, last } = span;
      seen.push([instrument.base, open, high, low, last, span.at.getMilliseconds()].join(' '));
      if (gate.fail) throw new Error('database away');
      await new Promise<void>((resolve) => (gate.open = resolve));
      return 0;
    },
  } as unknown as PaperMatcher;
  const streamed = {
    onTick: (listener: TickListener) => (tell = listener),
  } as unknown as StreamedPrices;
  const logger = { setContext: () => undefined, warn: () => undefined } as unknown as PinoLogger;
  const ticks = new PaperTicks(matcher, streamed, new HttpSettings(), logger);
  ticks.onApplicationBootstrap();
  return { seen, gate, ticks, tick: (...args: Parameters<TickListener>) => tell(...args) };
}

describe(PaperTicks.name, () => {
  it('matches the first tick at once, and what came meanwhile as one span', async () => {
    jest.useFakeTimers();
    try {
      const { seen, gate, ticks, tick } = setUp();
      ticks.follow([BTC]);
      tick(BTC, '100', at(1));
      tick(BTC, '90', at(2));
      tick(BTC, '130', at(3));
      tick(BTC, '110', at(4));
      expect(seen).toEqual(['BTC 100 100 100 100 1']);
      gate.open();
      await jest.advanceTimersByTimeAsync(300);
      expect(seen.slice(1)).toEqual(['BTC 90 130 90 110 2']);
      ticks.stop();
    } finally {
      jest.useRealTimers();
    }
  });

  it('looks only at instruments where something rests, and not after the end', () => {
    const { seen, ticks, tick } = setUp();
    ticks.follow([BTC]);
    tick(ETH, '1', at(1));
    ticks.follow([ETH]);
    tick(BTC, '1', at(1));
    ticks.stop();
    tick(ETH, '1', at(1));
    expect(seen).toEqual([]);
  });

  it('goes on after a failure', async () => {
    jest.useFakeTimers();
    try {
      const { seen, gate, ticks, tick } = setUp();
      ticks.follow([BTC]);
      gate.fail = true;
      tick(BTC, '1', at(1));
      await jest.advanceTimersByTimeAsync(300);
      tick(BTC, '2', at(2));
      expect(seen).toHaveLength(2);
      ticks.stop();
    } finally {
      jest.useRealTimers();
    }
  });
});

import { instrumentOf } from '@/kernel/instrument';
import type { Timeframe } from '@/kernel/timeframe';
import { boundaryBefore, closeOf, FollowedCandle } from '@/modules/klines/followed-candle';

const BTC = instrumentOf('bingx-usdt-m/BTC-USDT');
const at = (time: string): Date => new Date(`2026-01-15T${time}.000Z`);
const candle = (time: string, close = '1') => ({
  openAt: at(time),
  open: '1',
  high: '2',
  low: '1',
  close,
  volume: '5',
  isFinal: false,
});

describe(FollowedCandle.name, () => {
  it('is over when a frame of the next one comes', () => {
    const followed = new FollowedCandle(BTC, '1m' as Timeframe);
    expect(followed.see(candle('12:00:00', '3'))).toBe(false);
    expect(followed.see(candle('12:00:00', '4'))).toBe(false);
    expect(followed.lastClosed()).toBeNull();
    expect(followed.see(candle('12:01:00'))).toBe(true);
    expect(followed.lastClosed()).toMatchObject({ close: '4', isFinal: true });
    expect(followed.due(at('12:01:01'))).toEqual(at('12:01:00'));
    followed.kept(at('12:01:00'));
    expect(followed.due(at('12:01:30'))).toBeNull();
    expect(followed.lastClosed()).toBeNull();
  });

  it('is over without a frame some seconds after its boundary', () => {
    const followed = new FollowedCandle(BTC, '1m' as Timeframe);
    followed.kept(at('12:00:00'));
    expect(followed.due(at('12:01:02'))).toBeNull();
    expect(followed.due(at('12:01:03'))).toEqual(at('12:01:00'));
    expect(followed.due(at('12:07:30'))).toEqual(at('12:07:00'));
    expect(followed.keptUntil).toEqual(at('12:00:00'));
  });

  it('is not led astray by late frames, repeated ones, or frames from the future', () => {
    const followed = new FollowedCandle(BTC, '1m' as Timeframe);
    followed.see(candle('12:05:00'));
    expect(followed.see(candle('12:04:00'))).toBe(false);
    followed.kept(at('12:05:00'));
    expect(followed.due(at('12:05:20'))).toBeNull();
    expect(followed.see(candle('13:00:00'))).toBe(true);
    expect(followed.due(at('12:05:21'))).toBeNull();
  });

  it.each([
    ['1m', '2026-01-15T12:34:56.000Z', '2026-01-15T12:34:00.000Z', '2026-01-15T12:35:00.000Z'],
    ['4h', '2026-01-15T12:34:56.000Z', '2026-01-15T12:00:00.000Z', '2026-01-15T16:00:00.000Z'],
    ['1w', '2026-01-15T12:34:56.000Z', '2026-01-12T00:00:00.000Z', '2026-01-19T00:00:00.000Z'],
    ['1M', '2026-01-15T12:34:56.000Z', '2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
  ])('of %s begins and ends on the boundary', (timeframe, moment, opens, closes) => {
    const open = boundaryBefore(new Date(moment), timeframe as Timeframe);
    expect(open).toEqual(new Date(opens));
    expect(closeOf(open, timeframe as Timeframe)).toEqual(new Date(closes));
  });
});

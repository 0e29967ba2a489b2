import type { LeverageControl } from '@/modules/exchanges/venue.port';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { LeverageSetting } from '@/modules/exchanges/venue.types';
import { LeverageReadings } from '@/modules/trading/deciding/leverage-readings';

const PLACE = {
  venue: 'bingx-usdt-m',
  account: 'main',
  instrument: 'bingx-usdt-m/BTC-USDT',
} as const;

let nowMs: number;
let reads: (() => Promise<LeverageSetting>)[];
let count: number;
let readings: LeverageReadings;

const control: LeverageControl = {
  read: () => {
    const answer = reads[Math.min(count, reads.length - 1)];
    count += 1;
    return answer === undefined ? Promise.reject(new Error('no answer')) : answer();
  },
  set: () => Promise.reject(new Error('not asked for')),
};

beforeEach(() => {
  nowMs = 0;
  count = 0;
  reads = [() => Promise.resolve({ long: '5', short: '3' })];
  const venues = { find: () => ({ leverage: control }) } as unknown as VenueRegistry;
  const clock = { now: () => new Date(nowMs), monotonicMs: () => nowMs, isUnsure: false };
  readings = new LeverageReadings(venues, clock);
});

describe(LeverageReadings.name, () => {
  it('gives dispatch the reading that began while the order was decided', async () => {
    readings.expect(PLACE);
    await expect(readings.read(PLACE, control)).resolves.toEqual({ long: '5', short: '3' });
    expect(count).toBe(1);
  });

  it('asks again after five seconds', async () => {
    await readings.read(PLACE, control);
    nowMs = 5_000;
    await readings.read(PLACE, control);
    expect(count).toBe(2);
  });

  it('asks again after a change or a refusal', async () => {
    await readings.read(PLACE, control);
    readings.forget(PLACE);
    await readings.read(PLACE, control);
    expect(count).toBe(2);
  });

  it('keeps no failure: the next call asks again', async () => {
    reads = [
      () => Promise.reject(new Error('down')),
      () => Promise.resolve({ long: '7', short: '7' }),
    ];
    await expect(readings.read(PLACE, control)).rejects.toThrow('down');
    await expect(readings.read(PLACE, control)).resolves.toEqual({ long: '7', short: '7' });
  });

  it('knows without asking what was read lately, and nothing while it is being read, after a change or later', async () => {
    expect(readings.known(PLACE)).toBeNull();
    const reading = readings.read(PLACE, control);
    expect(readings.known(PLACE)).toBeNull();
    await reading;
    expect(readings.known(PLACE)).toEqual({ long: '5', short: '3' });
    nowMs = 5_000;
    expect(readings.known(PLACE)).toBeNull();
    await readings.read(PLACE, control);
    readings.forget(PLACE);
    expect(readings.known(PLACE)).toBeNull();
    expect(count).toBe(2);
  });

  it('keeps accounts and instruments apart', async () => {
    await readings.read(PLACE, control);
    await readings.read({ ...PLACE, account: 'second' }, control);
    expect(count).toBe(2);
  });
});

import type { DataSource } from 'typeorm';
import type { StrategyId } from '@/kernel/ids';
import { instrumentOf } from '@/kernel/instrument';
import { signalText } from '@/kernel/signal';
import { readAlarm } from '@/modules/alarms/reading/read-alarm';
import { alarmTemplatesOf } from '@/modules/strategies/alarm-templates';
import {
  StrategyChangedError,
  StrategyDeletedError,
  StrategyExistsError,
  StrategyNotFoundError,
} from '@/modules/strategies/strategies.errors';
import { StrategiesRepository } from '@/modules/strategies/strategies.repository';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import { IdSource } from '@/platform/identity/new-id';
import { aStrategy, sideRules, timeframe } from '@test/support/builders/decision-facts';
import { FULL_INPUT as INPUT } from '@test/support/builders/strategy-input';
import { openTestConnection, truncateAll } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const NOBODY = '01J00000000000000000000000' as StrategyId;

/** What TradingView puts in place of the placeholders when an alert fires. */
const FIRED: Readonly<Record<string, string>> = {
  '{{timenow}}': '2026-01-15T12:00:00Z',
  '{{close}}': '60000.5',
  '{{plot_0}}': '0.02',
  '{{interval}}': '1',
  '{{strategy.order.action}}': 'sell',
  '{{strategy.market_position}}': 'short',
  '{{strategy.prev_market_position}}': 'long',
  '{{strategy.market_position_size}}': '1',
  '{{strategy.prev_market_position_size}}': '2',
  '{{strategy.order.contracts}}': '3',
  '{{strategy.order.price}}': '60000.5',
  '{{strategy.order.id}}': 'Entry',
};

describe('alert messages', () => {
  it('are read by the alarms reader as the signals that they are for', () => {
    const side = sideRules({
      entryOrderTimeframe: timeframe('5m'),
      closeOrderTimeframe: timeframe('1h'),
      entryIndicatorTimeframe: timeframe('4h'),
      closeIndicatorTimeframe: timeframe('1d'),
      quantityMode: 'alarm',
    });
    for (const market of [
      'bingx-usdt-m/1000PEPE-USDT',
      'bingx-coin-m/BTC-USD',
      'bingx-spot/ETH-USDT',
    ]) {
      const strategy = aStrategy({
        alarmName: 'Señal "1" \\ 📈',
        instrument: market,
        long: side,
        short: side,
      });
      const instrument = instrumentOf(market);
      for (const { name, timeframe: on, message } of alarmTemplatesOf(strategy)) {
        const fired = message.replace(
          /\{\{[^}]*\}\}/g,
          (placeholder) => FIRED[placeholder] ?? 'unknown placeholder',
        );
        const reading = readAlarm(Buffer.from(fired), { timeZone: 'UTC' });
        expect(reading).toMatchObject({
          isTradable: true,
          problems: [],
          strategy: strategy.alarmName,
        });
        expect(reading.instrument).toMatchObject({
          base: instrument.base,
          quote: instrument.quote,
        });
        expect(reading.timeframe).toBe(on ?? '1m');
        expect(reading.alarmAt?.toISOString()).toBe('2026-01-15T12:00:00.000Z');
        if (reading.signal === null) throw new Error('no signal');
        const expected = name === 'strategy orders' ? 'order close long + open short' : name;
        expect(signalText(reading.signal)).toBe(expected);
      }
    }
  });
});

describe('strategies on a real database', () => {
  let source: DataSource;
  let service: StrategiesService;
  const clock = new FixedClock();
  const ids = new IdSource(clock);

  beforeAll(async () => {
    source = await openTestConnection('strategies');
    service = new StrategiesService(new StrategiesRepository(source), ids, clock);
  });
  afterAll(() => source.destroy());
  beforeEach(() => truncateAll(source));

  it('keeps entities and migrated schema equal', async () => {
    const log = await source.driver.createSchemaBuilder().log();
    expect(log.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('reads back every field as it was written, decimals to the last place', async () => {
    const created = await service.create(INPUT);
    expect(await service.get(created.id)).toEqual(created);
    expect(created.long).toEqual({
      ...INPUT.long,
      closeOrderTimeframe: '5m',
      closeIndicatorTimeframe: '4h',
    });
    expect(created.startAt?.toISOString()).toBe('2026-01-01T00:00:00.123Z');
    expect(created.version).toBe(1);
  });

  it('lets exactly one of 20 parallel changes of one version win', async () => {
    const { id } = await service.create(INPUT);
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        service.change(id, 1, { description: `change ${String(index)}` }),
      ),
    );
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const lost = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(won).toHaveLength(1);
    for (const error of lost) {
      expect(error).toBeInstanceOf(StrategyChangedError);
      expect((error as StrategyChangedError).details).toMatchObject({
        expectedVersion: 1,
        currentVersion: 2,
      });
    }
    expect(await service.get(id)).toEqual(won[0]);
  });

  it('switches off through any number of concurrent changes', async () => {
    const { id } = await service.create(INPUT);
    const changes = Array.from({ length: 10 }, async (_, index) => {
      const { version } = await service.get(id);
      return service.change(id, version, { resultNote: String(index) });
    });
    await Promise.allSettled([...changes, service.switch(id, false, null)]);
    expect((await service.get(id)).isOn).toBe(false);
  });

  it('leaves a strategy untouched that is switched as asked already, and keeps to a given version', async () => {
    const { id, version } = await service.create(INPUT);
    expect((await service.switch(id, true, version)).version).toBe(version);
    expect((await service.switch(id, false, version)).version).toBe(version + 1);
    await expect(service.switch(id, true, version)).rejects.toThrow(StrategyChangedError);
  });

  it('lets exactly one of 10 parallel doubles in', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, () => service.create(INPUT)),
    );
    const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    const lost = results.flatMap((result) =>
      result.status === 'rejected' ? [result.reason as unknown] : [],
    );
    expect(won).toHaveLength(1);
    expect(lost).toHaveLength(9);
    for (const error of lost) expect(error).toBeInstanceOf(StrategyExistsError);
    await expect(service.create(INPUT)).rejects.toMatchObject({
      details: { existingId: won[0]?.id },
    });
  });

  it('refuses a change into a double', async () => {
    await service.create(INPUT);
    const other = await service.create({ ...INPUT, account: 'second' });
    await expect(service.change(other.id, 1, { account: 'main' })).rejects.toThrow(
      StrategyExistsError,
    );
    expect((await service.get(other.id)).account).toBe('second');
  });

  it('keeps a deleted strategy readable, out of the way, and unchangeable', async () => {
    const { id } = await service.create(INPUT);
    clock.advance(1_000);
    const deleted = await service.remove(id, 1);
    expect(deleted).toMatchObject({ isOn: false, version: 2, deletedAt: clock.now() });
    expect(await service.findByAlarmName('Stochastic_v1')).toEqual([]);
    await expect(service.get(id)).rejects.toThrow(StrategyNotFoundError);
    expect(await service.get(id, { withDeleted: true })).toEqual(deleted);
    await expect(service.change(id, 2, { description: 'x' })).rejects.toThrow(StrategyDeletedError);
    await expect(service.switch(id, true, null)).rejects.toThrow(StrategyDeletedError);
    const again = await service.create(INPUT);
    await service.remove(again.id, 1);
    await service.create(INPUT);
    expect((await service.list({ includeDeleted: true }, 10)).total).toBe(3);
    expect((await service.list({}, 10)).total).toBe(1);
  });

  it('compares alarm names byte by byte', async () => {
    const lower = await service.create({ ...INPUT, alarmName: 'a' });
    const upper = await service.create({ ...INPUT, alarmName: 'A' });
    const accented = await service.create({ ...INPUT, alarmName: 'á' });
    const found = async (name: string) => (await service.findByAlarmName(name)).map(({ id }) => id);
    expect(await found('a')).toEqual([lower.id]);
    expect(await found('A')).toEqual([upper.id]);
    expect(await found('á')).toEqual([accented.id]);
    expect(await found('a ')).toEqual([]);
    expect(await found(' a')).toEqual([]);
    expect(await found('')).toEqual([]);
  });

  it('finds strategies on and off, on every account and instrument of that name, oldest first', async () => {
    const first = await service.create(INPUT);
    const second = await service.create({ ...INPUT, account: 'second', isOn: false });
    const third = await service.create({ ...INPUT, instrument: 'bingx-usdt-m/ETH-USDT' });
    await service.create({ ...INPUT, alarmName: 'Other' });
    expect(await service.findByAlarmName('Stochastic_v1')).toEqual([first, second, third]);
  });

  it('says not-found for ids that are none', async () => {
    for (const id of [NOBODY, 'ñ', '', "' OR 1=1", 'x'.repeat(5_000)]) {
      await expect(service.get(id as StrategyId)).rejects.toThrow(StrategyNotFoundError);
    }
  });

  it('filters by text without regard to case, wildcards taken as they are', async () => {
    await service.create({ ...INPUT, alarmName: 'Uno', description: '100% sure_thing | ñandú 📈' });
    await service.create({ ...INPUT, alarmName: 'Dos', account: 'second' });
    const names = async (text: string) =>
      (await service.list({ text }, 10)).rows.map(({ alarmName }) => alarmName);
    expect(await names('UNO')).toEqual(['Uno']);
    expect(await names('SECOND')).toEqual(['Dos']);
    expect(await names('100%')).toEqual(['Uno']);
    expect(await names('e_t')).toEqual(['Uno']);
    expect(await names('|')).toEqual(['Uno']);
    expect(await names('_')).toEqual(['Uno']);
    expect(await names('ÑANDÚ 📈')).toEqual(['Uno']);
    expect(await names('btc-usdt')).toEqual(['Dos', 'Uno']);
    expect(await names("'; DROP TABLE strategy; --")).toEqual([]);
  });
});

import {
  Catch,
  Logger,
  Module,
  type ArgumentsHost,
  type DynamicModule,
  type ExceptionFilter,
  type INestApplication,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { Response } from 'express';
import request from 'supertest';
import type { App } from 'supertest/types';
import type { DataSource } from 'typeorm';
import { Clock } from '@/kernel/clock';
import type { StrategyId } from '@/kernel/ids';
import { instrumentOf } from '@/kernel/instrument';
import { signalText } from '@/kernel/signal';
import { readAlarm } from '@/modules/alarms/reading/read-alarm';
import { alarmTemplatesOf } from '@/modules/strategies/alarm-templates';
import { StrategiesController } from '@/modules/strategies/strategies.controller';
import {
  StrategyChangedError,
  StrategyDeletedError,
  StrategyExistsError,
  StrategyNotFoundError,
} from '@/modules/strategies/strategies.errors';
import { StrategiesRepository } from '@/modules/strategies/strategies.repository';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import type { StrategyInput } from '@/modules/strategies/strategy-input';
import { problemOf, writeProblem } from '@/platform/http/problem';
import { requestValidationPipe } from '@/platform/http/validation/request-validation.pipe';
import { IdSource } from '@/platform/identity/new-id';
import { aStrategy, sideRules, timeframe } from '@test/support/builders/decision-facts';
import { openTestConnection, truncateAll } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const INPUT: StrategyInput = {
  alarmName: 'Stochastic_v1',
  isOn: true,
  account: 'main',
  instrument: 'bingx-usdt-m/BTC-USDT',
  description: 'minute',
  startAt: '2026-01-01T00:00:00.123Z',
  endAt: '2027-01-01T00:00:00Z',
  resultNote: '3 %',
  expectSignalWithinMinutes: 90,
  long: {
    entryOrderTimeframe: '1m',
    closeOrderTimeframe: '5',
    entryIndicatorTimeframe: '1h',
    closeIndicatorTimeframe: '240',
    regimeMaxAgeSeconds: 3_600,
    pyramiding: 3,
    leverage: '20',
    quantityMode: 'fixed',
    quantity: '123456789012345678.123456789012345678',
    takeProfitPerOrder: '2.5',
    stopLossPerOrder: '1',
    takeProfitGeneral: '5',
    stopLossGeneral: '3.000000000000000001',
    breakEvenAtPercent: '1.5',
    breakEvenOffsetPercent: '-0.1',
    trailingStopPercent: '2',
    trailingActivationPercent: '4',
  },
};
const NOBODY = '01J00000000000000000000000' as StrategyId;

/** The module without the rest of the service: its connection, clock and ids are the test's. */
@Module({})
class StrategiesTestModule {
  readonly name = 'strategies-test';
}

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

  describe('over HTTP', () => {
    let app: INestApplication<App>;

    @Catch()
    class Problems implements ExceptionFilter {
      catch(error: unknown, host: ArgumentsHost): void {
        writeProblem(host.switchToHttp().getResponse<Response>(), problemOf(error, 'test'));
      }
    }

    beforeAll(async () => {
      const testModule: DynamicModule = {
        module: StrategiesTestModule,
        controllers: [StrategiesController],
        providers: [
          StrategiesService,
          StrategiesRepository,
          { provide: getDataSourceToken('strategies'), useValue: source },
          { provide: Clock, useValue: clock },
          { provide: IdSource, useValue: ids },
        ],
      };
      Logger.overrideLogger(false);
      app = await NestFactory.create(testModule);
      app.useGlobalPipes(requestValidationPipe());
      app.useGlobalFilters(new Problems());
      await app.init();
    });
    afterAll(() => app.close());

    const api = () => request(app.getHttpServer());
    const body = { alarmName: 'Web', instrument: 'bingx-usdt-m/BTC-USDT' };
    const idOf = (response: request.Response): string => (response.body as { id: string }).id;

    it('creates, reads, changes, switches and deletes', async () => {
      const created = await api().post('/strategies/').send(INPUT).expect(201);
      const path = `/strategies/${idOf(created)}`;
      expect(created.headers).toMatchObject({ etag: '"1"', location: path });
      expect(created.body).toMatchObject({
        alarmName: 'Stochastic_v1',
        version: 1,
        deletedAt: null,
      });

      const read = await api().get(path).expect(200);
      expect(read.body).toEqual(created.body);

      const changed = await api()
        .patch(path)
        .set('If-Match', '"1"')
        .send({ long: { quantity: '0.5' } })
        .expect(200);
      expect(changed.headers.etag).toBe('"2"');
      expect(changed.body).toMatchObject({ version: 2, long: { quantity: '0.5', leverage: '20' } });

      await api().post(`${path}/off`).expect(200);
      await api().post(`${path}/on`).send({ version: 3 }).expect(200);
      await api().delete(path).expect(422);
      const deleted = await api().delete(`${path}?version=4`).expect(200);
      expect(deleted.body).toMatchObject({ version: 5, isOn: false });
      const after = await api().get(path).expect(200);
      expect((after.body as { deletedAt: unknown }).deletedAt).not.toBeNull();
      await api().get(`${path}/alarm-templates`).expect(404);
      await api().post(`${path}/on`).expect(409);
    });

    it('names the version that stands when another one was meant', async () => {
      const created = await api().post('/strategies').send(body).expect(201);
      const path = `/strategies/${idOf(created)}`;
      await api().patch(path).send({ version: 1, isOn: true }).expect(200);
      for (const call of [
        api().patch(path).send({ version: 1, isOn: false }),
        api().delete(path).set('If-Match', '"1"'),
        api().post(`${path}/off`).set('If-Match', '"1"'),
        api().post(`${path}/off`).send({ version: 1 }),
      ]) {
        const answer = await call.expect(409);
        expect(answer.body).toMatchObject({
          code: 'strategy-changed',
          details: { currentVersion: 2 },
        });
      }
      const without = await api().patch(path).send({ isOn: false }).expect(422);
      expect(without.body).toMatchObject({
        code: 'version-required',
        errors: [{ pointer: '/version' }],
      });
    });

    it('names every wrong field by its pointer', async () => {
      const shape = await api()
        .post('/strategies')
        .send({
          ...body,
          alarmName: 5,
          unknown: 1,
          long: { quantity: 0.01, pyramiding: '2', quantityMode: 'all' },
        })
        .expect(400);
      const pointers = (shape.body as { errors: { pointer: string }[] }).errors.map(
        ({ pointer }) => pointer,
      );
      expect(pointers).toEqual(
        expect.arrayContaining([
          '/alarmName',
          '/unknown',
          '/long/quantity',
          '/long/pyramiding',
          '/long/quantityMode',
        ]),
      );
      const rules = await api()
        .post('/strategies')
        .send({
          ...body,
          account: 'Not me',
          long: { entryOrderTimeframe: '1x', stopLossGeneral: '100' },
        })
        .expect(422);
      expect(rules.body).toMatchObject({
        code: 'strategy-invalid',
        errors: [
          { pointer: '/account' },
          { pointer: '/long/entryOrderTimeframe' },
          { pointer: '/long/stopLossGeneral' },
        ],
      });
      for (const long of [[], 'x', 5])
        await api()
          .post('/strategies')
          .send({ ...body, long })
          .expect(400);
    });

    it('refuses a double with 409', async () => {
      const first = await api().post('/strategies').send(body).expect(201);
      const second = await api().post('/strategies').send(body).expect(409);
      expect(second.body).toMatchObject({
        code: 'strategy-exists',
        details: { existingId: idOf(first) },
      });
    });

    it('pages newest first with a total, and filters', async () => {
      for (const alarmName of ['a', 'b', 'c', 'd', 'e']) {
        await api()
          .post('/strategies')
          .send({ ...body, alarmName, isOn: alarmName > 'b' })
          .expect(201);
      }
      const seen: string[] = [];
      let path: string | null = '/strategies?limit=2';
      while (path !== null) {
        const page: request.Response = await api().get(path).expect(200);
        const { items, total, nextCursor } = page.body as {
          items: { alarmName: string }[];
          total: number;
          nextCursor: string | null;
        };
        expect(total).toBe(5);
        seen.push(...items.map(({ alarmName }) => alarmName));
        path = nextCursor === null ? null : `/strategies?limit=2&cursor=${nextCursor}`;
      }
      expect(seen).toEqual(['e', 'd', 'c', 'b', 'a']);
      const total = async (query: string) =>
        ((await api().get(`/strategies?${query}`).expect(200)).body as { total: number }).total;
      expect(await total('isOn=true')).toBe(3);
      expect(await total('isOn=false')).toBe(2);
      expect(await total('alarmName=c')).toBe(1);
      expect(await total('alarmName=C')).toBe(0);
      expect(await total('instrument=bingx-usdt-m/ETH-USDT')).toBe(0);
      await api().get('/strategies?instrument=%C3%B1').expect(400);
      await api().get('/strategies?isOn=maybe').expect(400);
      await api().get('/strategies?cursor=nonsense').expect(400);
    });

    it('gives filled-in alert messages with the address that the caller used', async () => {
      const created = await api().post('/strategies').send(INPUT).expect(201);
      const answer = await api()
        .get(`/strategies/${idOf(created)}/alarm-templates`)
        .set('Host', 'trader.example.org')
        .expect(200);
      const { items, total } = answer.body as {
        items: { name: string; url: string; message: string }[];
        total: number;
      };
      expect(total).toBe(5);
      expect(new Set(items.map(({ url }) => url))).toEqual(
        new Set(['http://trader.example.org/alarms/webhook']),
      );
      expect(JSON.parse(items[0]?.message ?? '')).toMatchObject({
        Ticker: 'BTCUSDT.P',
        Strategy: 'Stochastic_v1',
      });
    });

    it('answers 404 for strategies that are not there', async () => {
      for (const id of [NOBODY, 'x', '%C3%B1']) {
        const answer = await api().get(`/strategies/${id}`).expect(404);
        expect(answer.body).toMatchObject({ code: 'strategy-not-found' });
      }
    });
  });
});

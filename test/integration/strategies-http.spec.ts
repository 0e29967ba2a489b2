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
import { StrategiesController } from '@/modules/strategies/strategies.controller';
import { StrategiesRepository } from '@/modules/strategies/strategies.repository';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import { problemOf, writeProblem } from '@/platform/http/problem';
import { requestValidationPipe } from '@/platform/http/validation/request-validation.pipe';
import { IdSource } from '@/platform/identity/new-id';
import { FULL_INPUT as INPUT } from '@test/support/builders/strategy-input';
import { openTestConnection, truncateAll } from '@test/support/database';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const NOBODY = '01J00000000000000000000000';

/** The module without the rest of the service: its connection, clock and ids are the test's. */
@Module({})
class StrategiesTestModule {
  readonly name = 'strategies-test';
}

describe('strategies on a real database', () => {
  let source: DataSource;
  const clock = new FixedClock();
  const ids = new IdSource(clock);

  beforeAll(async () => {
    source = await openTestConnection('strategies');
  });
  afterAll(() => source.destroy());
  beforeEach(() => truncateAll(source));

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

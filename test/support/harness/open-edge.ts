import type { Server } from 'node:http';
import { Body, Controller, Get, Global, Module, Param, Post, Query } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { DomainError } from '@/kernel/errors';
import { EdgeAdapter } from '@/platform/http/edge.adapter';
import { HttpEdgeModule } from '@/platform/http/http-edge.module';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { IsDecimalText } from '@/platform/http/validation/is-decimal-text';
import { PageQuery } from '@/platform/http/validation/page.query';
import { Zone } from '@/platform/http/zone.decorator';
import { loggerParams } from '@/platform/logging/logging.module';
import { ROOT_LOGGER, rootLogger } from '@/platform/logging/root-logger';
import { loadSettings, type Environment } from '@/platform/settings/load-settings';
import { SETTINGS, SETTINGS_PROVIDERS } from '@/platform/settings/settings.module';
import { SETTINGS_CLASSES } from '@/platform/settings/settings';
import { SystemClock } from '@/platform/time/system-clock';

class BuyRequest {
  @IsDecimalText({ moreThan: '0' })
  readonly quantity!: string;
}

class ThingNotFoundError extends DomainError {
  constructor() {
    super('not-found', 'thing-not-found', 'there is no such thing');
  }
}

@Controller('things')
class ThingsController {
  constructor(private readonly logger: PinoLogger) {}

  @Get()
  listThings(@Query() query: PageQuery): object {
    return { limit: query.limit };
  }

  @Get(':id')
  readThing(@Param('id') id: string): object {
    this.logger.info('inside');
    if (id === 'secret') throw new Error('password=hunter2 in /etc/shadow');
    if (id === 'away') throw Object.assign(new Error('connect 10.0.0.3'), { code: 'ECONNREFUSED' });
    if (id === 'none') throw new ThingNotFoundError();
    return { id };
  }

  @Post()
  @RequiresScope('trade')
  buyThing(@Body() body: BuyRequest): object {
    return { quantity: body.quantity };
  }
}

@Zone('probe')
@Controller('health')
class ProbeController {
  @Get('live')
  checkProbe(): object {
    return { status: 'ok' };
  }
}

interface Line {
  readonly msg: string;
  readonly requestId?: string;
  readonly route?: string;
  readonly status?: number;
  readonly code?: string;
  readonly address?: string | null;
}

/** A service with one controller behind our HTTP edge, and what it logs. */
export interface Edge {
  readonly app: NestExpressApplication;
  readonly server: Server;
  readonly lines: string[];
  requestLines(): readonly Line[];
}

const opened: NestExpressApplication[] = [];

type Configure = (app: NestExpressApplication) => void;

/** What opens edges that the composition root sets up; `closeEdges` ends all of them. */
export const edgesSetUpBy =
  (configure: Configure) =>
  (env: Environment = {}): Promise<Edge> =>
    openEdge(configure, env);

async function openEdge(configure: Configure, env: Environment): Promise<Edge> {
  const lines: string[] = [];
  const settings = loadSettings({ DB_URL: 'mysql://u:p@127.0.0.1/x', ...env });
  const logger = rootLogger(settings.log, { write: (line) => lines.push(line) });

  @Global()
  @Module({
    providers: [
      { provide: SETTINGS, useValue: settings },
      ...SETTINGS_PROVIDERS,
      { provide: Clock, useFactory: () => new SystemClock() },
      { provide: ROOT_LOGGER, useValue: logger },
    ],
    exports: [...SETTINGS_CLASSES, Clock, ROOT_LOGGER],
  })
  class TestPlatform {
    readonly isGlobal = true;
  }

  @Module({
    imports: [TestPlatform, LoggerModule.forRoot(loggerParams(logger)), HttpEdgeModule],
    controllers: [ThingsController, ProbeController],
  })
  class TestApp {
    readonly isRoot = true;
  }

  const app = await NestFactory.create<NestExpressApplication>(TestApp, new EdgeAdapter(), {
    bodyParser: false,
    logger: false,
  });
  configure(app);
  await app.listen(0, '127.0.0.1');
  opened.push(app);
  const requestLines = (): readonly Line[] =>
    lines.map((line) => JSON.parse(line) as Line).filter(({ msg }) => msg === 'request');
  return { app, server: app.getHttpServer(), lines, requestLines };
}

/** Belongs into `afterAll` of whoever opened some. */
export async function closeEdges(): Promise<void> {
  await Promise.all(opened.splice(0).map((app) => app.close()));
}

/** The lines are written when a connection has closed, a little after the caller has its answer. */
export async function settled(edge: Edge): Promise<void> {
  for (let waitedMs = 0; waitedMs < 3_000 && edge.requestLines().length === 0; waitedMs += 20)
    await pause();
  await pause();
}

export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

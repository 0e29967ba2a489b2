import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import { AppModule } from '@/app.module';
import { configureApp } from '@/app.setup';
import { WebhookEndpoint } from '@/modules/alarms/webhook.endpoint';
import { WEBHOOK_OPERATIONS } from '@/modules/alarms/webhook.operation';
import { EdgeAdapter } from '@/platform/http/edge.adapter';
import { exitOnUnhandled, stopOnSignals } from '@/platform/http/graceful-shutdown';
import { NestLogger } from '@/platform/logging/nest-logger';
import { ROOT_LOGGER, rootLogger } from '@/platform/logging/root-logger';
import type { Settings } from '@/platform/settings/settings';

/** Makes the application, listens, and stays until a signal. Rejects when it cannot start. */
export async function serve({ http, trading, log }: Settings): Promise<void> {
  const adapter = new EdgeAdapter();
  const app = await NestFactory.create<NestExpressApplication>(AppModule, adapter, {
    bodyParser: false,
    logger: new NestLogger(rootLogger(log)),
    abortOnError: false,
  });
  const logger = app.get<Logger>(ROOT_LOGGER);
  exitOnUnhandled(logger);
  configureApp(app, WEBHOOK_OPERATIONS);
  // Ahead of Express: the webhook needs raw bytes, and TradingView waits three seconds only.
  if (http.ROLE !== 'worker') adapter.frontDoor = app.get(WebhookEndpoint);
  const server: Server = await app.listen(http.PORT, http.HOST);
  stopOnSignals({ server, close: () => app.close() }, logger);
  logger.info(
    { address: await app.getUrl(), mode: trading.TRADING_MODE, role: http.ROLE },
    'listening',
  );
}

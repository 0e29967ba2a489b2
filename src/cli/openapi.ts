import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '@/app.module';
import { WEBHOOK_OPERATIONS } from '@/modules/alarms/webhook.operation';
import { openApiDocument } from '@/platform/http/openapi-document';

/** `node dist/cli/openapi.js [file]`: writes the document. Preview mode runs no constructor and opens no database. */
async function writeDocument(target: string): Promise<void> {
  const app = await NestFactory.create(AppModule, {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  const document = openApiDocument(app, WEBHOOK_OPERATIONS);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${JSON.stringify(document, null, 2)}\n`);
  process.stdout.write(`${target}: ${String(Object.keys(document.paths).length)} paths\n`);
}

writeDocument(process.argv[2] ?? 'openapi/openapi.json').catch((error: unknown) => {
  process.stderr.write(
    `openapi failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});

import 'reflect-metadata';
import { InvalidSettingsError } from '@/platform/settings/invalid-settings.error';
import { loadSettings } from '@/platform/settings/load-settings';

/** Settings first: a bad deployment stops here, with the full list, before Nest and the drivers are even loaded. */
async function main(): Promise<void> {
  const settings = loadSettings();
  const { serve } = await import('./app.serve');
  await serve(settings);
}

main().catch((error: unknown) => {
  const reason =
    error instanceof InvalidSettingsError ? error.message : `could not start: ${startError(error)}`;
  process.stderr.write(`${reason}\n`);
  process.exit(1);
});

function startError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

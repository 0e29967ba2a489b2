import { DATABASES } from '@/databases';
import { migrateConnection } from '@/platform/database/migrate';
import { loadSettings } from '@/platform/settings/load-settings';

/** `npm run migrate`: brings the seven schemas up to date, one after the other, and says what it did. */
async function migrate(): Promise<void> {
  const { database } = loadSettings(process.env);
  for (const { name, url } of database.all()) {
    const target = { name, url, poolSize: 2, connectTimeoutMs: database.DB_CONNECT_TIMEOUT_MS };
    const ran = await migrateConnection(target, DATABASES[name]);
    process.stdout.write(
      `${name.padEnd(11)} ${ran.length === 0 ? 'up to date' : ran.join(', ')}\n`,
    );
  }
}

migrate().catch((error: unknown) => {
  process.stderr.write(
    `migrate failed: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
});

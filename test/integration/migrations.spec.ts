import { DATABASES } from '@/databases';
import { CONNECTION_NAMES } from '@/platform/database/connection-name';
import { openDataSource } from '@/platform/database/data-source';
import { migrateConnection } from '@/platform/database/migrate';
import { dropSchema, testUrl } from '@test/support/database';

describe.each(CONNECTION_NAMES)('migrations of %s', (name) => {
  const url = `${testUrl(name)}_fresh`;
  const target = { name, url, poolSize: 2, connectTimeoutMs: 5_000 };

  beforeAll(() => dropSchema(url));
  afterAll(() => dropSchema(url));

  it('run on an empty server, and agree with the entities', async () => {
    const ran = await migrateConnection(target, DATABASES[name]);
    expect(ran).toHaveLength(DATABASES[name].migrations.length);
    const source = await openDataSource(target, DATABASES[name]);
    try {
      const drift = await source.driver.createSchemaBuilder().log();
      expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
    } finally {
      await source.destroy();
    }
  });

  it('run again without doing anything', async () => {
    expect(await migrateConnection(target, DATABASES[name])).toEqual([]);
  });

  it('wait for each other when two start at once', async () => {
    await dropSchema(url);
    const both = await Promise.all([
      migrateConnection(target, DATABASES[name]),
      migrateConnection(target, DATABASES[name]),
    ]);
    expect(both.flat()).toHaveLength(DATABASES[name].migrations.length);
  });
});

import { openTestConnection } from '@test/support/database';

describe('schema of positions, accounts, klines and diary', () => {
  it.each(['positions', 'accounts', 'klines', 'diary'] as const)(
    'of %s is what its entities say',
    async (name) => {
      const source = await openTestConnection(name);
      try {
        const { upQueries } = await source.driver.createSchemaBuilder().log();
        expect(upQueries.map(({ query }) => query)).toEqual([]);
      } finally {
        await source.destroy();
      }
    },
  );
});

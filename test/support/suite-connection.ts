import type { DataSource } from 'typeorm';
import type { ConnectionName } from '@/platform/database/connection-name';
import { openTestConnection, truncateAll } from '@test/support/database';

/** A connection for the suite that asks: empty before each test, closed at the end. There from `beforeEach` on. */
export function suiteConnection(name: ConnectionName): () => DataSource {
  let source: DataSource | null = null;
  const opened = (): DataSource => {
    if (source === null) throw new Error('the connection is there once the suite runs');
    return source;
  };
  beforeAll(async () => {
    source = await openTestConnection(name);
  });
  beforeEach(() => truncateAll(opened()));
  afterAll(() => source?.destroy());
  return opened;
}

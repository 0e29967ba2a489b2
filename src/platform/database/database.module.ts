import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { CONNECTION_NAMES } from '@/platform/database/connection-name';
import { openDataSource, type DatabaseDefinitions } from '@/platform/database/data-source';
import { compareWithDatabase, DatabaseTime } from '@/platform/database/database-time';
import { InstanceLeases } from '@/platform/database/instance-leases';
import { CONNECTIONS, UnitOfWork, type Connections } from '@/platform/database/unit-of-work';
import { DatabaseSettings } from '@/platform/settings/database.settings';
import { SystemClock } from '@/platform/time/system-clock';

/** Longer than a wait for a lock may take, see the session's settings; far shorter than TCP's own patience. */
const STATEMENT_MS = 15_000;

/** Opens the seven named connections and closes them after everything that uses them has stopped. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    @Inject(CONNECTIONS) private readonly connections: Connections,
    private readonly leases: InstanceLeases,
  ) {}

  static forRoot(definitions: DatabaseDefinitions): DynamicModule {
    const sources: Provider[] = CONNECTION_NAMES.map((name) => ({
      provide: getDataSourceToken(name),
      inject: [DatabaseSettings, SystemClock],
      useFactory: async (settings: DatabaseSettings, clock: SystemClock) => {
        const target = {
          name,
          url: settings.urlOf(name),
          poolSize: settings.DB_POOL_SIZE,
          connectTimeoutMs: settings.DB_CONNECT_TIMEOUT_MS,
          statementMs: STATEMENT_MS,
        };
        const source = await openDataSource(target, definitions[name]);
        // Before anybody asks for the time who works with orders.
        if (name === 'orders') await compareWithDatabase(source, clock);
        return source;
      },
    }));
    const connections: Provider = {
      provide: CONNECTIONS,
      inject: CONNECTION_NAMES.map((name) => getDataSourceToken(name)),
      useFactory: (...opened: DataSource[]): Connections =>
        new Map(
          CONNECTION_NAMES.flatMap((name, index) => {
            const source = opened[index];
            return source === undefined ? [] : [[name, source] as const];
          }),
        ),
    };
    return {
      module: DatabaseModule,
      global: true,
      providers: [...sources, connections, UnitOfWork, InstanceLeases, DatabaseTime],
      exports: [
        ...CONNECTION_NAMES.map((name) => getDataSourceToken(name)),
        CONNECTIONS,
        UnitOfWork,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.leases.releaseOwn();
    await Promise.all([...this.connections.values()].map((source) => source.destroy()));
  }
}

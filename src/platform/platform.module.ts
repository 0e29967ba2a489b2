import { Global, Module } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { HealthRegistry } from '@/platform/health/health.registry';
import { HttpEdgeModule } from '@/platform/http/http-edge.module';
import { InstanceName } from '@/platform/identity/instance-name';
import { IdSource } from '@/platform/identity/new-id';
import { LoggingModule, RootLoggerModule } from '@/platform/logging/logging.module';
import { SettingsModule } from '@/platform/settings/settings.module';
import { SystemClock } from '@/platform/time/system-clock';

/** Clock, ids, this process's name and the registry of health checks, for everybody. */
@Global()
@Module({
  providers: [
    { provide: SystemClock, useFactory: () => new SystemClock() },
    { provide: Clock, useExisting: SystemClock },
    IdSource,
    InstanceName,
    HealthRegistry,
  ],
  exports: [SystemClock, Clock, IdSource, InstanceName, HealthRegistry],
})
export class SharedModule {}

/** Everything technical that every module may inject without importing it. */
@Module({
  imports: [SettingsModule, RootLoggerModule, LoggingModule, SharedModule, HttpEdgeModule],
})
export class PlatformModule {}

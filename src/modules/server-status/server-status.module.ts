import { Module } from '@nestjs/common';
import { NotificationsModule } from '@/modules/notifications/notifications.module';
import { HealthController } from '@/modules/server-status/health.controller';
import { ServerStatusController } from '@/modules/server-status/server-status.controller';
import { ServerStatusService } from '@/modules/server-status/server-status.service';
import { DatabaseHealth } from '@/platform/health/database-health';

/** /health/live, /health/ready and /status-server. */
@Module({
  imports: [NotificationsModule],
  controllers: [HealthController, ServerStatusController],
  providers: [ServerStatusService, DatabaseHealth],
})
export class ServerStatusModule {}

import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { OpenNotificationResponse } from '@/modules/notifications/dto/notification.response';
import { NotificationsService } from '@/modules/notifications/notifications.service';
import {
  HealthEntryResponse,
  ServerStatusResponse,
} from '@/modules/server-status/dto/server-status.response';
import { ServerStatusService } from '@/modules/server-status/server-status.service';
import { VERSION } from '@/platform/health/version';
import { HttpSettings } from '@/platform/settings/http.settings';
import { TradingSettings } from '@/platform/settings/trading.settings';

@ApiTags('server status')
@Controller('status-server')
export class ServerStatusController {
  constructor(
    private readonly service: ServerStatusService,
    private readonly notifications: NotificationsService,
    private readonly http: HttpSettings,
    private readonly trading: TradingSettings,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How the service, its databases, venues and workers are' })
  @ApiResponse({ status: 200, description: 'Everything works.', type: ServerStatusResponse })
  @ApiResponse({
    status: 503,
    description: 'A database or a worker does not.',
    type: ServerStatusResponse,
  })
  async getServerStatus(
    @Res({ passthrough: true }) response: Response,
  ): Promise<ServerStatusResponse> {
    const [{ isHealthy, uptimeSeconds, time, reports }, open] = await Promise.all([
      this.service.status(),
      this.notifications.openOrNull(),
    ]);
    if (!isHealthy) response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return {
      status: isHealthy ? 'healthy' : 'unhealthy',
      version: VERSION,
      uptimeSeconds,
      time: time.toISOString(),
      mode: this.trading.TRADING_MODE,
      role: this.http.ROLE,
      databases: reports.database.map((report) => HealthEntryResponse.from(report)),
      venues: reports.venue.map((report) => HealthEntryResponse.from(report)),
      workers: reports.worker.map((report) => HealthEntryResponse.from(report)),
      streams: reports.stream.map((report) => HealthEntryResponse.from(report)),
      watchdogs: open?.map((one) => OpenNotificationResponse.from(one)) ?? null,
    };
  }
}

import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ProbeResponse } from '@/modules/server-status/dto/server-status.response';
import { ServerStatusService } from '@/modules/server-status/server-status.service';
import { Zone } from '@/platform/http/zone.decorator';

/** For load balancers and supervisors: short answers, no token, an address list of their own. */
@ApiTags('server status')
@Zone('probe')
@Controller('health')
export class HealthController {
  constructor(private readonly service: ServerStatusService) {}

  @Get('live')
  @ApiOperation({ summary: 'Whether the process answers', security: [] })
  @ApiResponse({ status: 200, description: 'It does.', type: ProbeResponse })
  checkLive(): ProbeResponse {
    return { status: 'ok', waitingFor: [] };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether requests should be sent here', security: [] })
  @ApiResponse({ status: 200, description: 'They should.', type: ProbeResponse })
  @ApiResponse({
    status: 503,
    description: 'A database or a worker is not ready.',
    type: ProbeResponse,
  })
  async checkReady(@Res({ passthrough: true }) response: Response): Promise<ProbeResponse> {
    const waitingFor = await this.service.notReady();
    if (waitingFor.length === 0) return { status: 'ok', waitingFor };
    response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: 'not-ready', waitingFor };
  }
}

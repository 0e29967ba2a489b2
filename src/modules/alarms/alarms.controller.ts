import { Controller, Get, HttpCode, HttpStatus, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CallerAddress } from '@/platform/http/caller-address';
import { CallerNotAllowedError } from '@/platform/http/http.errors';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { limitOf } from '@/platform/http/validation/page.query';
import { pageOf } from '@/platform/http/validation/page';
import { ALARM_EXAMPLES } from './alarm-examples';
import { AlarmIntake, MAX_BODY_BYTES } from './alarm-intake';
import { AlarmsService } from './alarms.service';
import { AlarmListResponse } from './dto/alarm-list.response';
import { alarmFilterOf, alarmPlaceOf, ListAlarmsQuery } from './dto/list-alarms.query';
import { ReceiptResponse } from './dto/receipt.response';
import { readRawBody } from './raw-body';

/** The inbox for API callers. TradingView uses the webhook; one alarm with its decisions is served by trading. */
@ApiTags('alarms')
@Controller('alarms')
export class AlarmsController {
  constructor(
    private readonly alarms: AlarmsService,
    private readonly intake: AlarmIntake,
    private readonly caller: CallerAddress,
  ) {}

  /** Takes an alarm in like the webhook does; the API token stands in for the webhook's secret. */
  @Post()
  @HttpCode(HttpStatus.OK)
  @RequiresScope('trade')
  @ApiOperation({ summary: 'Send an alarm as an API caller' })
  @ApiConsumes('application/json', 'text/plain')
  @ApiBody({ schema: { type: 'object', additionalProperties: true }, examples: ALARM_EXAMPLES })
  @ApiOkResponse({ type: ReceiptResponse })
  async sendAlarm(@Req() request: Request): Promise<ReceiptResponse> {
    const sourceAddress = this.caller.of(request);
    if (sourceAddress === null) throw new CallerNotAllowedError();
    // Null: the caller went away, and nobody reads the answer.
    const bytes = (await readRawBody(request, MAX_BODY_BYTES)) ?? Buffer.alloc(0);
    const contentType = request.headers['content-type'] ?? null;
    return this.intake.takeCall({ bytes, contentType, sourceAddress });
  }

  /** Alarms that match the filters, newest first. */
  @Get()
  @RequiresScope('read')
  @ApiOperation({ summary: 'List alarms, newest first' })
  @ApiOkResponse({ type: AlarmListResponse })
  async listAlarms(@Query() query: ListAlarmsQuery): Promise<AlarmListResponse> {
    const filter = alarmFilterOf(query);
    const limit = limitOf(query);
    const [alarms, total] = await Promise.all([
      this.alarms.list(filter, limit + 1, alarmPlaceOf(query)),
      this.alarms.count(filter),
    ]);
    const page = pageOf(alarms, limit, total, ({ receivedAt, id }) => ({
      at: receivedAt.getTime(),
      id,
    }));
    return AlarmListResponse.from(page);
  }
}

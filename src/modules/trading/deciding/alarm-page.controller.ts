import { Controller, Get, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { IdParam } from '@/platform/http/id-param.decorator';
import type { AlarmId } from '@/kernel/ids';
import { AlarmsService } from '@/modules/alarms/alarms.service';
import { OrdersService } from '@/modules/orders/orders.service';
import { AlarmPageResponse } from '@/modules/trading/dto/alarm-page.response';

/** The one answer to "why did this alarm (not) trade?". */
@ApiTags('alarms')
@Controller('alarms')
export class AlarmPageController {
  constructor(
    private readonly alarms: AlarmsService,
    private readonly orders: OrdersService,
  ) {}

  /** Returns one alarm with its decisions, orders, events and fills, and the time of each step. */
  @Get(':id')
  @IdParam('alarm')
  @ApiOperation({ summary: 'One alarm: why it did or did not trade' })
  async getAlarm(@Param('id') id: string): Promise<AlarmPageResponse> {
    const alarm = await this.alarms.get(id as AlarmId);
    return AlarmPageResponse.fromParts(alarm, await this.orders.decisionsOfAlarm(alarm.id));
  }
}

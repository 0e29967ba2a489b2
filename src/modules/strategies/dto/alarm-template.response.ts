import { ApiProperty } from '@nestjs/swagger';
import type { AlarmTemplate } from '@/modules/strategies/alarm-templates';
import { listResponse } from '@/platform/http/validation/page-response';

/** A message to paste into a TradingView alert. */
export class AlarmTemplateResponse {
  /** The signal that it sends, or `strategy orders` for a Pine strategy. */
  @ApiProperty({ example: 'order open long' })
  name!: string;

  /** The chart timeframe that the alert belongs on; null: any on which this strategy listens. */
  @ApiProperty({ example: '1m', type: String, nullable: true })
  timeframe!: string | null;

  /** How to use it. */
  @ApiProperty({ example: 'For an alert on the 1m chart that opens long.' })
  note!: string;

  /** The address for the alert's "Webhook URL". TradingView takes only port 80 or 443 and a public host. */
  @ApiProperty({ example: 'https://trader.example.org/alarms/webhook' })
  url!: string;

  /** The text for the alert's "Message". */
  @ApiProperty({
    example:
      '{"Ticker":"BTCUSDT.P","Interval":"1","Order":"order open long","Strategy":"Stochastic_v1"}',
  })
  message!: string;

  static from(template: AlarmTemplate, url: string): AlarmTemplateResponse {
    return Object.assign(new AlarmTemplateResponse(), { ...template, url });
  }
}

/** All messages of one strategy. */
export class AlarmTemplateListResponse extends listResponse(
  AlarmTemplateResponse,
  'One per signal that the strategy listens to, and one for a Pine strategy.',
) {}

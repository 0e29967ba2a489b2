import { ApiProperty } from '@nestjs/swagger';
import type { AlarmTemplate } from '@/modules/strategies/alarm-templates';

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
export class AlarmTemplateListResponse {
  /** One per signal that the strategy listens to, and one for a Pine strategy. */
  @ApiProperty({ type: [AlarmTemplateResponse] })
  items!: AlarmTemplateResponse[];

  /** How many there are. */
  @ApiProperty({ example: 3, type: 'integer' })
  total!: number;

  /** Always null: the list has one page. */
  @ApiProperty({ example: null, type: String, nullable: true })
  nextCursor!: string | null;

  static from(templates: readonly AlarmTemplate[], url: string): AlarmTemplateListResponse {
    const items = templates.map((template) => AlarmTemplateResponse.from(template, url));
    return Object.assign(new AlarmTemplateListResponse(), {
      items,
      total: items.length,
      nextCursor: null,
    });
  }
}

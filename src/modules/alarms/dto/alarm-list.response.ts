import { ApiProperty } from '@nestjs/swagger';
import type { Page } from '@/platform/http/validation/page';
import { AlarmResponse } from './alarm.response';

/** A page of alarms, newest first. */
export class AlarmListResponse implements Page<AlarmResponse> {
  /** The alarms of this page. */
  @ApiProperty({ type: [AlarmResponse] })
  items!: readonly AlarmResponse[];

  /** How many alarms match the filters in all. */
  @ApiProperty({ example: 1 })
  total!: number;

  /** Give it as `cursor` to read on; null on the last page. */
  @ApiProperty({ type: String, nullable: true, example: null })
  nextCursor!: string | null;
}

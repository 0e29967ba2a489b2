import { ApiProperty } from '@nestjs/swagger';
import { StrategyResponse } from '@/modules/strategies/dto/strategy.response';
import type { Strategy } from '@/modules/strategies/strategy';
import { mapPage, type Page } from '@/platform/http/validation/page';

/** One page of strategies, newest first. */
export class StrategyListResponse implements Page<StrategyResponse> {
  /** The strategies of this page. */
  @ApiProperty({ type: [StrategyResponse] })
  items!: StrategyResponse[];

  /** All strategies that match the filters. */
  @ApiProperty({ example: 1, type: 'integer' })
  total!: number;

  /** Cursor of the next page; null on the last one. */
  @ApiProperty({ example: null, type: String, nullable: true })
  nextCursor!: string | null;

  static from(page: Page<Strategy>): StrategyListResponse {
    return Object.assign(
      new StrategyListResponse(),
      mapPage(page, (strategy) => StrategyResponse.from(strategy)),
    );
  }
}

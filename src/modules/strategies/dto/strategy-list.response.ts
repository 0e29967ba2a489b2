import { StrategyResponse } from '@/modules/strategies/dto/strategy.response';
import type { Strategy } from '@/modules/strategies/strategy';
import { pageResponse } from '@/platform/http/validation/page-response';

/** One page of strategies, newest first. */
export class StrategyListResponse extends pageResponse(
  StrategyResponse,
  'strategies',
  (strategy: Strategy) => StrategyResponse.from(strategy),
) {}

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AccountOverviewQuery } from '@/modules/bingx/dto/account-overview.query';
import { BingxAccountOverviewResponse } from '@/modules/bingx/dto/account-overview.response';
import { BingxOverviewService } from '@/modules/exchanges/bingx-overview.service';
import { BINGX_ACCOUNT } from '@/modules/exchanges/credentials/settings-account';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';

/** The whole account on one page. */
@ApiTags('bingx account')
@Controller('bingx/account')
export class AccountOverviewController {
  constructor(private readonly overviews: BingxOverviewService) {}

  @Get('overview')
  @RequiresScope('read')
  @ApiOperation({
    summary: 'Reads all wallets of an account, valued in USDT',
    description:
      'Prices are the last ones of Spot, else of USDT-M; USDT counts as itself. What has no price is listed without ' +
      'value, and a wallet that could not be read with its problem: `isComplete` is false then.',
  })
  async getBingxAccountOverview(
    @Query() query: AccountOverviewQuery,
  ): Promise<BingxAccountOverviewResponse> {
    const overview = await this.overviews.overview(query.account ?? BINGX_ACCOUNT);
    return BingxAccountOverviewResponse.from(overview);
  }
}

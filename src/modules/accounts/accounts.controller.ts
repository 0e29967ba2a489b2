import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { isIdText } from '@/kernel/ids';
import { AccountsService } from '@/modules/accounts/accounts.service';
import { BalanceRecorder } from '@/modules/accounts/balance-recorder';
import {
  AccountListResponse,
  AccountResponse,
  BalanceSnapshotListResponse,
  BalanceSnapshotResponse,
} from '@/modules/accounts/dto/account.response';
import { readCursor } from '@/platform/http/validation/cursor';
import { mapPage, pageOf } from '@/platform/http/validation/page';
import { limitOf, PageQuery } from '@/platform/http/validation/page.query';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';

/** The accounts and what they hold. */
@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly recorder: BalanceRecorder,
  ) {}

  @Get()
  @RequiresScope('read')
  @ApiOperation({ summary: 'Lists the accounts with what they hold now' })
  async listAccounts(): Promise<AccountListResponse> {
    const views = await this.accounts.overview();
    return Object.assign(new AccountListResponse(), {
      items: views.map((view) => AccountResponse.from(view)),
      total: views.length,
      nextCursor: null,
    });
  }

  @Get(':name/balances')
  @RequiresScope('read')
  @ApiOperation({ summary: 'Lists what an account held over time, newest first' })
  @ApiParam({ name: 'name', example: 'paper', description: 'The name of the account.' })
  async listBalances(
    @Param('name') name: string,
    @Query() query: PageQuery,
  ): Promise<BalanceSnapshotListResponse> {
    const account = await this.accounts.get(name);
    const before = query.cursor === undefined ? null : readCursor(query.cursor, placeOf);
    const limit = limitOf(query);
    const { rows, total } = await this.accounts.history(account.name, before, limit + 1);
    return Object.assign(
      new BalanceSnapshotListResponse(),
      mapPage(
        pageOf(rows, limit, total, ({ id }) => ({ id })),
        (row) => BalanceSnapshotResponse.from(row),
      ),
    );
  }

  @Post(':name/balances')
  @HttpCode(200)
  @RequiresScope('admin')
  @ApiOperation({ summary: 'Reads an account from its venue now and records what it holds' })
  @ApiParam({ name: 'name', example: 'paper', description: 'The name of the account.' })
  async recordBalances(@Param('name') name: string): Promise<AccountResponse> {
    const account = await this.accounts.get(name);
    await this.recorder.record(account);
    return AccountResponse.from(await this.accounts.view(account));
  }
}

const placeOf = (place: Readonly<Record<string, unknown>>): string | null =>
  typeof place.id === 'string' && isIdText(place.id) ? place.id : null;

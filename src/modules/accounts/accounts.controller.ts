import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { AccountUsesService } from '@/modules/accounts/account-uses.service';
import { AccountInUseError } from '@/modules/accounts/accounts.errors';
import { AccountsService } from '@/modules/accounts/accounts.service';
import { BalanceRecorder } from '@/modules/accounts/balance-recorder';
import { ChangeAccountRequest, CreateAccountRequest } from '@/modules/accounts/dto/account.request';
import {
  AccountListResponse,
  AccountResponse,
  BalanceSnapshotListResponse,
} from '@/modules/accounts/dto/account.response';
import { RevokeAccountQuery } from '@/modules/accounts/dto/revoke-account.query';
import { ExchangeAccountsService } from '@/modules/exchanges/credentials/exchange-accounts.service';
import { idOfCursor } from '@/platform/http/validation/cursor';
import { pageById } from '@/platform/http/validation/page';
import { limitOf, PageQuery } from '@/platform/http/validation/page.query';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';

const NameParam = (): MethodDecorator =>
  ApiParam({ name: 'name', example: 'main', description: 'The name of the account.' });

/** The accounts and what they hold. */
@ApiTags('accounts')
@Controller('accounts')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly recorder: BalanceRecorder,
    private readonly stored: ExchangeAccountsService,
    private readonly uses: AccountUsesService,
  ) {}

  @Get()
  @RequiresScope('read')
  @ApiOperation({ summary: 'Lists the accounts with what they hold now' })
  async listAccounts(): Promise<AccountListResponse> {
    const views = await this.accounts.overview();
    return AccountListResponse.of(views.map((view) => AccountResponse.from(view)));
  }

  /** Checks the key first: whose it is, that it may read and trade and not withdraw, and that its money fits the environment. */
  @Post()
  @RequiresScope('admin')
  @ApiOperation({ summary: 'Register an account of an exchange' })
  async createAccount(@Body() body: CreateAccountRequest): Promise<AccountResponse> {
    const { label = null, parent = null, allowWithdrawals = false, ...account } = body;
    await this.stored.add({ ...account, label, parent, allowsWithdrawals: allowWithdrawals });
    return this.shown(body.name);
  }

  /** Revoked accounts too. */
  @Get(':name')
  @RequiresScope('read')
  @NameParam()
  @ApiOperation({ summary: 'Read an account with what it holds now' })
  async getAccount(@Param('name') name: string): Promise<AccountResponse> {
    return this.shown(name);
  }

  /** A new key is checked before it takes the place of the old one, which works until then. It brings a revoked account back. */
  @Patch(':name')
  @RequiresScope('admin')
  @NameParam()
  @ApiOperation({ summary: 'Change a stored account, or give it a new key' })
  async changeAccount(
    @Param('name') name: string,
    @Body() body: ChangeAccountRequest,
  ): Promise<AccountResponse> {
    await this.accounts.get(name);
    const { allowWithdrawals, ...change } = body;
    await this.stored.change(name, {
      ...change,
      ...(allowWithdrawals === undefined ? {} : { allowsWithdrawals: allowWithdrawals }),
    });
    return this.shown(name);
  }

  /** Permissions, address list, position mode and clock. A key that is refused is a finding: it stands in `status`. */
  @Post(':name/check')
  @HttpCode(200)
  @RequiresScope('admin')
  @NameParam()
  @ApiOperation({ summary: 'Ask the exchange about the key of an account now' })
  async checkAccount(@Param('name') name: string): Promise<AccountResponse> {
    await this.accounts.get(name);
    await this.stored.check(name);
    return this.shown(name);
  }

  /** Destroys its keys here; history stays readable and the name stays taken. Refused while something needs the account. */
  @Delete(':name')
  @RequiresScope('admin')
  @NameParam()
  @ApiOperation({ summary: 'Revoke a stored account' })
  async revokeAccount(
    @Param('name') name: string,
    @Query() query: RevokeAccountQuery,
  ): Promise<AccountResponse> {
    const account = await this.accounts.get(name);
    const uses = query.force === 'true' ? [] : await this.uses.of(account.name);
    if (account.stored !== null && uses.length > 0) throw new AccountInUseError(name, uses);
    await this.stored.revoke(name);
    return this.shown(name);
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
    const before = idOfCursor(query.cursor);
    const limit = limitOf(query);
    const { rows, total } = await this.accounts.history(account.name, before, limit + 1);
    return BalanceSnapshotListResponse.from(pageById(rows, limit, total));
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

  private async shown(name: string): Promise<AccountResponse> {
    return AccountResponse.from(await this.accounts.view(await this.accounts.get(name)));
  }
}

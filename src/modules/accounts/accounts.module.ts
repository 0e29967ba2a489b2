import { Module } from '@nestjs/common';
import { AccountUsesService } from '@/modules/accounts/account-uses.service';
import { AccountsController } from '@/modules/accounts/accounts.controller';
import { AccountsService } from '@/modules/accounts/accounts.service';
import { BalanceRecorder } from '@/modules/accounts/balance-recorder';
import { BalancesRepository } from '@/modules/accounts/balances.repository';
import { ExchangesModule } from '@/modules/exchanges/exchanges.module';

/** The accounts, where they trade and what they held over time. */
@Module({
  imports: [ExchangesModule],
  controllers: [AccountsController],
  providers: [AccountsService, AccountUsesService, BalancesRepository, BalanceRecorder],
  exports: [AccountsService, AccountUsesService],
})
export class AccountsModule {}

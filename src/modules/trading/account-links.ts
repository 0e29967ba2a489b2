import { Injectable, type OnModuleInit } from '@nestjs/common';
import { instrumentOf } from '@/kernel/instrument';
import { AccountUsesService } from '@/modules/accounts/account-uses.service';
import { AccountsService } from '@/modules/accounts/accounts.service';
import { LIVE } from '@/modules/orders/order-transitions';
import { OrdersService } from '@/modules/orders/orders.service';
import { StrategiesService } from '@/modules/strategies/strategies.service';

/** Tells the strategies which accounts can trade what, and the accounts what they are needed for: neither knows the other. */
@Injectable()
export class AccountLinks implements OnModuleInit {
  constructor(
    private readonly accounts: AccountsService,
    private readonly uses: AccountUsesService,
    private readonly strategies: StrategiesService,
    private readonly orders: OrdersService,
  ) {}

  onModuleInit(): void {
    this.strategies.registerPlaceRule(({ account, instrument }) =>
      this.accounts.placeProblems(account, instrumentOf(instrument)),
    );
    this.uses.register((account) => this.usesOf(account));
  }

  private async usesOf(account: string): Promise<readonly string[]> {
    const waiting = ['INITIALIZED', ...LIVE] as const;
    const [strategies, counts, sides] = await Promise.all([
      this.strategies.list({ account, isOn: true }, 1),
      Promise.all(waiting.map((state) => this.orders.count({ account, state }))),
      this.orders.openSides(account),
    ]);
    const orders = counts.reduce((sum, count) => sum + count, 0);
    return [
      ...counted(strategies.total, 'strategy is on', 'strategies are on'),
      ...counted(orders, 'order has not ended', 'orders have not ended'),
      ...counted(sides, 'side of a strategy is open', 'sides of strategies are open'),
    ];
  }
}

const counted = (count: number, one: string, many: string): readonly string[] =>
  count === 0 ? [] : [`${String(count)} ${count === 1 ? one : many}`];

import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { StrategyId } from '@/kernel/ids';
import type { PositionSide } from '@/kernel/side';
import { OrdersService } from '@/modules/orders/orders.service';
import { InstanceName } from '@/platform/identity/instance-name';
import { holdingLane } from '@/modules/trading/held-lane';

/** One side of one strategy: the unit that is protected as a whole. */
export interface ProtectedSide {
  readonly strategyId: StrategyId;
  readonly side: PositionSide;
}

export const keyOfSide = ({ strategyId, side }: ProtectedSide): string =>
  `protection|${strategyId}|${side}`;

/** False once another instance owns the side: then nothing more may be done. */
export type StillOwned = () => Promise<boolean>;

/** One owner for the protection of a side, across all instances: a lease, taken only while something changes. */
@Injectable()
export class ProtectionOwner {
  constructor(
    private readonly orders: OrdersService,
    private readonly instance: InstanceName,
    private readonly clock: Clock,
  ) {}

  /** Runs as the owner of the side; false when somebody else is, and then nothing ran. */
  async asOwner(
    target: ProtectedSide,
    run: (isOwned: StillOwned) => Promise<void>,
  ): Promise<boolean> {
    const { orders: lanes, clock } = this;
    const ran = await holdingLane(
      keyOfSide(target),
      { lanes, owner: this.instance.text, clock },
      async (held) => {
        await run(() => held.keep());
        return true;
      },
    );
    return ran ?? false;
  }
}

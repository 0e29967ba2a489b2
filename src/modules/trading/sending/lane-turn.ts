import type { NewDecision, NewOrder, Placed } from '@/modules/orders/decisions/trade-decision';
import { settledWithin } from '@/platform/worker/settled-within';

/** A decision and its orders, the one that leaves first in front. */
export interface Placing {
  readonly decision: NewDecision;
  readonly orders: readonly NewOrder[];
}

/** What is to be placed, and how whoever decided it hears of the commit. */
export interface GivenPlacing {
  readonly placing: Placing;
  readonly settle: (placed: Placed | Promise<Placed>) => void;
}

/**
 * A place in a lane, taken while something is being decided: then the decision and that its first order leaves are one
 * commit. The lane is held meanwhile, so a turn that is not used in time is over, and what was decided is placed alone.
 */
export class LaneTurn {
  private isOver = false;
  private isTaken = false;
  private use: (given: GivenPlacing | null) => void = () => undefined;
  private readonly used = new Promise<GivenPlacing | null>((resolve) => (this.use = resolve));

  constructor(private readonly placeAlone: (placing: Placing) => Promise<Placed>) {}

  /** Resolves with the commit; the orders leave afterwards. Once for a turn. */
  place(placing: Placing): Promise<Placed> {
    if (this.isOver) return this.placeAlone(placing);
    this.isOver = true;
    return new Promise((settle) => {
      this.use({ placing, settle });
    });
  }

  /** Nothing more is placed. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.use(null);
  }

  /** For the holder of the lane: what is to be placed, or null when it is nothing, or not within this time. */
  async given(ms: number): Promise<GivenPlacing | null> {
    if (this.isTaken) return null;
    this.isTaken = true;
    await settledWithin(this.used, ms);
    this.end();
    return this.used;
  }

  /** There is no lane to hold: what is placed is placed alone. */
  close(): void {
    if (this.isTaken) return;
    this.isTaken = true;
    this.end();
    void this.used.then((given) => given?.settle(this.placeAlone(given.placing)));
  }
}

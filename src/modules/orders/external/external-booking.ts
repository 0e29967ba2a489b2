import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { DecisionId, OrderId } from '@/kernel/ids';
import { instrumentText } from '@/kernel/instrument';
import { openingSide } from '@/kernel/side';
import { holdingsOf } from '@/modules/orders/ledger/account-book';
import { clientOrderId } from '@/modules/orders/client-order-id';
import { DecisionsRepository } from '@/modules/orders/decisions/decisions.repository';
import type {
  ExternalFills,
  ExternalOrigin,
  FillShare,
} from '@/modules/orders/external/external-order';
import { ExternalOrdersRepository } from '@/modules/orders/external/external-orders.repository';
import { FillsRepository } from '@/modules/orders/fills/fills.repository';
import { applyOrderEvent, totalsOf, type Order, type OrderEvent } from '@/modules/orders/order';
import { OrderEventsRepository } from '@/modules/orders/order-events.repository';
import { OrdersRepository } from '@/modules/orders/orders.repository';
import { shareOut } from '@/modules/orders/ledger/share-out';
import type { Decision } from '@/modules/orders/decisions/trade-decision';
import { UnitOfWork, type Tx } from '@/platform/database/unit-of-work';
import { IdSource } from '@/platform/identity/new-id';

const LEG = 'external';

/** A booked share: the order that stands for it, and whether it is outside the ledger. */
export interface BookedShare {
  readonly order: Order;
  readonly isUnaccounted: boolean;
}

const WORDS: Readonly<Record<ExternalOrigin, string>> = {
  'by-hand': 'by hand or by another program',
  liquidation: 'by the venue: liquidation',
  adl: 'by the venue: auto-deleveraging',
  'over-close': 'in our books only: an order of one strategy closed what another one held',
};

/**
 * Books fills that did not come from us, as finished orders of their own with the purpose `external`: one for each
 * strategy that they take from, and one for what concerns nobody. All in one transaction, each fill once.
 */
@Injectable()
export class ExternalBooking {
  constructor(
    private readonly work: UnitOfWork,
    private readonly decisions: DecisionsRepository,
    private readonly orders: OrdersRepository,
    private readonly events: OrderEventsRepository,
    private readonly fills: FillsRepository,
    private readonly external: ExternalOrdersRepository,
    private readonly ids: IdSource,
    private readonly clock: Clock,
  ) {}

  /** The shares that were booked now; fills that were booked before are left out. */
  book(found: ExternalFills): Promise<readonly BookedShare[]> {
    return this.work.run('orders', async (tx) => {
      const ids = found.fills.map(({ venueFillId }) => venueFillId);
      const known = await this.external.knownFillIds(found, ids, tx);
      const fresh = found.fills.filter(({ venueFillId }) => !known.has(venueFillId));
      if (fresh.length === 0) return [];
      const [lines, nobodys] = [
        await this.external.linesOf(found, tx),
        await this.external.nobodysNets(found, tx),
      ];
      const holdings = holdingsOf(lines, nobodys).filter(
        ({ instrument }) => instrument === found.instrument,
      );
      return this.bookShares(found, shareOut(fresh, found.positionSide, holdings), tx);
    });
  }

  /** Books what fills come to for each strategy, and for nobody. */
  async bookShares(
    found: ExternalFills,
    shares: readonly FillShare[],
    tx: Tx<'orders'>,
  ): Promise<readonly BookedShare[]> {
    const booked: BookedShare[] = [];
    for (const share of shares) {
      const order = await this.bookShare(found, share, tx);
      booked.push({ order, isUnaccounted: share.isUnaccounted });
    }
    const outside = booked.filter(({ isUnaccounted }) => isUnaccounted);
    await this.external.keepOutOfLedger(
      outside.map(({ order }) => order.id),
      tx,
    );
    return booked;
  }

  async bookShare(found: ExternalFills, share: FillShare, tx: Tx<'orders'>): Promise<Order> {
    const at = this.clock.now();
    const decision = this.decisionFor(found, share, at);
    await this.decisions.insert(decision, tx);
    const first = firstState(decision, this.ids.newId() as OrderId, found, share, at);
    const totals = totalsOfShare(found, share);
    const known = applyOrderEvent(first, 'late-truth', {}, at);
    const filled = applyOrderEvent(known, 'filled', totals, at);
    const data = { origin: found.origin, venueOrderId: found.venueOrderId };
    await this.orders.insert([filled], tx);
    await this.events.append(
      [
        eventOf(first, 'initialized', { leg: LEG, ...data }),
        eventOf(known, 'late-truth', data),
        eventOf(filled, 'filled', {
          ...data,
          fills: share.fills.map(({ venueFillId, quantity, price, fee, feeAsset }) => ({
            ...{ venueFillId, quantity, price, fee, feeAsset },
          })),
        }),
      ],
      tx,
    );
    const rows = share.fills.map((fill) => ({
      ...{ id: this.ids.newId(), orderId: filled.id, recordedAt: at },
      ...{ account: found.account, venue: found.venue, instrument: found.instrument },
      ...{ strategyId: share.strategyId, positionSide: share.positionSide, side: fill.side },
      ...{ venueFillId: fill.venueFillId, venueOrderId: fill.venueOrderId },
      ...{ quantity: fill.quantity, price: fill.price, fee: fill.fee, feeAsset: fill.feeAsset },
      ...{ liquidity: fill.liquidity, filledAt: fill.filledAt },
    }));
    const added = await this.fills.addNew(rows, tx);
    if (added.length < rows.length)
      throw new Error(`a fill of ${found.venueOrderId} was booked by somebody else meanwhile`);
    return filled;
  }

  private decisionFor(found: ExternalFills, share: FillShare, at: Date): Decision {
    const { filledQuantity, averagePrice } = totalsOfShare(found, share);
    const verb = share.side === openingSide(share.positionSide) ? 'opened' : 'closed';
    const beyond = share.isUnaccounted ? ' Our books never held it.' : '';
    return {
      id: this.ids.newId() as DecisionId,
      alarmId: null,
      strategyId: share.strategyId,
      source: 'external',
      decidedAt: at,
      outcome: 'placed',
      reason: found.origin,
      detail:
        `${filledQuantity} ${share.positionSide} ${verb} at ${averagePrice ?? '?'} ` +
        `${WORDS[found.origin]}; ${orderBehind(found)}.${beyond}`,
      facts: { ...found, fills: found.fills.map(shown) },
      steps: null,
    };
  }
}

const orderBehind = ({ causedBy, venueOrderId }: ExternalFills): string =>
  causedBy === undefined ? `order ${venueOrderId} of the venue` : `order ${causedBy}`;

const totalsOfShare = ({ instrument }: ExternalFills, { fills }: FillShare) =>
  totalsOf(fills.map((fill) => ({ ...fill, instrument })));

const shown = (fill: ExternalFills['fills'][number]): Readonly<Record<string, unknown>> => ({
  ...fill,
  instrument: instrumentText(fill.instrument),
});

function firstState(
  decision: Decision,
  id: OrderId,
  found: ExternalFills,
  share: FillShare,
  at: Date,
): Order {
  const { filledQuantity: quantity } = totalsOfShare(found, share);
  return {
    ...{ id, decisionId: decision.id, alarmId: null, strategyId: share.strategyId },
    ...{ leg: LEG, purpose: 'external', protectsOrderId: null },
    ...{ account: found.account, venue: found.venue, instrument: found.instrument },
    ...{ side: share.side, positionSide: share.positionSide, type: 'market', quantity },
    ...{ quoteQuantity: null, baseFee: '0', dustBelow: null },
    ...{ price: null, stopPrice: null, leverage: null, leverageSet: null, referencePrice: null },
    ...{ timeInForce: null, trailingRate: null, trailingDistance: null, activationPrice: null },
    workingType: null,
    reduceOnly: share.side !== openingSide(share.positionSide),
    clientOrderId: clientOrderId(decision.id, LEG),
    pairId: null,
    venueOrderId: found.venueOrderId,
    ...{ state: 'INITIALIZED', filledQuantity: '0', averagePrice: null },
    ...{ refusalCategory: null, refusalMessage: null, needsAttention: null, sendBefore: null },
    ...{ createdAt: at, submittedAt: null, updatedAt: at, version: 1 },
  };
}

const eventOf = (
  order: Order,
  type: OrderEvent['type'],
  data: Readonly<Record<string, unknown>>,
): OrderEvent => ({
  orderId: order.id,
  sequence: order.version,
  type,
  stateAfter: order.state,
  at: order.updatedAt,
  data,
});

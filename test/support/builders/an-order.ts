import type { ClientOrderId, DecisionId, OrderId, StrategyId } from '@/kernel/ids';
import { USUAL_TERMS } from '@/modules/exchanges/order-terms';
import type { Order } from '@/modules/orders/order';

const AT = new Date('2026-01-15T12:00:00.000Z');

/** A new market entry of 1 BTC long on paper; every field can be set. */
export function anOrder(fields: Partial<Order> = {}): Order {
  return {
    id: '01KEZ000000000000000000001' as OrderId,
    decisionId: '01KEZ00000000000000000000D' as DecisionId,
    alarmId: null,
    strategyId: '01KEZ00000000000000000000S' as StrategyId,
    leg: 'entry',
    purpose: 'entry',
    protectsOrderId: null,
    account: 'main',
    venue: 'paper',
    instrument: 'bingx-usdt-m/BTC-USDT',
    side: 'buy',
    positionSide: 'long',
    type: 'market',
    quantity: '1',
    quoteQuantity: null,
    price: null,
    stopPrice: null,
    ...USUAL_TERMS,
    reduceOnly: false,
    leverage: null,
    leverageSet: null,
    referencePrice: null,
    clientOrderId: 's000000000000000000000000000000a' as ClientOrderId,
    pairId: null,
    venueOrderId: null,
    state: 'INITIALIZED',
    filledQuantity: '0',
    averagePrice: null,
    baseFee: '0',
    dustBelow: null,
    refusalCategory: null,
    refusalMessage: null,
    needsAttention: null,
    sendBefore: null,
    createdAt: AT,
    submittedAt: null,
    updatedAt: AT,
    version: 1,
    ...fields,
  };
}

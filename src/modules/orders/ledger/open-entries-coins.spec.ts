import fc from 'fast-check';
import { Decimal, decimal, decimalText, floorToStep, ZERO } from '@/kernel/decimal';
import type { OrderId } from '@/kernel/ids';
import { openEntriesOf, type LedgerOrder } from '@/modules/orders/ledger/open-entries';
import { totalsOf } from '@/modules/orders/order';
import { anOrder } from '@test/support/builders/an-order';

const STEP = decimal('0.01');
const DUST_BELOW = decimal('0.05');

const bought = (id: string, filledQuantity: string, baseFee: string): LedgerOrder =>
  anOrder({
    id: id as OrderId,
    instrument: 'bingx-spot/BTC-USDT',
    quantity: filledQuantity,
    quoteQuantity: '100',
    filledQuantity,
    baseFee,
    dustBelow: decimalText(DUST_BELOW),
    averagePrice: '100',
    state: 'FILLED',
  });

const sold = (filledQuantity: string, fields: Partial<LedgerOrder> = {}): LedgerOrder =>
  anOrder({
    id: 'S' as OrderId,
    purpose: 'close',
    side: 'sell',
    quantity: filledQuantity,
    filledQuantity,
    state: 'FILLED',
    ...fields,
  });

const held = (...orders: LedgerOrder[]): readonly string[] =>
  openEntriesOf(orders).map((entry) => `${entry.orderId} ${entry.heldQuantity}`);

describe('open entries of coins', () => {
  it('hold what was bought less the fee that was taken from it', () => {
    expect(held(bought('A', '1', '0.001'))).toEqual(['A 0.999']);
  });

  it('are closed when only dust is left', () => {
    expect(held(bought('A', '1', '0.001'), sold('0.99'))).toEqual([]);
  });

  it('hand their dust to an entry that is still open, so that it neither counts nor gets lost', () => {
    const entries = [bought('A', '1', '0.001'), bought('B', '2', '0.002')];
    expect(held(...entries, sold('0.99'))).toEqual(['B 2.007']);
  });

  it('stay while several rests can be sold together', () => {
    const entries = [bought('A', '1', '0'), bought('B', '1', '0')];
    const stops = ['A', 'B'].map((id) =>
      sold('0.96', {
        id: `S${id}` as OrderId,
        purpose: 'stop-loss',
        protectsOrderId: id as OrderId,
      }),
    );
    expect(held(...entries, ...stops)).toEqual(['A 0.08']);
  });

  it('stay, however small, while the entry is being filled', () => {
    const filling = { ...bought('A', '0.02', '0'), state: 'PARTIALLY_FILLED' as const };
    expect(held(filling)).toEqual(['A 0.02']);
  });

  it('count a fee in the coin on Spot, and none elsewhere', () => {
    const fill = { quantity: '1', price: '100', fee: '0.001', feeAsset: 'BTC' };
    const feeOn = (instrument: string, feeAsset = 'BTC'): string =>
      totalsOf([{ ...fill, feeAsset, instrument }]).baseFee;
    expect(feeOn('bingx-spot/BTC-USDT')).toBe('0.001');
    expect(feeOn('bingx-spot/BTC-USDT', 'USDT')).toBe('0');
    // There BTC is the margin, and the quantity is contracts.
    expect(feeOn('bingx-coin-m/BTC-USD')).toBe('0');
  });

  it('never lead to a sale of more than is held, and leave less than can be sold', () => {
    fc.assert(
      fc.property(fc.array(ACTION, { maxLength: 40 }), (actions) => {
        const wallet = new Wallet();
        for (const action of actions) wallet.act(action);
        wallet.act({ kind: 'close' });
        expect(wallet.openTotal().lt(DUST_BELOW)).toBe(true);
        expect(wallet.entries()).toEqual([]);
      }),
    );
  });
});

type Action =
  | { readonly kind: 'buy'; readonly steps: number; readonly feePerMille: number }
  | { readonly kind: 'reduce'; readonly steps: number }
  | { readonly kind: 'stop'; readonly entry: number }
  | { readonly kind: 'close' };

const ACTION: fc.Arbitrary<Action> = fc.oneof(
  fc.record({
    kind: fc.constant('buy' as const),
    steps: fc.integer({ min: 6, max: 500 }),
    feePerMille: fc.integer({ min: 0, max: 5 }),
  }),
  fc.record({ kind: fc.constant('reduce' as const), steps: fc.integer({ min: 1, max: 300 }) }),
  fc.record({ kind: fc.constant('stop' as const), entry: fc.nat(5) }),
  fc.constant({ kind: 'close' as const }),
);

/** A wallet that trades what the ledger says is open, with the venue's own rules about steps and minimums. */
class Wallet {
  private orders: LedgerOrder[] = [];
  private coins: Decimal = ZERO;
  private made = 0;

  entries() {
    return openEntriesOf(this.orders);
  }

  openTotal(): Decimal {
    return this.coins;
  }

  act(action: Action): void {
    if (action.kind === 'buy') this.buy(action.steps, action.feePerMille);
    else if (action.kind === 'stop') this.stop(action.entry);
    else this.sell(action.kind === 'close' ? this.open() : STEP.times(action.steps), {});
    this.check();
  }

  private open(): Decimal {
    return this.entries().reduce((sum, entry) => sum.plus(decimal(entry.quantity)), ZERO);
  }

  private buy(steps: number, feePerMille: number): void {
    const quantity = STEP.times(steps);
    const fee = quantity.times(feePerMille).div(1_000);
    this.made += 1;
    this.orders.push(bought(`B${String(this.made)}`, decimalText(quantity), decimalText(fee)));
    this.coins = this.coins.plus(quantity).minus(fee);
  }

  private stop(index: number): void {
    const entry = this.entries()[index];
    if (entry === undefined) return;
    this.sell(decimal(entry.heldQuantity), {
      purpose: 'stop-loss',
      protectsOrderId: entry.orderId,
    });
  }

  private sell(wanted: Decimal, fields: Partial<LedgerOrder>): void {
    const quantity = floorToStep(Decimal.min(wanted, this.open()), STEP);
    if (quantity.lt(DUST_BELOW)) return;
    expect(quantity.lte(this.coins)).toBe(true);
    this.made += 1;
    this.orders.push(
      sold(decimalText(quantity), { id: `S${String(this.made)}` as OrderId, ...fields }),
    );
    this.coins = this.coins.minus(quantity);
  }

  /** What is listed is what is there, unless all that is there is dust: then the side is flat and begins anew. */
  private check(): void {
    const entries = this.entries();
    if (entries.length > 0) {
      const listed = entries.reduce((sum, entry) => sum.plus(decimal(entry.heldQuantity)), ZERO);
      expect(decimalText(listed)).toBe(decimalText(this.coins));
      return;
    }
    expect(this.coins.lt(DUST_BELOW)).toBe(true);
    this.orders = [];
    this.coins = ZERO;
  }
}

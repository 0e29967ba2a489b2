import { Decimal, decimal, decimalText, floorToStep, roundToStep } from '@/kernel/decimal';
import type { ClientOrderId } from '@/kernel/ids';
import { capabilitiesOn } from '@/modules/exchanges/venue-capabilities';
import type { OrderExecution, OrderSource } from '@/modules/exchanges/venue.port';
import type {
  FillReport,
  InstrumentRules,
  OrderRef,
  OrderReport,
  VenueCapabilities,
  VenueOrder,
} from '@/modules/exchanges/venue.types';
import { aVenueOrder } from '@test/support/builders/a-venue-order';
import type { VenueUnderTest } from './venue-under-test';

/** Declares a case; inside, answering a text says what the venue cannot. */
export type Examine = (id: string, title: string, body: () => Promise<unknown>) => void;

/** What the cases work with. The venue is there once the cases run, not when they are declared. */
export interface VenueBench {
  readonly examine: Examine;
  readonly under: VenueUnderTest;
  /** Null where the venue does not list the instrument. */
  readonly rules: InstrumentRules | null;
  /** How long an answer may take to show up in the venue's reads, in milliseconds. */
  readonly settleMs: number;
  order(change?: Partial<VenueOrder>): VenueOrder;
  can(): VenueCapabilities;
  /** How much of what was bought can be sold. */
  exitSize(): Promise<string>;
  sellBack(): Promise<string>;
  /** The reference price times a factor, on the tick. */
  away(factor: string): string;
  /** Null where the venue cannot trade. */
  trading(): { readonly execution: OrderExecution; readonly orders: OrderSource } | null;
  place(order: VenueOrder): Promise<string>;
  findWhen(
    ref: OrderRef,
    holds: (found: OrderReport | null) => boolean,
  ): Promise<OrderReport | null>;
}

let counter = 0;

/** A fresh client order id of our own shape: 32 characters of `[a-z0-9]`. */
export function freshClientOrderId(): ClientOrderId {
  counter += 1;
  const unique = `${process.hrtime.bigint().toString(36)}${counter.toString(36)}`;
  return `s${unique}`.padEnd(32, '0').slice(0, 32) as ClientOrderId;
}

/** Reads until it holds, because a venue may show a write a moment later. */
export async function until<T>(
  read: () => Promise<T>,
  holds: (value: T) => boolean,
  settleMs: number,
): Promise<T> {
  const end = performance.now() + settleMs;
  let value = await read();
  while (!holds(value) && performance.now() < end) {
    await new Promise((done) => setTimeout(done, 50));
    value = await read();
  }
  return value;
}

export function sum(fills: readonly FillReport[]) {
  return fills.reduce((total, fill) => total.plus(decimal(fill.quantity)), decimal('0'));
}

/** The bench for a venue that is asked for anew at every use. */
export class OpenBench implements VenueBench {
  constructor(
    readonly examine: Examine,
    private readonly opened: () => { under: VenueUnderTest; rules: InstrumentRules | null },
    readonly settleMs: number,
  ) {}

  get under(): VenueUnderTest {
    return this.opened().under;
  }

  get rules(): InstrumentRules | null {
    return this.opened().rules;
  }

  readonly order = (change: Partial<VenueOrder> = {}): VenueOrder => {
    const { account, instrument, quantity, referencePrice } = this.under;
    const usual = { account, instrument, quantity, referencePrice };
    const quoteQuantity = this.spends(change) ? this.spending(change.quantity ?? quantity) : null;
    return aVenueOrder({
      ...usual,
      clientOrderId: freshClientOrderId(),
      ...change,
      quoteQuantity,
    });
  };

  readonly can = (): VenueCapabilities => capabilitiesOn(this.under.venue, this.under.instrument);

  /** On venues of coins a fee may have been taken from what was bought. */
  readonly exitSize = async (): Promise<string> => {
    const { venue, account, instrument, quantity } = this.under;
    if (this.can().exitsBy === 'position') return quantity;
    const balances = await venue.accounts.balances(account);
    const free = balances.find(({ asset }) => asset === instrument.base)?.available ?? '0';
    const most = Decimal.min(decimal(free), decimal(quantity));
    return decimalText(floorToStep(most, decimal(this.rules?.quantityStep ?? '1')));
  };

  readonly sellBack = async (): Promise<string> =>
    this.place(this.order({ side: 'sell', reduceOnly: true, quantity: await this.exitSize() }));

  readonly away = (factor: string): string => {
    const price = decimal(this.under.referencePrice).times(decimal(factor));
    return decimalText(roundToStep(price, decimal(this.rules?.priceTick ?? '1'), 'nearest'));
  };

  readonly trading = () => {
    const { execution, orders } = this.under.venue;
    return execution === undefined || orders === undefined ? null : { execution, orders };
  };

  readonly place = async (sent: VenueOrder): Promise<string> => {
    const outcome = await this.under.venue.execution?.submit(sent);
    expect(outcome).toMatchObject({ outcome: 'acknowledged' });
    return outcome?.outcome === 'acknowledged' ? outcome.venueOrderId : '';
  };

  readonly findWhen = (
    ref: OrderRef,
    holds: (found: OrderReport | null) => boolean,
  ): Promise<OrderReport | null> =>
    until(async () => (await this.under.venue.orders?.find(ref)) ?? null, holds, this.settleMs);

  /** A market buy on a venue that wants an amount of quote currency. */
  private spends(change: Partial<VenueOrder>): boolean {
    return (
      this.can().marketBuysBy === 'quote' &&
      (change.type ?? 'market') === 'market' &&
      (change.side ?? 'buy') === 'buy'
    );
  }

  private spending(quantity: string): string {
    const amount = decimal(quantity).times(decimal(this.under.referencePrice));
    return decimalText(amount.toDecimalPlaces(2));
  }
}

import { decimal, Decimal, decimalText, floorToStep, roundToStep } from '@/kernel/decimal';
import type { ClientOrderId } from '@/kernel/ids';
import type { InstrumentRules, OrderRef, OrderReport } from '@/modules/exchanges/venue.types';
import { BingxUsdtMVenue } from '../usdt-m/usdt-m.venue';
import { runStep, type SmokeLine, type SmokeParts, type SmokeStep } from './smoke-steps';

const INSTRUMENT = { market: 'bingx-usdt-m', base: 'BTC', quote: 'USDT' } as const;
/** Of the last price: too far away to trade, near enough to be taken. */
const FAR = '0.8';
const LOOKS = 10;
const OPEN_STATES: ReadonlySet<string> = new Set(['open', 'partially-filled']);

/** The refusal to go on; null where the host has play money only. */
export const hostObjection = ({ hosts }: SmokeParts): string | null =>
  hosts.market.kind === 'live'
    ? `orders are placed on the demo host or a simulator on this machine only, never on ${hosts.market.label}`
    : null;

/**
 * Places one limit order of the smallest size far below the market, cancels it and makes sure that it is gone. On any
 * host that may have real money it does nothing but say so. `clientOrderId` is shown when something is left behind.
 */
export async function orderSmoke(
  parts: SmokeParts,
  clientOrderId: ClientOrderId,
  pause: (ms: number) => Promise<void>,
): Promise<readonly SmokeLine[]> {
  const objection = hostObjection(parts);
  const lines: SmokeLine[] = [];
  const take = async (name: string, run: SmokeStep['run']): Promise<boolean> => {
    const line = await runStep({ name, run }, parts.clock);
    lines.push(line);
    return line.result === 'ok';
  };
  if (objection !== null) {
    await take('host', () => Promise.reject(new Error(objection)));
    return lines;
  }
  const order = new FarOrder(parts, clientOrderId, pause);
  const isPlaced = await take('place a far-off limit order', () => order.place());
  if (!order.mayExist) return lines;
  if (isPlaced) await take('find it', () => order.find());
  await take('cancel it', () => order.cancel());
  await take('make sure that it is gone', () => order.makeSureItIsGone());
  return lines;
}

class FarOrder {
  /** Whether anything was sent that the exchange may have taken. */
  mayExist = false;
  private readonly venue: BingxUsdtMVenue;
  private venueOrderId: string | null = null;

  constructor(
    private readonly parts: SmokeParts,
    private readonly clientOrderId: ClientOrderId,
    private readonly pause: (ms: number) => Promise<void>,
  ) {
    this.venue = new BingxUsdtMVenue(parts);
  }

  async place(): Promise<string> {
    const rules = await this.venue.instruments.find(INSTRUMENT);
    if (rules === null) throw new Error('BingX does not list BTC-USDT');
    const { price: last } = await this.venue.prices.ticker(INSTRUMENT);
    const price = floorToStep(decimal(last).times(FAR), decimal(rules.priceTick));
    const quantity = smallest(rules, price);
    const outcome = await this.venue.execution.submit({
      ...this.ref(),
      ...{ side: 'buy', positionSide: 'long', type: 'limit', reduceOnly: false },
      ...{ quantity, quoteQuantity: null, stopPrice: null, referencePrice: null },
      price: decimalText(price),
    });
    this.mayExist = outcome.outcome === 'acknowledged' || outcome.outcome === 'unknown';
    if (outcome.outcome !== 'acknowledged') throw new Error(`not taken: ${outcome.message}`);
    this.venueOrderId = outcome.venueOrderId;
    return `${quantity} BTC at ${decimalText(price)}, the last price being ${last}`;
  }

  async find(): Promise<string> {
    const found = await this.look((report) => report !== null);
    if (found === null) throw new Error('BingX does not know it');
    return `it is ${found.state}`;
  }

  async cancel(): Promise<string> {
    const outcome = await this.venue.execution.cancel(this.ref());
    if (outcome.outcome === 'cancelled' || outcome.outcome === 'gone') return outcome.outcome;
    throw new Error(`${outcome.message}; ${this.advice()}`);
  }

  async makeSureItIsGone(): Promise<string> {
    const last = await this.look((report) => report !== null && !OPEN_STATES.has(report.state));
    const open = await this.venue.orders.open(this.parts.account, INSTRUMENT);
    const isListed = open.some((one) => one.clientOrderId === this.clientOrderId);
    if (last === null || OPEN_STATES.has(last.state) || isListed) {
      throw new Error(`it may still be open; ${this.advice()}`);
    }
    if (!decimal(last.filledQuantity).isZero())
      throw new Error(`it filled ${last.filledQuantity} BTC; ${this.advice()}`);
    return `it is ${last.state}, nothing filled`;
  }

  private async look(isEnough: (report: OrderReport | null) => boolean) {
    for (let looks = 1; ; looks += 1) {
      const found = await this.venue.orders.find(this.ref());
      if (isEnough(found) || looks === LOOKS) return found;
      await this.pause(300);
    }
  }

  private ref(): OrderRef {
    const { clientOrderId, venueOrderId } = this;
    return { account: this.parts.account, instrument: INSTRUMENT, clientOrderId, venueOrderId };
  }

  private advice(): string {
    return `look for client order id ${this.clientOrderId} on BTC-USDT by hand`;
  }
}

/** The least quantity whose worth BingX takes. */
function smallest(rules: InstrumentRules, price: Decimal): string {
  const step = decimal(rules.quantityStep);
  const worth = decimal(rules.minNotional ?? '0').times('1.05');
  return decimalText(
    Decimal.max(decimal(rules.minQuantity), roundToStep(worth.div(price), step, 'up')),
  );
}

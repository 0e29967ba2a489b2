import { decimal, decimalText } from '@/kernel/decimal';
import type { ClientOrderId } from '@/kernel/ids';
import type { VenueOrder } from '@/modules/exchanges/venue.types';
import type { VenueBench } from './venue-bench';

const INJECTIONS = ['&side=SELL', '=1', '?x', '#x', '\r\nx: y', '%26side%3DSELL'] as const;

/** Orders that no venue may take, whatever they look like: each is refused, and nothing rests afterwards. */
export function examineBadOrders(bench: VenueBench): void {
  const { examine, order } = bench;
  const resting = async (id: ClientOrderId): Promise<number> => {
    const { venue, account, instrument } = bench.under;
    const open = (await venue.orders?.open(account, instrument)) ?? [];
    return open.filter((report) => report.clientOrderId === id).length;
  };
  const refused = async (sent: VenueOrder): Promise<string | undefined> => {
    const { execution } = bench.under.venue;
    if (execution === undefined) return 'order execution';
    expect(await execution.submit(sent)).toMatchObject({ outcome: 'refused' });
    expect(await resting(sent.clientOrderId)).toBe(0);
    return undefined;
  };

  examine('V20', 'refuses an instrument of another product', () => {
    const { instrument } = order();
    const market = instrument.market === 'bingx-spot' ? 'bingx-coin-m' : 'bingx-spot';
    return refused(order({ instrument: { ...instrument, market } }));
  });

  examine('V21', 'refuses a quantity with more decimals than the instrument has', async () => {
    const step = decimal(bench.rules?.quantityStep ?? '1');
    const { quantity } = order();
    const off = decimal(quantity).plus(step.div(10));
    // A market buy on a venue of coins names an amount; its size is not sent.
    const limit = { type: 'limit', price: order().referencePrice } as const;
    return refused(order({ ...limit, quantity: decimalText(off) }));
  });

  examine('V22', 'lets no text of an order become another parameter', async () => {
    for (const text of INJECTIONS) {
      const { instrument, clientOrderId } = order();
      const symbol = order({ instrument: { ...instrument, base: `${instrument.base}${text}` } });
      const cannot = await refused(symbol);
      if (cannot !== undefined) return cannot;
      if (text.startsWith('%')) continue;
      const named = `${clientOrderId.slice(0, 20)}${text}` as ClientOrderId;
      await refused(order({ clientOrderId: named }));
    }
    return undefined;
  });
}

import fc from 'fast-check';
import { decimal, decimalText, floorToStep } from '@/kernel/decimal';
import type { SubmitOutcome, VenueOrder } from '@/modules/exchanges/venue.types';
import { truncateAll } from '@test/support/database';
import { PaperBench } from '@test/support/fakes/paper-bench';
import type { PaperParts } from '@test/support/fakes/paper-parts';

const BTC = { market: 'bingx-spot', base: 'BTC', quote: 'USDT' } as const;
const STEP = decimal('0.00001');

const bench = new PaperBench();
let paper: PaperParts;

beforeAll(() => bench.open());
beforeEach(async () => {
  await bench.begin();
  paper = bench.offline({ PAPER_FEE_PERCENT: '0.1', PAPER_SLIPPAGE_PERCENT: '0' });
});
afterAll(() => bench.close());

const order = (change: Partial<VenueOrder>): VenueOrder =>
  bench.order({ instrument: BTC, quantity: '0.01', ...change });
const buy = (quoteQuantity: string | null): VenueOrder => order({ quoteQuantity });
const sell = (quantity: string, change: Partial<VenueOrder> = {}): VenueOrder =>
  order({ side: 'sell', reduceOnly: true, quantity, ...change });
const submit = (sent: VenueOrder): Promise<SubmitOutcome> => paper.venue.execution.submit(sent);
const held = async (): Promise<string> =>
  (await paper.venue.positions.open('main'))[0]?.quantity ?? '0';
const reportOf = (sent: VenueOrder) => paper.venue.orders.find({ ...sent, venueOrderId: null });

describe('the paper venue on spot', () => {
  it('says that it can do what spot can', () => {
    expect(paper.venue.capabilitiesOn(BTC)).toMatchObject({
      shorts: false,
      leverage: false,
      marketBuysBy: 'quote',
      exitsBy: 'coins',
    });
    const perpetual = { ...BTC, market: 'bingx-usdt-m' } as const;
    expect(paper.venue.capabilitiesOn(perpetual)).toBe(paper.venue.capabilities);
  });

  it('buys what the amount buys, in whole steps, and takes the fee from the coins', async () => {
    const sent = buy('499.99');
    expect(await submit(sent)).toMatchObject({ outcome: 'acknowledged' });
    expect(await reportOf(sent)).toMatchObject({ state: 'filled', filledQuantity: '0.00999' });
    const [fill] = await paper.venue.orders.fills('main', BTC, new Date(0));
    expect(fill).toMatchObject({ quantity: '0.00999', fee: '0.00000999', feeAsset: 'BTC' });
    expect(await held()).toBe('0.00998001');
  });

  it('takes the fee of a sale from what it brought', async () => {
    await submit(buy('500'));
    await submit(sell('0.005'));
    const fills = await paper.venue.orders.fills('main', BTC, new Date(0));
    expect(fills.at(-1)).toMatchObject({ side: 'sell', fee: '0.25', feeAsset: 'USDT' });
    expect(await held()).toBe('0.00499');
  });

  it.each<[string, VenueOrder]>([
    ['invalid-parameter', buy(null)],
    ['invalid-parameter', order({ type: 'limit', price: '49000', quoteQuantity: '500' })],
    ['venue-cannot', order({ positionSide: 'short', side: 'sell' })],
    ['quantity-too-small', buy('4')],
    ['nothing-to-close', sell('0.001')],
  ])('refuses with %s', async (category, sent) => {
    expect(await submit(sent)).toMatchObject({ outcome: 'refused', category });
  });

  it('sells no coin twice: a stop locks what it would sell', async () => {
    await submit(buy('500'));
    const stop = sell('0.006', { type: 'stop-market', stopPrice: '45000', referencePrice: null });
    expect(await submit(stop)).toMatchObject({ outcome: 'acknowledged' });
    expect(await submit(sell('0.004'))).toMatchObject({ category: 'insufficient-margin' });
    expect(await submit(sell('0.00399'))).toMatchObject({ outcome: 'acknowledged' });
    await paper.venue.execution.cancel({ ...stop, venueOrderId: null });
    expect(await submit(sell('0.006'))).toMatchObject({ outcome: 'acknowledged' });
    expect(await held()).toBe('0');
  });

  it('sells whole steps only', async () => {
    await submit(buy('500'));
    expect(await submit(sell('0.0099900'))).toMatchObject({ outcome: 'acknowledged' });
    await submit(buy('499.99'));
    expect(await submit(sell(await held()))).toMatchObject({ category: 'invalid-parameter' });
  });

  it('never holds less than nothing, whatever is bought and sold', async () => {
    const trades = fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(trades, async (amounts) => {
        await truncateAll(bench.source);
        let expected = decimal('0');
        for (const amount of amounts) {
          const size = STEP.times(Math.abs(amount));
          const sent =
            amount > 0
              ? buy(decimalText(size.times('50000')))
              : sell(decimalText(floorToStep(size, STEP)));
          if ((await submit(sent)).outcome !== 'acknowledged') continue;
          const filled = decimal((await reportOf(sent))?.filledQuantity ?? '0');
          const fee = filled.times('0.001').toDecimalPlaces(8, 0);
          expected = amount > 0 ? expected.plus(filled).minus(fee) : expected.minus(filled);
          expect(expected.isNegative() && !expected.isZero()).toBe(false);
        }
        expect(await held()).toBe(decimalText(expected));
      }),
      { numRuns: 15 },
    );
  });
});

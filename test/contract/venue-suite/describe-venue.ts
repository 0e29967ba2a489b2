import type { Instrument } from '@/kernel/instrument';
import { instrumentText } from '@/kernel/instrument';
import type { ClientOrderId } from '@/kernel/ids';
import type { Timeframe } from '@/kernel/timeframe';
import { Decimal, decimal, decimalText, floorToStep, roundToStep } from '@/kernel/decimal';
import { capabilitiesOn } from '@/modules/exchanges/venue-capabilities';
import type { Venue } from '@/modules/exchanges/venue.port';
import type {
  FillReport,
  InstrumentRules,
  OrderRef,
  OrderReport,
  VenueCapabilities,
  VenueOrder,
} from '@/modules/exchanges/venue.types';
import { examineBadOrders } from './bad-orders';

/** A venue to be examined: with an account that holds money and an instrument that it may trade. */
export interface VenueUnderTest {
  readonly venue: Venue;
  readonly account: string;
  readonly instrument: Instrument;
  /** A size of one trade, above the minimum and a multiple of the step. */
  readonly quantity: string;
  /** A price near the market, for venues that fill at the alarm's price and as a stand-in for a missing ticker. */
  readonly referencePrice: string;
  close?(): Promise<void> | void;
}

export interface VenueSuiteOptions {
  /** How long an answer may take to show up in the venue's reads, in milliseconds. */
  readonly settleMs?: number;
  /** Cases that cannot be asked of this venue, `V08: why`; they show up as skipped with the reason. */
  readonly skip?: Readonly<Record<string, string>>;
}

let counter = 0;

/** A fresh client order id of our own shape: 32 characters of `[a-z0-9]`. */
function clientOrderId(): ClientOrderId {
  counter += 1;
  const unique = `${process.hrtime.bigint().toString(36)}${counter.toString(36)}`;
  return `s${unique}`.padEnd(32, '0').slice(0, 32) as ClientOrderId;
}

/** Reads until it holds, because a venue may show a write a moment later. */
async function until<T>(
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

/**
 * What every venue adapter must satisfy. Run it with the adapter against its simulator or its fake. A capability that
 * the venue lacks is written out with its case number; a case named in `skip` shows as skipped with its reason.
 */
export function describeVenue(
  name: string,
  makeVenue: () => Promise<VenueUnderTest> | VenueUnderTest,
  options: VenueSuiteOptions = {},
): void {
  const settleMs = options.settleMs ?? 2_000;

  describe(`venue contract: ${name}`, () => {
    let under: VenueUnderTest;
    let rules: InstrumentRules | null;

    beforeAll(async () => {
      under = await makeVenue();
      rules = await under.venue.instruments.find(under.instrument);
      if (rules === null && under.venue.execution !== undefined)
        throw new Error(`${name} does not list ${instrumentText(under.instrument)}`);
    });

    afterAll(async () => {
      await under.close?.();
    });

    /** Declares a case; inside, `cannot(why)` marks what the venue lacks. */
    const examine = (id: string, title: string, body: () => Promise<unknown>): void => {
      const reason = options.skip?.[id];
      if (reason !== undefined) {
        it.skip(`${id} ${title} (skipped because ${reason})`, () => undefined);
        return;
      }
      it(`${id} ${title}`, async () => {
        const cannot = await body();
        if (typeof cannot === 'string')
          process.stdout.write(`  ${id} skipped because the venue cannot: ${cannot}\n`);
      });
    };

    const order = (change: Partial<VenueOrder> = {}): VenueOrder => ({
      account: under.account,
      instrument: under.instrument,
      clientOrderId: clientOrderId(),
      side: 'buy',
      positionSide: 'long',
      type: 'market',
      quantity: under.quantity,
      price: null,
      stopPrice: null,
      reduceOnly: false,
      referencePrice: under.referencePrice,
      ...change,
      quoteQuantity: spends(change) ? spending(change.quantity ?? under.quantity) : null,
    });
    /** A market buy on a venue that wants an amount of quote currency. */
    const spends = (change: Partial<VenueOrder>): boolean =>
      can().marketBuysBy === 'quote' &&
      (change.type ?? 'market') === 'market' &&
      (change.side ?? 'buy') === 'buy';
    const spending = (quantity: string): string =>
      decimalText(decimal(quantity).times(decimal(under.referencePrice)).toDecimalPlaces(2));
    const can = (): VenueCapabilities => capabilitiesOn(under.venue, under.instrument);
    /** How much of what was bought can be sold: on venues of coins a fee may have been taken from it. */
    const exitSize = async (): Promise<string> => {
      if (can().exitsBy === 'position') return under.quantity;
      const balances = await under.venue.accounts.balances(under.account);
      const free = balances.find(({ asset }) => asset === under.instrument.base)?.available ?? '0';
      const most = Decimal.min(decimal(free), decimal(under.quantity));
      return decimalText(floorToStep(most, decimal(rules?.quantityStep ?? '1')));
    };
    const sellBack = async (): Promise<string> =>
      place(order({ side: 'sell', reduceOnly: true, quantity: await exitSize() }));
    const refOf = (sent: VenueOrder, venueOrderId: string | null = null): OrderRef => ({
      account: sent.account,
      instrument: sent.instrument,
      clientOrderId: sent.clientOrderId,
      venueOrderId,
    });
    const away = (factor: string): string =>
      decimalText(
        roundToStep(
          decimal(under.referencePrice).times(decimal(factor)),
          decimal(rules?.priceTick ?? '1'),
          'nearest',
        ),
      );
    const trading = () => {
      const { execution, orders } = under.venue;
      return execution === undefined || orders === undefined ? null : { execution, orders };
    };
    const place = async (sent: VenueOrder): Promise<string> => {
      const outcome = await under.venue.execution?.submit(sent);
      expect(outcome).toMatchObject({ outcome: 'acknowledged' });
      return outcome?.outcome === 'acknowledged' ? outcome.venueOrderId : '';
    };
    const findWhen = (ref: OrderRef, holds: (found: OrderReport | null) => boolean) =>
      until(async () => (await under.venue.orders?.find(ref)) ?? null, holds, settleMs);

    examine('V01', 'lists instruments with usable rules', async () => {
      const list = await under.venue.instruments.list();
      if (list.length === 0 && under.venue.execution === undefined) return 'list instruments';
      expect(list.length).toBeGreaterThan(0);
      const texts = list.map((item) => instrumentText(item.instrument));
      expect(new Set(texts).size).toBe(texts.length);
      for (const item of list) {
        expect(
          decimal(item.quantityStep).isPositive() && !decimal(item.quantityStep).isZero(),
        ).toBe(true);
        expect(decimal(item.priceTick).isPositive() && !decimal(item.priceTick).isZero()).toBe(
          true,
        );
        expect(decimal(item.minQuantity).gte(decimal(item.quantityStep))).toBe(true);
      }
      return undefined;
    });

    examine('V02', 'knows no instrument that does not exist', async () => {
      const unknown = { ...under.instrument, base: 'NOSUCHCOIN9' };
      expect(await under.venue.instruments.find(unknown)).toBeNull();
    });

    examine('V03', 'reports balances', async () => {
      const balances = await under.venue.accounts.balances(under.account);
      expect(balances.length).toBeGreaterThan(0);
      for (const balance of balances) {
        expect(balance.asset).toMatch(/^[A-Z0-9]+$/);
        for (const text of [balance.total, balance.available, balance.equity]) decimal(text);
      }
    });

    examine('V04', 'reports a position mode', async () => {
      const mode = await under.venue.accounts.positionMode?.(under.account);
      if (mode === undefined) return 'position modes';
      expect(['hedge', 'one-way']).toContain(mode);
      return undefined;
    });

    examine('V05', 'refuses an account that it has no keys for', async () => {
      await expect(under.venue.accounts.balances('no-such-account')).rejects.toThrow();
      const outcome = await under.venue.execution?.submit(order({ account: 'no-such-account' }));
      if (outcome !== undefined) expect(outcome.outcome).toBe('refused');
    });

    examine(
      'V06',
      'fills a market order: acknowledged, found, with fills that add up',
      async () => {
        const ports = trading();
        if (ports === null) return 'order execution';
        const since = new Date(Date.now() - 60_000);
        const sent = order();
        const venueOrderId = await place(sent);
        const isKept = under.venue.capabilities.isClientOrderIdKept;
        const first = await findWhen(
          refOf(sent, isKept ? null : venueOrderId),
          (found) => found?.state === 'filled',
        );
        expect(first).toMatchObject({ venueOrderId, state: 'filled', side: 'buy', type: 'market' });
        const report = await findWhen(
          refOf(sent, venueOrderId),
          (found) => found?.state === 'filled',
        );
        const filled = decimal(report?.filledQuantity ?? '0');
        // Where an amount is spent, the price of that moment says how much it buys.
        const near = decimal(can().marketBuysBy === 'quote' ? '0.05' : '0');
        expect(filled.minus(decimal(under.quantity)).abs().lte(near.times(filled))).toBe(true);
        expect(report?.averagePrice).not.toBeNull();
        const fills = await until(
          () => ports.orders.fills(under.account, under.instrument, since, venueOrderId),
          (found) => sum(found).gte(filled),
          settleMs,
        );
        expect(sum(fills).eq(filled)).toBe(true);
        expect(new Set(fills.map((fill) => fill.venueFillId)).size).toBe(fills.length);
        for (const fill of fills) expect(fill).toMatchObject({ venueOrderId, side: 'buy' });
        return undefined;
      },
    );

    examine('V07', 'shows the position and closes it', async () => {
      const positions = under.venue.positions;
      if (positions === undefined) return 'positions';
      for (const held of await positions.open(under.account))
        expect(decimal(held.quantity).isPositive()).toBe(true);
      if (trading() === null) return 'order execution';
      await place(order());
      const held = await until(
        () => positions.open(under.account),
        (found) =>
          found.some(
            (item) => instrumentText(item.instrument) === instrumentText(under.instrument),
          ),
        settleMs,
      );
      const mine = held.find(
        (item) => instrumentText(item.instrument) === instrumentText(under.instrument),
      );
      expect(mine).toMatchObject({ side: 'long' });
      const quantity = mine?.quantity ?? under.quantity;
      expect(decimal(quantity).gte(decimal(under.quantity))).toBe(true);
      await place(order({ side: 'sell', reduceOnly: true, quantity }));
      const left = await until(
        () => positions.open(under.account),
        (found) =>
          found.every(
            (item) => instrumentText(item.instrument) !== instrumentText(under.instrument),
          ),
        settleMs,
      );
      expect(left.map((item) => instrumentText(item.instrument))).not.toContain(
        instrumentText(under.instrument),
      );
      return undefined;
    });

    examine(
      'V08',
      'keeps a limit order open, cancels it, and then says that it is gone',
      async () => {
        const ports = trading();
        if (ports === null) return 'order execution';
        if (!under.venue.capabilities.orderTypes.includes('limit')) return 'limit orders';
        const sent = order({ type: 'limit', price: away('0.8') });
        const venueOrderId = await place(sent);
        const found = await findWhen(
          refOf(sent, venueOrderId),
          (report) => report?.state === 'open',
        );
        expect(found).toMatchObject({
          venueOrderId,
          state: 'open',
          filledQuantity: '0',
          averagePrice: null,
        });
        const open = await ports.orders.open(under.account, under.instrument);
        expect(open.map((report) => report.venueOrderId)).toContain(venueOrderId);
        expect(await ports.execution.cancel(refOf(sent, venueOrderId))).toEqual({
          outcome: 'cancelled',
        });
        const ended = await findWhen(
          refOf(sent, venueOrderId),
          (report) => report?.state === 'cancelled',
        );
        expect(ended).toMatchObject({ state: 'cancelled', filledQuantity: '0' });
        // BingX takes one cancellation of an order a second.
        await new Promise((done) => setTimeout(done, 1_050));
        expect(await ports.execution.cancel(refOf(sent, venueOrderId))).toEqual({
          outcome: 'gone',
        });
        return undefined;
      },
    );

    examine('V09', 'refuses a quantity below the minimum', async () => {
      if (trading() === null) return 'order execution';
      const tooSmall = decimalText(decimal(rules?.minQuantity ?? '1').div(decimal('1000')));
      const outcome = await under.venue.execution?.submit(order({ quantity: tooSmall }));
      expect(outcome).toMatchObject({ outcome: 'refused' });
      return undefined;
    });

    examine('V10', 'refuses an instrument that does not exist', async () => {
      if (trading() === null) return 'order execution';
      const sent = order({ instrument: { ...under.instrument, base: 'NOSUCHCOIN9' } });
      expect(await under.venue.execution?.submit(sent)).toMatchObject({ outcome: 'refused' });
      return undefined;
    });

    examine(
      'V11',
      'does not double an order that is sent twice under one client order id',
      async () => {
        const ports = trading();
        if (ports === null) return 'order execution';
        if (!under.venue.capabilities.orderTypes.includes('limit')) return 'limit orders';
        if (!under.venue.capabilities.isClientOrderIdKept) return 'client order ids';
        const sent = order({ type: 'limit', price: away('0.79') });
        const venueOrderId = await place(sent);
        const again = await ports.execution.submit(sent);
        // Either the same order once more, or "ask": never a second one and never a refusal that hides the first.
        if (again.outcome === 'acknowledged') expect(again.venueOrderId).toBe(venueOrderId);
        else expect(again.outcome).toBe('unknown');
        const open = await ports.orders.open(under.account, under.instrument);
        expect(open.filter((report) => report.clientOrderId === sent.clientOrderId)).toHaveLength(
          1,
        );
        expect(await ports.execution.cancel(refOf(sent, venueOrderId))).toEqual({
          outcome: 'cancelled',
        });
        return undefined;
      },
    );

    examine('V12', 'rests a stop on the venue and cancels it', async () => {
      const ports = trading();
      if (ports === null) return 'order execution';
      if (!under.venue.capabilities.orderTypes.includes('stop-market')) return 'stop orders';
      await place(order());
      const stop = order({
        side: 'sell',
        reduceOnly: true,
        quantity: await exitSize(),
        type: 'stop-market',
        stopPrice: away('0.7'),
      });
      const venueOrderId = await place(stop);
      const found = await findWhen(refOf(stop, venueOrderId), (report) => report?.state === 'open');
      expect(found).toMatchObject({ state: 'open', type: 'stop-market', side: 'sell' });
      expect(decimal(found?.stopPrice ?? '0').eq(decimal(away('0.7')))).toBe(true);
      expect(await ports.execution.cancel(refOf(stop, venueOrderId))).toEqual({
        outcome: 'cancelled',
      });
      await sellBack();
      return undefined;
    });

    examine('V13', 'reads and sets leverage', async () => {
      const leverage = under.venue.leverage;
      if (leverage === undefined) return 'leverage';
      const before = await leverage.read(under.account, under.instrument);
      const wanted = decimal(before.long).eq(decimal('7')) ? '6' : '7';
      const after = await leverage.set(under.account, under.instrument, 'long', wanted);
      expect(decimal(after.long).eq(decimal(wanted))).toBe(true);
      expect(await leverage.read(under.account, under.instrument)).toEqual(after);
      return undefined;
    });

    examine('V14', 'gives candles ascending, without repeats, within the asked time', async () => {
      const klines = under.venue.klines;
      if (klines === undefined) return 'candles';
      const to = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
      const from = new Date(to.getTime() - 12 * 3_600_000);
      const found = await klines.fetch({
        instrument: under.instrument,
        timeframe: '1h' as Timeframe,
        from,
        to,
      });
      const times = found.map((kline) => kline.openAt.getTime());
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      for (const time of times) {
        expect(time).toBeGreaterThanOrEqual(from.getTime());
        expect(time).toBeLessThan(to.getTime());
      }
      for (const kline of found) expect(decimal(kline.high).gte(decimal(kline.low))).toBe(true);
      return undefined;
    });

    examine('V15', 'answers null for an order that it never saw', async () => {
      const ports = trading();
      if (ports === null) return 'order look-up';
      if (under.venue.capabilities.isClientOrderIdKept)
        expect(await ports.orders.find(refOf(order()))).toBeNull();
      // Of BingX's length, in case that it looks at the form.
      const never = under.venue.id.startsWith('bingx') ? '1000000000000000001' : 'NEVER';
      if (!under.venue.capabilities.isClientOrderIdKept)
        expect(await ports.orders.find(refOf(order(), never))).toBeNull();
      return undefined;
    });

    examine('V16', 'gives a price', async () => {
      if (under.venue.prices === undefined) return 'prices';
      const ticker = await under.venue.prices.ticker(under.instrument);
      expect(decimal(ticker.price).isPositive()).toBe(true);
      return undefined;
    });

    examine('V17', 'lists what it did in its history', async () => {
      const ports = trading();
      const past = under.venue.pastOrders;
      if (past !== undefined) {
        const since = new Date(Date.now() - 86_400_000);
        const listed = await past.history(under.account, under.instrument, since);
        const ids = listed.map((report) => report.venueOrderId);
        expect(new Set(ids).size).toBe(ids.length);
      }
      if (ports === null) return 'order execution';
      const sent = order();
      const venueOrderId = await place(sent);
      const history = await until(
        () => ports.orders.history(under.account, under.instrument, new Date(Date.now() - 60_000)),
        (found) => found.some((report) => report.venueOrderId === venueOrderId),
        settleMs,
      );
      expect(history.map((report) => report.venueOrderId)).toContain(venueOrderId);
      const times = history.map((report) => report.updatedAt?.getTime() ?? 0);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      await sellBack();
      return undefined;
    });

    examine('V18', 'answers a ping without throwing', async () => {
      const status = await under.venue.ping(AbortSignal.timeout(5_000));
      expect(status).toMatchObject({ venue: under.venue.id, reachable: true });
      expect(await under.venue.ping(AbortSignal.abort())).toMatchObject({ venue: under.venue.id });
    });

    examine('V19', 'recognises an order by what it looks like, and no other', async () => {
      const ports = trading();
      if (ports === null) return 'order look-up';
      if (ports.orders.lookAlikes === undefined)
        return under.venue.capabilities.isClientOrderIdKept
          ? 'anything but find orders by their client order id'
          : 'recognition';
      const from = new Date(Date.now() - 5_000);
      const to = new Date(from.getTime() + 60_000);
      const sent = order({ type: 'limit', price: away('0.78') });
      const venueOrderId = await place(sent);
      const alikes = (change: Partial<VenueOrder>, window: { from: Date; to: Date }) =>
        ports.orders.lookAlikes?.({ ...sent, ...change, ...window }) ?? Promise.resolve([]);
      const found = await until(
        () => alikes({}, { from, to }),
        (listed) => listed.length > 0,
        settleMs,
      );
      expect(found.map((report) => report.venueOrderId)).toEqual([venueOrderId]);
      const stranger = clientOrderId();
      for (const change of [
        { clientOrderId: stranger, price: away('0.77') },
        { clientOrderId: stranger, quantity: decimalText(decimal(sent.quantity).times(7)) },
        { clientOrderId: stranger, positionSide: 'short', side: 'sell' },
      ] as const)
        expect(await alikes(change, { from, to })).toEqual([]);
      const past = { from: new Date(from.getTime() - 3_600_000), to: from };
      expect(await alikes({ clientOrderId: stranger }, past)).toEqual([]);
      expect(await ports.execution.cancel(refOf(sent, venueOrderId))).toEqual({
        outcome: 'cancelled',
      });
      const cancelled = await until(
        () => alikes({}, { from, to }),
        (listed) => listed.some((report) => report.state === 'cancelled'),
        settleMs,
      );
      expect(cancelled.map((report) => report.venueOrderId)).toEqual([venueOrderId]);
      return undefined;
    });

    examineBadOrders({
      ...{ examine, order },
      rules: () => rules,
      submit: () => {
        const { execution } = under.venue;
        return execution === undefined ? null : (sent) => execution.submit(sent);
      },
      resting: async (id) => {
        const open = (await under.venue.orders?.open(under.account, under.instrument)) ?? [];
        return open.filter((report) => report.clientOrderId === id).length;
      },
    });
  });
}

function sum(fills: readonly FillReport[]) {
  return fills.reduce((total, fill) => total.plus(decimal(fill.quantity)), decimal('0'));
}

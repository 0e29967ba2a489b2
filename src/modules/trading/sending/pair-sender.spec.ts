import type { PinoLogger } from 'nestjs-pino';
import type { OrderId } from '@/kernel/ids';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { PairOutcome, VenueOrderPair } from '@/modules/exchanges/venue-pairs';
import { applyOrderEvent, type Order } from '@/modules/orders/order';
import { OrderChangedError, RecordNotAllowedError } from '@/modules/orders/orders.errors';
import type { OrdersService } from '@/modules/orders/orders.service';
import type { OrderSettler } from '@/modules/trading/settling/order-settler';
import { PairSender } from '@/modules/trading/sending/pair-sender';
import type { SendCheck, SendObjection } from '@/modules/trading/sending/send-check';
import { anOrder } from '@test/support/builders/an-order';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const LEASE = { name: 'lane', owner: 'one', token: '1', until: new Date(0) };
const shared = {
  pairId: '815000000000000001',
  venue: 'bingx-spot',
  instrument: 'bingx-spot/BTC-USDT',
  strategyId: null,
  side: 'sell',
  reduceOnly: true,
} as const;

let limit: Order;
let stop: Order;
let outcome: PairOutcome | Error;
let objection: SendObjection | null;
/** How long writing the two down as sent takes. */
let writeMs: number;
let sent: VenueOrderPair[];
/** What was written, one line for each transaction, and whether a lease was held against it. */
let written: string[];
let followed: string[];
let sender: PairSender;

beforeEach(() => {
  limit = anOrder({ ...shared, type: 'limit', price: '66000' });
  stop = anOrder({
    ...{ ...shared, id: '01KEZ000000000000000000002' as OrderId, type: 'stop-limit' },
    ...{ price: '57900', stopPrice: '58000' },
  });
  outcome = { outcome: 'acknowledged', limitOrderId: '7', stopOrderId: '8' };
  [objection, writeMs, sent, written, followed] = [null, 0, [], [], []];
  const clock = new FixedClock();
  const save = (order: Order): Order => {
    if (order.id === limit.id) limit = order;
    else stop = order;
    return order;
  };
  const recordAll: OrdersService['recordAll'] = async (entries, options) => {
    if ((await options?.isAllowed) === false) throw new RecordNotAllowedError(limit.id);
    if (entries[0]?.type === 'submitted') clock.advance(writeMs);
    const names = entries.map(({ order, type }) => `${order.state} ${type}`);
    written.push(`${names.join(', ')}${options?.lease === LEASE ? '' : ' without the lease'}`);
    return entries.map(({ order, type, change }) =>
      save(applyOrderEvent(order, type, change, clock.now())),
    );
  };
  const record: OrdersService['record'] = async (order, type, change, data, options) => {
    const [after = order] = await recordAll([{ order, type, change, data }], options);
    return after;
  };
  const submitPair = (pair: VenueOrderPair): Promise<PairOutcome> => {
    sent.push(pair);
    return outcome instanceof Error ? Promise.reject(outcome) : Promise.resolve(outcome);
  };
  const silent = { setContext: () => undefined, info: () => undefined, warn: () => undefined };
  sender = new PairSender(
    {
      ...{ record, recordAll, pairOf: () => Promise.resolve({ limit, stop }) },
    } as unknown as OrdersService,
    { execution: () => ({ submitPair }) } as unknown as VenueRegistry,
    { objectionTo: () => Promise.resolve(objection) } as unknown as SendCheck,
    { follow: ({ id }: Order) => followed.push(id) } as unknown as OrderSettler,
    clock,
    silent as unknown as PinoLogger,
  );
});

const states = (): readonly string[] => [limit.state, stop.state];

describe(PairSender.name, () => {
  it('writes both down as sent at once, sends them once, and writes down what was said of both', async () => {
    await sender.send(stop, LEASE);
    expect(written).toEqual([
      'INITIALIZED submitted, INITIALIZED submitted',
      'SUBMITTED accepted, SUBMITTED accepted',
    ]);
    expect([limit.venueOrderId, stop.venueOrderId]).toEqual(['7', '8']);
    expect(sent).toMatchObject([{ pairId: shared.pairId, limit: { price: '66000' } }]);
    expect(followed).toEqual([limit.id, stop.id]);
  });

  it('does nothing for the other one, which went out with it', async () => {
    const waiting = stop;
    await sender.send(limit, LEASE);
    await sender.send(waiting, LEASE);
    expect([sent.length, written.length]).toEqual([1, 2]);
  });

  it('has both refused', async () => {
    outcome = {
      ...{ outcome: 'refused', category: 'insufficient-margin', venueCode: '100202' },
      ...{ message: 'no coins', retryAt: null },
    };
    await sender.send(limit, LEASE);
    expect(states()).toEqual(['REJECTED', 'REJECTED']);
    expect([stop.refusalCategory, followed]).toEqual(['insufficient-margin', []]);
  });

  it.each([
    [{ outcome: 'unknown', message: 'no answer' }],
    [new Error('the adapter broke')],
  ] as const)('asks for both after %j, and sends nothing again', async (answer) => {
    outcome = answer;
    await sender.send(limit, LEASE);
    await sender.send(stop, LEASE);
    expect([states(), sent.length]).toEqual([['UNKNOWN', 'UNKNOWN'], 1]);
    expect(followed).toEqual([limit.id, stop.id]);
  });

  it('does not send what was held up after it was written down', async () => {
    writeMs = 4_000;
    await sender.send(limit, LEASE);
    expect([states(), sent]).toEqual([['UNKNOWN', 'UNKNOWN'], []]);
  });

  it('denies both when one may not leave', async () => {
    objection = { category: 'risk-halted', message: 'halted' };
    await sender.send(limit, LEASE);
    expect([states(), sent]).toEqual([['DENIED', 'DENIED'], []]);
    expect([limit.refusalCategory, stop.refusalCategory]).toEqual(['risk-halted', 'risk-halted']);
  });

  it('denies one whose other half was cancelled before it was sent', async () => {
    limit = { ...limit, state: 'DENIED' };
    await sender.send(stop, LEASE);
    expect([states(), sent]).toEqual([['DENIED', 'DENIED'], []]);
  });

  it('asks for one whose other half was sent, because books were restored', async () => {
    limit = { ...limit, state: 'ACCEPTED' };
    await sender.send(stop, LEASE);
    expect([states(), sent, followed]).toEqual([['ACCEPTED', 'UNKNOWN'], [], [stop.id]]);
  });

  it('leaves a pair that changed at the same moment to the next look', async () => {
    objection = { category: 'x', message: 'y' };
    const orders = (sender as unknown as { orders: OrdersService }).orders;
    orders.recordAll = () => Promise.reject(new OrderChangedError(limit.id));
    await expect(sender.send(limit, LEASE)).resolves.toBeUndefined();
    expect(sent).toEqual([]);
  });
});

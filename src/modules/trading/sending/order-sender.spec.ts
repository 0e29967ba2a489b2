import type { PinoLogger } from 'nestjs-pino';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Order } from '@/modules/orders/order';
import { RecordNotAllowedError } from '@/modules/orders/orders.errors';
import type { OrdersService } from '@/modules/orders/orders.service';
import type { CoinRelease } from '@/modules/trading/sending/coin-release';
import { OrderSender, type WriteSubmitted } from '@/modules/trading/sending/order-sender';
import type { SendCheck, SendObjection } from '@/modules/trading/sending/send-check';
import type { OrderSettler } from '@/modules/trading/settling/order-settler';
import { anOrder } from '@test/support/builders/an-order';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const LEASE = { name: 'lane', owner: 'one', token: '1' };
const OFF: SendObjection = { category: 'strategy-off', message: 'the strategy was switched off' };

let said: {
  leverage: string | null | undefined;
  now: SendObjection | null;
  strategy: SendObjection | null;
  needsCoins: boolean;
};
let done: string[];

const sender = (): OrderSender =>
  new OrderSender(
    { record: (order: Order) => Promise.resolve(order) } as unknown as OrdersService,
    {
      execution: () => ({
        submit: () => {
          done.push('sent');
          return Promise.resolve({ outcome: 'acknowledged', venueOrderId: '7' });
        },
      }),
    } as unknown as VenueRegistry,
    {
      leverageInForce: () => said.leverage,
      objectionNow: () => said.now,
      strategyObjection: () => Promise.resolve(said.strategy),
    } as unknown as SendCheck,
    { isNeededFor: () => said.needsCoins } as unknown as CoinRelease,
    { follow: () => undefined } as unknown as OrderSettler,
    new FixedClock(),
    { setContext: () => undefined, info: () => undefined } as unknown as PinoLogger,
  );

/** As the real one: what is not allowed by then is not written. */
const write: WriteSubmitted = async ({ order, type }, { isAllowed, isEntryGated }) => {
  if (isAllowed === undefined || !(await isAllowed)) throw new RecordNotAllowedError(order.id);
  done.push(`${type}${isEntryGated === true ? ' while trading is active' : ''}`);
  return order;
};

beforeEach(() => {
  said = { leverage: '5', now: null, strategy: null, needsCoins: false };
  done = [];
});

describe(`${OrderSender.name}.sendAtOnce`, () => {
  it.each([false, true])(
    'writes first and then sends, and the states hold for both (reduces: %s)',
    async (reduceOnly) => {
      await sender().sendAtOnce(anOrder({ reduceOnly }), LEASE, write);
      expect(done).toEqual(['submitted while trading is active', 'sent']);
    },
  );

  it.each<[string, Partial<typeof said>]>([
    ['its strategy was switched off since the facts were read', { strategy: OFF }],
    ['it is too late or its books were not compared', { now: OFF }],
    ['nobody knows which leverage is in force', { leverage: undefined }],
    ['a stop has to give its coins free first', { needsCoins: true }],
  ])('writes and sends nothing where %s', async (_why, change) => {
    Object.assign(said, change);
    await sender().sendAtOnce(anOrder(), LEASE, write);
    expect(done).toEqual([]);
  });
});

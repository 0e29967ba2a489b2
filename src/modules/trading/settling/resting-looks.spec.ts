import type { PinoLogger } from 'nestjs-pino';
import type { OrderId } from '@/kernel/ids';
import type { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { OrderReport } from '@/modules/exchanges/venue.types';
import type { OrdersService, OrderToCheck } from '@/modules/orders/orders.service';
import type { OrderSettler } from '@/modules/trading/settling/order-settler';
import { RestingLooks } from '@/modules/trading/settling/resting-looks';
import { aCoinMReport } from '@test/support/builders/a-coin-m-report';
import { anOrder } from '@test/support/builders/an-order';
import { FixedClock } from '@test/support/fakes/fixed-clock';

const resting = (venueOrderId: string): OrderToCheck => ({
  ...anOrder({
    id: `order ${venueOrderId}` as OrderId,
    ...{ venue: 'bingx-coin-m', instrument: 'bingx-coin-m/BTC-USD', venueOrderId },
    ...{ purpose: 'stop-loss', type: 'stop-market', state: 'ACCEPTED' },
  }),
  checks: 7,
});

let listed: readonly OrderReport[] | Error;
let lists: number;
let asked: string[];
let planned: string[];
let looks: RestingLooks;

beforeEach(() => {
  [listed, lists, asked, planned] = [[], 0, [], []];
  const clock = new FixedClock();
  const open = (): Promise<readonly OrderReport[]> => {
    lists += 1;
    return listed instanceof Error ? Promise.reject(listed) : Promise.resolve(listed);
  };
  const scheduleCheck: OrdersService['scheduleCheck'] = (id, at, checks) => {
    const seconds = at === null ? 'never' : String((at.getTime() - clock.now().getTime()) / 1_000);
    planned.push(`${id} in ${seconds} s, ${String(checks)} looks`);
    return Promise.resolve();
  };
  looks = new RestingLooks(
    { scheduleCheck } as unknown as OrdersService,
    { orders: () => ({ open }) } as unknown as VenueRegistry,
    {
      look: ({ venueOrderId }: OrderToCheck) =>
        Promise.resolve(void asked.push(venueOrderId ?? '')),
    } as unknown as OrderSettler,
    clock,
    { setContext: () => undefined, warn: () => undefined } as unknown as PinoLogger,
  );
});

describe(RestingLooks.name, () => {
  it('asks once for a lane, and again only for what is not as it is booked', async () => {
    listed = [
      aCoinMReport('1'),
      aCoinMReport('2', { filledQuantity: '0.5' }),
      aCoinMReport('3', { state: 'partially-filled' }),
      aCoinMReport('5'),
    ];
    await looks.look(['1', '2', '3', '4', '5'].map(resting));
    expect(lists).toBe(1);
    expect(asked).toEqual(['2', '3', '4']);
    expect(planned).toEqual(['order 1 in 10 s, 8 looks', 'order 5 in 10 s, 8 looks']);
  });

  it('asks for one alone by itself', async () => {
    listed = [aCoinMReport('1')];
    await looks.look([resting('1')]);
    expect([lists, asked]).toEqual([0, ['1']]);
  });

  it('asks for each when the list can not be had', async () => {
    listed = new Error('timed out');
    await looks.look([resting('1'), resting('2')]);
    expect(asked).toEqual(['1', '2']);
  });
});

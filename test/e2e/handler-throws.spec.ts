import { LiveTrading } from '@test/support/harness/live-trading';
import { faultsOf } from '@test/support/harness/proof';
import { waitUntil } from '@test/support/harness/wait-until';

/** As often as an alarm is tried before a person has to look at it. */
const ATTEMPTS = 5;

let live: LiveTrading;

beforeAll(async () => {
  live = await LiveTrading.start({
    throwAt: { point: 'after-decision-commit', times: ATTEMPTS },
  });
  const rules = { entryOrderTimeframe: '5m', closeOrderTimeframe: '5m', quantityMode: 'fixed' };
  await live.createStrategy({
    alarmName: 'throws',
    long: { ...rules, quantity: '0.001', pyramiding: 10, stopLossPerOrder: '2' },
  });
}, 60_000);

afterAll(() => live?.stop());

const open = async (): Promise<string> => {
  const id = await live.send({ Strategy: 'throws', Order: 'order open long' });
  if (id === null) throw new Error('the alarm was not taken');
  return id;
};

const alarmIs = (id: string, status: string): Promise<any> =>
  waitUntil(
    `alarm ${id} to be ${status}`,
    async () => {
      const page = await live.get(`/alarms/${id}`);
      return page.status === status ? page : null;
    },
    40_000,
  );

it('an alarm whose handler throws every time is parked for a person, is done once at most, and its lane goes on', async () => {
  const poison = await open();
  await waitUntil(
    'the first attempt to fail',
    async () => (await live.get(`/alarms/${poison}`)).attempts === 1,
  );
  const next = await open();
  expect((await live.get(`/alarms/${next}`)).status).toBe('received');
  const parked = await alarmIs(poison, 'parked');
  expect(parked).toMatchObject({ attempts: ATTEMPTS, reason: 'parked' });
  expect(JSON.stringify(parked)).toContain('gave up after 5 attempts: thrown on purpose');
  // The decision was committed before the first throw: it is found again each time, never made anew.
  expect(parked.decisions).toHaveLength(1);
  const { decisions } = await alarmIs(next, 'decided');
  expect(decisions).toHaveLength(1);
  await live.settled();
  expect(await faultsOf(live)).toEqual([`alarm ${poison} is parked (parked)`]);
  expect(live.service.ended).toBeNull();
}, 90_000);

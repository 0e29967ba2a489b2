import fc from 'fast-check';
import type { AlarmEntity } from './alarm.entity';
import { toListedAlarm } from './alarm-row';
import { readAlarm } from './reading/read-alarm';
import { READABLE_BODY } from '@test/support/builders/alarm-body';

describe(toListedAlarm.name, () => {
  it('gives back what was read of the body: facts are read before the row is there', () => {
    const values = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.constant(null));
    const bodies = fc.record(
      Object.fromEntries(
        Object.entries(READABLE_BODY).map(([name, value]) => [
          name,
          fc.oneof(fc.constant(value), values),
        ]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(bodies, (body) => {
        const { extra, ...reading } = readAlarm(Buffer.from(JSON.stringify(body)), {
          timeZone: 'Europe/Berlin',
        });
        const row = { reading: JSON.parse(JSON.stringify({ extra, ...reading })) as unknown };
        expect(toListedAlarm(row as AlarmEntity).reading).toMatchObject(reading);
      }),
    );
  });
});

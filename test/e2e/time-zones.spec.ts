import { alarmBody } from '@test/support/builders/alarm-body';
import { PaperService } from '@test/support/harness/paper-service';
import { waitUntil } from '@test/support/harness/wait-until';

/** Seconds before and after the clocks of Europe and America change, and one in the hour that comes twice. */
const TIMES = [
  '2026-03-08T06:59:59.000Z',
  '2026-03-08T07:00:00.000Z',
  '2026-03-29T00:59:59.000Z',
  '2026-03-29T01:00:00.000Z',
  '2026-10-25T00:30:00.000Z',
  '2026-10-25T01:30:00.000Z',
  '2026-11-01T05:30:00.000Z',
  '2026-11-01T06:30:00.000Z',
] as const;

interface Kept {
  readonly times: readonly string[];
  readonly skewMs: number;
}

/** What a service in a time zone makes of the same alarms, as the database has it. */
async function keptIn(TZ: string): Promise<Kept> {
  const paper = await PaperService.start('zone', { TZ });
  try {
    for (const time of TIMES) await paper.send(alarmBody({ Time_Alert: time }));
    const rows = await waitUntil('every alarm to be decided', async () => {
      const found = await paper.database.query(
        'alarms',
        `SELECT CAST(alarm_at AS CHAR) AS time, CAST(received_at AS CHAR) AS received
           FROM alarm WHERE status = 'decided' ORDER BY id`,
      );
      return found.length === TIMES.length ? found : null;
    });
    const received = Date.parse(`${String(rows.at(-1)?.['received']).replace(' ', 'T')}Z`);
    return { times: rows.map(({ time }) => String(time)), skewMs: Math.abs(Date.now() - received) };
  } finally {
    await paper.stop();
  }
}

it.each(['America/New_York', 'Europe/Madrid', 'Asia/Kolkata'])(
  'a service in %s keeps the times that one in UTC keeps',
  async (zone) => {
    const kept = await keptIn(zone);
    expect(kept.times).toEqual(TIMES.map((time) => time.replace('T', ' ').replace('Z', '')));
    expect(kept.skewMs).toBeLessThan(60_000);
  },
  60_000,
);

import { grouped } from '@/kernel/grouped';
import { EXCUSE_A_SLOW_WEBHOOK, type Breach, type History, type Post } from '@test/chaos/history';

const P99_MS = 1_000;
/** Below this many deliveries a percentile says nothing. */
const ENOUGH = 50;

const overlaps = (
  post: Post,
  { from, to }: { readonly from: number; readonly to: number },
): boolean => post.at < to && post.answeredAt > from;

/** I10: what was answered 200 is stored. */
export function answeredIsStored({ posts, alarms }: History): readonly Breach[] {
  const stored = new Set(alarms.map(({ id }) => id));
  return posts
    .filter(({ status, alarmId }) => status === 200 && (alarmId === null || !stored.has(alarmId)))
    .map(({ alarmId }) => ({
      invariant: 'I10',
      what: `alarm ${alarmId ?? 'without id'} was answered 200 and is not stored`,
    }));
}

/** I11: the webhook answers in time whatever happens, its own process and an unreachable database excepted. */
export function bounded({ posts, faults }: History): readonly Breach[] {
  const excused = faults.filter(({ kind }) => EXCUSE_A_SLOW_WEBHOOK.includes(kind));
  const times = posts
    .filter((post) => !excused.some((fault) => overlaps(post, fault)))
    .map(({ at, answeredAt }) => answeredAt - at)
    .sort((a, b) => a - b);
  const p99 = times[Math.ceil(times.length * 0.99) - 1] ?? 0;
  return times.length >= ENOUGH && p99 >= P99_MS
    ? [{ invariant: 'I11', what: `the webhook's p99 was ${String(p99)} ms` }]
    : [];
}

/** I12: an alarm that nobody can act on does nothing and stops nobody else. */
export function isolation({ posts, alarms, orders }: History): readonly Breach[] {
  const kinds = new Map(
    posts.flatMap((post) => (post.alarmId === null ? [] : [[post.alarmId, post.kind] as const])),
  );
  const ofAlarm = grouped(orders, ({ alarmId }) => alarmId);
  return alarms.flatMap(({ id, status, reason }): readonly Breach[] => {
    if (kinds.get(id) === 'poison')
      return ofAlarm.has(id) ? [{ invariant: 'I12', what: `poison alarm ${id} has orders` }] : [];
    return status === 'decided' || status === 'received' || !kinds.has(id)
      ? []
      : [{ invariant: 'I12', what: `alarm ${id} is ${status} (${reason ?? ''})` }];
  });
}

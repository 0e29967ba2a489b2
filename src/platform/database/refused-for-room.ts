/** What servers say when a row or a page finds no place: a full disk, or a tablespace that may not grow. */
const NO_ROOM: ReadonlySet<unknown> = new Set([
  'ER_DISK_FULL',
  'ER_RECORD_FILE_FULL',
  'ER_ERROR_ON_WRITE',
]);
/** A storage engine's own words for it: 28 is the system's "no space left on device". */
const ENGINE_NO_ROOM = /^Got error 28\b/;

/** How long a refusal is told of. Small rows may fit in while larger ones do not, so a success proves nothing. */
const TOLD_FOR_MS = 15_000;

const lastRefusals = new WeakMap<object, number>();

/** True when the database refused to write for lack of room. */
export function isOutOfRoom(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, sqlMessage } = error as { readonly code?: unknown; readonly sqlMessage?: unknown };
  if (NO_ROOM.has(code)) return true;
  return code === 'ER_GET_ERRNO' && ENGINE_NO_ROOM.test(String(sqlMessage));
}

/** Remembers a refusal of one of a pool's connections; other errors are none of ours. */
export function noteRefusal(pool: object, error: unknown, nowMs: number): void {
  if (isOutOfRoom(error)) lastRefusals.set(pool, nowMs);
}

/** Whether a statement of this pool was refused for lack of room a moment ago. */
export function wasRefusedForRoom(pool: object, nowMs: number): boolean {
  const atMs = lastRefusals.get(pool);
  return atMs !== undefined && nowMs - atMs < TOLD_FOR_MS;
}

/** The database cannot be reached, has gone, has no room or takes no writes: the caller may try again later. */
const UNAVAILABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'PROTOCOL_CONNECTION_LOST',
  'PROTOCOL_SEQUENCE_TIMEOUT',
  'POOL_CLOSED',
  'ER_ACCESS_DENIED_ERROR',
  'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION',
  'ER_CHECKREAD',
  'ER_CON_COUNT_ERROR',
  'ER_DISK_FULL',
  'ER_ERROR_DURING_COMMIT',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_OPEN_AS_READONLY',
  'ER_OPTION_PREVENTS_STATEMENT',
  'ER_QUERY_INTERRUPTED',
  'ER_READ_ONLY_MODE',
  'ER_RECORD_FILE_FULL',
  'ER_SERVER_SHUTDOWN',
  'ER_STATEMENT_TIMEOUT',
  'ER_QUERY_TIMEOUT',
  'ER_TOO_MANY_USER_CONNECTIONS',
  'ER_UNKNOWN_COM_ERROR',
  'ER_USER_LIMIT_REACHED',
]);

const MAX_DEPTH = 5;

/**
 * True when an error, or what caused it, is a database that does not answer or takes no writes. Errors of HTTP
 * clients share the socket codes and are told apart: adapters turn theirs into venue errors before they get here.
 */
export function isDatabaseUnavailable(error: unknown): boolean {
  let current: unknown = error;
  for (
    let depth = 0;
    depth < MAX_DEPTH && typeof current === 'object' && current !== null;
    depth++
  ) {
    const facts = current as Readonly<Record<string, unknown>>;
    if (facts['isAxiosError'] === true) return false;
    if (typeof facts['code'] === 'string' && UNAVAILABLE.has(facts['code'])) return true;
    current = facts['driverError'] ?? facts['cause'];
  }
  return false;
}

import type { BingxEndpoint } from '../bingx.client';
import { isJsonObject, type JsonObject } from '../bingx.json';
import { rightsOf } from '../bingx.key-check';
import type { BingxResult } from '../bingx.result';
import type { BingxSessions } from '../bingx.sessions';
import { idOf, objectOf, textOf } from '../bingx.wire';
import { SmokeSkipped, type SmokeParts, type SmokeStep } from './smoke-steps';

const PATH = '/openApi/user/auth/userDataStream';
const LISTEN_LIMIT = { requests: 2, perMs: 1_000 } as const;
const OPEN: BingxEndpoint = { method: 'POST', path: PATH, limit: LISTEN_LIMIT, shape: 'bare' };
const CLOSE: BingxEndpoint = { method: 'DELETE', path: PATH, limit: LISTEN_LIMIT, shape: 'flat' };
const UID: BingxEndpoint = {
  method: 'GET',
  path: '/openApi/account/v1/uid',
  limit: { requests: 5, perMs: 1_000 },
};
const rights = (path: string): BingxEndpoint => ({
  method: 'GET',
  path: `/openApi/v1/account/${path}`,
  limit: { requests: 2, perMs: 1_000 },
  shape: 'flat',
});
/** A key that is deleted is answered with its status alone. */
const DONE_WITHOUT_BODY = /^HTTP status 20[04]\b/;

/** What belongs to no product: whose key it is, what it may do, and whether it opens private streams. */
export function smokeAccountSteps(
  { hosts, account }: SmokeParts,
  sessions: BingxSessions,
): readonly SmokeStep[] {
  const ask = async (endpoint: BingxEndpoint): Promise<JsonObject> => {
    const { client, credentials } = await sessions.open(account);
    const data = await client.read({ endpoint, params: {}, credentials, priority: 'read' });
    return objectOf(data, endpoint.path);
  };
  /** Nothing proves that the demo host answers questions about keys, and the live host is not asked here. */
  const askOfKey = async (endpoint: BingxEndpoint): Promise<JsonObject> => {
    try {
      return await ask(endpoint);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (hosts.market.kind !== 'demo' || !/\b10040[04]\b/.test(reason)) throw error;
      throw new SmokeSkipped('the demo host does not answer this');
    }
  };
  return [
    {
      name: 'account number',
      run: async () => `uid ${idOf((await askOfKey(UID))['uid']) ?? 'unknown'}`,
    },
    {
      name: 'key permissions',
      run: async () => {
        const flags = await askOfKey(rights('apiRestrictions'));
        const list = await askOfKey(rights('apiPermissions')).catch(() => ({}));
        const { permissions, mayWithdraw, ipRestricted } = rightsOf(flags, list);
        const bound = ipRestricted === true ? 'bound to addresses' : 'WARNING: works from anywhere';
        const withdraws = mayWithdraw === true ? '; WARNING: may withdraw' : '';
        return `${permissions.join(', ')}; ${bound}${withdraws}`;
      },
    },
    { name: 'listen key', run: () => openAndCloseListenKey(sessions, account) },
  ];
}

/** The key itself is a secret: it is neither returned nor put into an error. */
async function openAndCloseListenKey(sessions: BingxSessions, account: string): Promise<string> {
  const { client, credentials } = await sessions.open(account);
  const call = { credentials, priority: 'read' } as const;
  const opened = await client.write({ ...call, endpoint: OPEN, params: {} });
  const listenKey =
    opened.kind === 'success' && isJsonObject(opened.data)
      ? textOf(opened.data['listenKey'])
      : null;
  if (listenKey === null) throw new Error(`not made: ${reasonOf(opened)}`);
  const closed = await client.write({ ...call, endpoint: CLOSE, params: { listenKey } });
  const isDone =
    closed.kind === 'success' ||
    (closed.kind === 'unknown' && DONE_WITHOUT_BODY.test(closed.reason));
  if (!isDone) throw new Error(`made and not deleted: ${reasonOf(closed)}`);
  return 'made and deleted';
}

function reasonOf(result: BingxResult): string {
  if (result.kind === 'success') return 'the answer has no listen key';
  if (result.kind === 'error') return `code ${result.error.code}: ${result.error.message}`;
  return result.reason;
}

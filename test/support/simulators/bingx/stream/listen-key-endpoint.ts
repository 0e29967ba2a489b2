import type { Exchange } from '../exchange';
import { type Answer, refusalAnswer } from '../gateway';
import type { RateLimits } from '../rate-limits';
import type { Received } from '../received';
import { type Rejection, gatewayRejection } from '../rejection';
import type { ListenKeys } from './listen-keys';

export const LISTEN_KEY_PATH = '/openApi/user/auth/userDataStream';

/**
 * The REST side of listen keys. There is no envelope: the HTTP status says everything. The key header is enough, a
 * signature is not looked at.
 */
export class ListenKeyEndpoint {
  constructor(
    private readonly keys: ListenKeys,
    private readonly exchange: Exchange,
    private readonly limits: RateLimits,
  ) {}

  /** Null when the request is about something else. */
  answer(request: Received, now: number): Answer | null {
    if (request.path !== LISTEN_KEY_PATH) return null;
    const early = this.refusalOf(request);
    if (early !== null) return refusalAnswer(early, now);
    const account = this.accountOf(request.apiKey);
    if (account === undefined)
      return refusalAnswer(gatewayRejection(100413, 'Incorrect apiKey'), now);
    const { uid } = this.exchange.account(account).row;
    const quota = this.limits.take(`${request.method} ${request.path}`, uid, now);
    const { headers } = quota;
    if (quota.refusal !== null) return { ...refusalAnswer(quota.refusal, now), headers };
    if (request.method === 'POST') {
      const body = JSON.stringify({ listenKey: this.keys.create(account) });
      return { status: 200, headers, body, code: 0 };
    }
    return { ...this.change(request, account), headers };
  }

  /** 200 done, 204 without the parameter, 404 for a key that does not exist (any more). */
  private change(request: Received, account: string): Omit<Answer, 'headers'> {
    const key = request.params.get('listenKey') ?? '';
    if (key === '') return { status: 204, body: '', code: 0 };
    const isDone =
      this.keys.accountOf(key) === account &&
      (request.method === 'PUT' ? this.keys.extend(key) : this.keys.delete(key));
    return isDone ? { status: 200, body: '', code: 0 } : { status: 404, body: '', code: 100404 };
  }

  private refusalOf({ method }: Received): Rejection | null {
    const { maintenance } = this.exchange.settings;
    if (maintenance === 'http-503')
      return gatewayRejection(100503, 'Server is busy or in maintenance', 503);
    if (maintenance === 'busy-100500')
      return gatewayRejection(100500, 'Server is busy, please try again later');
    if (method !== 'POST' && method !== 'PUT' && method !== 'DELETE')
      return gatewayRejection(100400, 'request method is not supported');
    return null;
  }

  private accountOf(apiKey: string): string | undefined {
    const key = this.exchange.store.get('key', apiKey);
    return key === undefined || key.revoked ? undefined : key.account;
  }
}

import { createHmac } from 'node:crypto';
import type { Exchange } from './exchange';
import type { KeyRow } from './model';
import type { Received } from './received';
import { TIMESTAMP_MISMATCH, gatewayRejection, invalid } from './rejection';
import type { Access } from './route';

const MAX_WINDOW_MS = 5_000;

/** The signature of a canonical text: lower-case hexadecimal HMAC-SHA256. */
export const sign = (canonical: string, secret: string): string =>
  createHmac('sha256', secret).update(canonical, 'utf8').digest('hex');

const PERMISSIONS: Readonly<Record<Access, readonly number[]>> = {
  public: [],
  key: [],
  read: [2],
  trade: [3],
  spot: [1],
  transfer: [4],
  'sub-transfer': [4, 7],
};

/** Checks key, signature, time, address and permission, in the order in which a gateway learns them. */
export class Gatekeeper {
  private timestampErrors = 0;

  constructor(private readonly exchange: Exchange) {}

  /** Gives the key that signed the request. */
  check(request: Received, serverTime: number): KeyRow {
    const key = this.exchange.store.get('key', request.apiKey);
    if (key === undefined || key.revoked) throw gatewayRejection(100413, 'Incorrect apiKey');
    if (request.signature === '') throw gatewayRejection(100412, 'Null signature');
    if (sign(request.canonical, key.secret) !== request.signature) {
      throw gatewayRejection(100001, 'Signature verification failed due to signature mismatch');
    }
    const timestamp = request.params.get('timestamp') ?? '';
    const drift = /^\d{1,15}$/.test(timestamp)
      ? Math.abs(serverTime - Number(timestamp))
      : Infinity;
    if (drift > this.window(request)) throw this.timestampError();
    if (key.ipAddresses.length > 0 && !key.ipAddresses.includes(this.exchange.settings.clientIp))
      throw gatewayRejection(100419, 'IP does not match IP whitelist');
    return key;
  }

  /** Any one of the permissions that a route wants will do. */
  checkPermission(access: Access, key: KeyRow | null): void {
    const wanted = PERMISSIONS[access];
    if (wanted.length === 0 || wanted.some((one) => key?.permissions.includes(one) === true))
      return;
    throw gatewayRejection(
      100004,
      'Permission denied as the API key was created without the permission',
    );
  }

  private window(request: Received): number {
    const text = request.params.get('recvWindow') ?? '';
    if (text === '' || text === '0') return MAX_WINDOW_MS;
    if (!/^\d{1,6}$/.test(text)) throw invalid('recvWindow is invalid');
    return Math.min(Number(text), MAX_WINDOW_MS);
  }

  private timestampError(): Error {
    const form = this.exchange.settings.timestampError;
    this.timestampErrors += 1;
    const isGateway =
      form === 'gateway' || (form === 'alternate' && this.timestampErrors % 2 === 1);
    return isGateway
      ? gatewayRejection(100421, TIMESTAMP_MISMATCH)
      : invalid('timestamp is invalid');
  }
}

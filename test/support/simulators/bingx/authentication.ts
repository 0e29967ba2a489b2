import { createHmac } from 'node:crypto';
import type { Received } from './received';
import { TIMESTAMP_MISMATCH, gatewayRejection, invalid } from './rejection';
import type { SimulatorSettings } from './settings';

const MAX_WINDOW_MS = 5_000;

/** The signature of a canonical text: lower-case hexadecimal HMAC-SHA256. */
export const sign = (canonical: string, secret: string): string =>
  createHmac('sha256', secret).update(canonical, 'utf8').digest('hex');

/** Checks key, signature and time, in the order in which a gateway learns them. */
export class Gatekeeper {
  private timestampErrors = 0;

  constructor(
    private readonly key: string,
    private readonly secret: string,
    private readonly settings: SimulatorSettings,
  ) {}

  check(request: Received, serverTime: number): void {
    if (request.apiKey !== this.key) throw gatewayRejection(100413, 'Incorrect apiKey');
    if (request.signature === '') throw gatewayRejection(100412, 'Null signature');
    if (sign(request.canonical, this.secret) !== request.signature) {
      throw gatewayRejection(100001, 'Signature verification failed due to signature mismatch');
    }
    const timestamp = request.params.get('timestamp') ?? '';
    const drift = /^\d{1,15}$/.test(timestamp)
      ? Math.abs(serverTime - Number(timestamp))
      : Infinity;
    if (drift > this.window(request)) throw this.timestampError();
  }

  private window(request: Received): number {
    const text = request.params.get('recvWindow') ?? '';
    if (text === '' || text === '0') return MAX_WINDOW_MS;
    if (!/^\d{1,6}$/.test(text)) throw invalid('recvWindow is invalid');
    return Math.min(Number(text), MAX_WINDOW_MS);
  }

  private timestampError(): Error {
    const form = this.settings.timestampError;
    this.timestampErrors += 1;
    const isGateway =
      form === 'gateway' || (form === 'alternate' && this.timestampErrors % 2 === 1);
    return isGateway
      ? gatewayRejection(100421, TIMESTAMP_MISMATCH)
      : invalid('timestamp is invalid');
  }
}

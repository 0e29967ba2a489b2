import { createHmac } from 'node:crypto';
import {
  outcomeOfHttp,
  type Channel,
  type SendOutcome,
} from '@/modules/notifications/channels/channel';
import type { Message } from '@/modules/notifications/message';
import type { OutboundHttp } from '@/platform/outbound/outbound-http';

/** The value of `Strateger-Signature`: seconds since 1970 and the HMAC-SHA256 of `<seconds>.<body>` in hex. */
export function signatureOf(body: string, seconds: number, secret: string): string {
  const mac = createHmac('sha256', secret)
    .update(`${String(seconds)}.${body}`)
    .digest('hex');
  return `t=${String(seconds)},v1=${mac}`;
}

/** Posts each message as signed JSON. */
export class WebhookChannel implements Channel {
  readonly name = 'webhook';

  constructor(
    private readonly http: OutboundHttp,
    private readonly url: string,
    private readonly secret: string,
    private readonly now: () => Date,
  ) {}

  async send(message: Message): Promise<SendOutcome> {
    const { at, ...rest } = message;
    const body = JSON.stringify({ ...rest, at: at.toISOString() });
    const seconds = Math.floor(this.now().getTime() / 1_000);
    return outcomeOfHttp(
      await this.http.send({
        method: 'POST',
        url: this.url,
        label: 'POST notification',
        headers: {
          'content-type': 'application/json',
          'strateger-delivery': message.id,
          'strateger-signature': signatureOf(body, seconds, this.secret),
        },
        body,
      }),
    );
  }

  close(): void {
    this.http.close();
  }
}

import {
  outcomeOfHttp,
  shortened,
  type Channel,
  type SendOutcome,
} from '@/modules/notifications/channels/channel';
import type { Message } from '@/modules/notifications/message';
import type { OutboundHttp } from '@/platform/outbound/outbound-http';

/** Discord refuses longer texts. */
const MOST_CHARACTERS = 1_900;

/** Writes through a Discord webhook. Nobody is pinged by what a message happens to contain. */
export class DiscordChannel implements Channel {
  readonly name = 'discord';

  constructor(
    private readonly http: OutboundHttp,
    private readonly url: string,
  ) {}

  async send({ title, text }: Message): Promise<SendOutcome> {
    return outcomeOfHttp(
      await this.http.send({
        method: 'POST',
        url: this.url,
        label: 'POST webhook',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          content: shortened(`${title}\n${text}`, MOST_CHARACTERS),
          allowed_mentions: { parse: [] },
        }),
      }),
    );
  }

  close(): void {
    this.http.close();
  }
}

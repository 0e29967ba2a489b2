import {
  outcomeOfHttp,
  shortened,
  type Channel,
  type SendOutcome,
} from '@/modules/notifications/channels/channel';
import type { Message } from '@/modules/notifications/message';
import type { OutboundHttp } from '@/platform/outbound/outbound-http';

/** Telegram refuses longer texts. */
const MOST_CHARACTERS = 4_000;

interface TelegramAnswer {
  readonly ok?: unknown;
  readonly parameters?: { readonly retry_after?: unknown };
}

/** Writes as a Telegram bot into one chat. */
export class TelegramChannel implements Channel {
  readonly name = 'telegram';

  constructor(
    private readonly http: OutboundHttp,
    private readonly bot: {
      readonly apiUrl: string;
      readonly token: string;
      readonly chat: string;
    },
  ) {}

  async send({ title, text }: Message): Promise<SendOutcome> {
    const { apiUrl, token, chat } = this.bot;
    const outcome = await this.http.send({
      method: 'POST',
      url: `${apiUrl.replace(/\/+$/, '')}/bot${token}/sendMessage`,
      label: 'POST sendMessage',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        chat_id: chat,
        text: shortened(`${title}\n\n${text}`, MOST_CHARACTERS),
        link_preview_options: { is_disabled: true },
      }),
    });
    const answer = outcome.kind === 'answer' ? readAnswer(outcome.text) : null;
    const read = outcomeOfHttp(outcome);
    if (read.kind === 'delivered' && answer?.ok !== true)
      return { kind: 'retry', reason: 'the answer is not one of Telegram', afterMs: null };
    const seconds = answer?.parameters?.retry_after;
    return read.kind === 'retry' && typeof seconds === 'number'
      ? { ...read, afterMs: seconds * 1_000 }
      : read;
  }

  close(): void {
    this.http.close();
  }
}

function readAnswer(text: string): TelegramAnswer | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

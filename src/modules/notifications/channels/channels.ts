import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import type { Channel } from '@/modules/notifications/channels/channel';
import { DiscordChannel } from '@/modules/notifications/channels/discord.channel';
import { EmailChannel } from '@/modules/notifications/channels/email.channel';
import { TelegramChannel } from '@/modules/notifications/channels/telegram.channel';
import { WebhookChannel } from '@/modules/notifications/channels/webhook.channel';
import type { ChannelName } from '@/modules/notifications/notification';
import { publicOnlyLookup } from '@/platform/outbound/address-guard';
import { createOutboundHttp, type OutboundHttp } from '@/platform/outbound/outbound-http';
import { NotifySettings } from '@/platform/settings/notify.settings';

const MAX_ANSWER_BYTES = 64 * 1_024;

/** The channels that the settings switch on. */
@Injectable()
export class Channels {
  readonly all: readonly Channel[];

  constructor(
    private readonly settings: NotifySettings,
    clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(Channels.name);
    this.all = [...this.overHttp(clock), ...this.byMail()];
  }

  get names(): readonly ChannelName[] {
    return this.all.map(({ name }) => name);
  }

  private overHttp(clock: Clock): readonly Channel[] {
    const {
      NOTIFY_WEBHOOK_URL: webhook,
      NOTIFY_WEBHOOK_SECRET: secret,
      NOTIFY_TELEGRAM_BOT_TOKEN: token,
      NOTIFY_TELEGRAM_CHAT_ID: chat,
      NOTIFY_TELEGRAM_API_URL: apiUrl,
      NOTIFY_DISCORD_WEBHOOK_URL: discord,
    } = this.settings;
    const now = (): Date => clock.now();
    return [
      ...(webhook === '' ? [] : [new WebhookChannel(this.http('webhook'), webhook, secret, now)]),
      ...(token === ''
        ? []
        : [new TelegramChannel(this.http('telegram'), { apiUrl, token, chat })]),
      ...(discord === '' ? [] : [new DiscordChannel(this.http('discord'), discord)]),
    ];
  }

  private byMail(): readonly Channel[] {
    const { NOTIFY_SMTP_URL: url, NOTIFY_EMAIL_FROM: from, NOTIFY_EMAIL_TO: to } = this.settings;
    const timeoutMs = this.settings.NOTIFY_TIMEOUT_MS;
    return url === '' ? [] : [new EmailChannel({ url, from, to, timeoutMs })];
  }

  /** A client for each channel: connections that hang are nobody else's. */
  private http(name: ChannelName): OutboundHttp {
    return createOutboundHttp({
      name: `notify-${name}`,
      timeoutMs: this.settings.NOTIFY_TIMEOUT_MS,
      maxAnswerBytes: MAX_ANSWER_BYTES,
      log: this.logger,
      ...(this.settings.NOTIFY_ALLOW_PRIVATE_ADDRESSES === 'yes'
        ? {}
        : { lookup: publicOnlyLookup() }),
    });
  }
}

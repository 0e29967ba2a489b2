import { IsIn, IsInt, IsString, Matches, Max, Min } from 'class-validator';
import { EachIsMailAddress, IsNotifyUrl, IsSmtpUrl } from '@/platform/settings/notify-rules';

/** Whom to tell when something needs a person. The log is always told. */
export class NotifySettings {
  /** Webhook that gets every message as signed JSON; empty = none. */
  @IsNotifyUrl()
  NOTIFY_WEBHOOK_URL = '';

  /** Key of the webhook's HMAC-SHA256 signature, at least 16 characters. */
  @IsString()
  NOTIFY_WEBHOOK_SECRET = '';

  /** Token of the Telegram bot that writes; empty = no Telegram. */
  @Matches(/^$|^[A-Za-z0-9:_-]{10,200}$/, { message: 'must be the token that BotFather gave' })
  NOTIFY_TELEGRAM_BOT_TOKEN = '';

  /** Chat that the bot writes to: a number or @channel. */
  @Matches(/^$|^-?\d{1,20}$|^@\w{3,64}$/, { message: 'must be a chat number or @channel' })
  NOTIFY_TELEGRAM_CHAT_ID = '';

  /** Where the Telegram Bot API is. */
  @IsNotifyUrl()
  NOTIFY_TELEGRAM_API_URL = 'https://api.telegram.org';

  /** URL of a Discord channel's webhook; empty = no Discord. */
  @IsNotifyUrl()
  NOTIFY_DISCORD_WEBHOOK_URL = '';

  /** Mail server, smtps://user:password@host:465 or smtp://…:587 (STARTTLS is insisted on); empty = no e-mail. */
  @IsSmtpUrl()
  NOTIFY_SMTP_URL = '';

  /** Sender of the e-mails. */
  @Matches(/^$|^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,255}$/, { message: 'must be an e-mail address' })
  NOTIFY_EMAIL_FROM = '';

  /** Receivers of the e-mails. */
  @EachIsMailAddress()
  NOTIFY_EMAIL_TO: readonly string[] = [];

  /** `yes` lets webhooks be on private addresses (10.…, 192.168.…): anything else keeps them to public ones. */
  @IsIn(['yes', 'no'])
  NOTIFY_ALLOW_PRIVATE_ADDRESSES: 'yes' | 'no' = 'no';

  /** Time limit of one attempt on one channel, in milliseconds. */
  @IsInt()
  @Min(200)
  @Max(30_000)
  NOTIFY_TIMEOUT_MS = 5_000;

  /** Pause after the first failed attempt, in milliseconds; it doubles up to ten minutes. */
  @IsInt()
  @Min(50)
  @Max(600_000)
  NOTIFY_RETRY_MS = 5_000;

  /** How long a message is tried before it is given up, in minutes. */
  @IsInt()
  @Min(1)
  @Max(10_080)
  NOTIFY_MAX_AGE_MINUTES = 720;

  /** Most single messages a minute on one channel; what is more comes as one summary. */
  @IsInt()
  @Min(1)
  @Max(1_000)
  NOTIFY_FLOOD_PER_MINUTE = 10;

  /** Where the runbook can be read, for the links in messages; empty = by its path in the repository. */
  @IsNotifyUrl()
  NOTIFY_RUNBOOK_URL = '';
}

import type { Transporter } from 'nodemailer';
import type { Channel, SendOutcome } from '@/modules/notifications/channels/channel';
import type { Message } from '@/modules/notifications/message';
import { isLoopbackHost } from '@/platform/outbound/address-guard';
import { settledWithin } from '@/platform/worker/settled-within';

/** How the e-mail channel is set up. */
export interface EmailSetup {
  /** smtps://… or smtp://…; without TLS only to this machine. */
  readonly url: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly timeoutMs: number;
}

/** Sends each message as a plain e-mail. The mail library is loaded with the first one: most starts never need it. */
export class EmailChannel implements Channel {
  readonly name = 'email';

  constructor(private readonly setup: EmailSetup) {}

  async send({ id, title, text, at }: Message): Promise<SendOutcome> {
    const transport = await this.open();
    const { from, to, timeoutMs } = this.setup;
    const ends: SendOutcome[] = [];
    const work = transport
      .sendMail({
        from,
        to: [...to],
        subject: title.replace(/\s+/g, ' '),
        text,
        date: at,
        messageId: `<${id}@strateger.local>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      .then(
        () => ends.push({ kind: 'delivered' }),
        (error: unknown) => ends.push(outcomeOfSmtp(error)),
      );
    // The library limits each step, not the whole: a server that dribbles would hold the channel for long.
    await settledWithin(work, timeoutMs);
    transport.close();
    const [end] = ends;
    return end ?? { kind: 'retry', reason: `no end within ${String(timeoutMs)} ms`, afterMs: null };
  }

  close(): void {
    // Connections live for one message each.
  }

  private async open(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    const { url, timeoutMs } = this.setup;
    const { hostname, port, protocol, username, password } = new URL(url);
    const secure = protocol === 'smtps:';
    return createTransport({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (secure ? 465 : 587) : Number.parseInt(port, 10),
      secure,
      requireTLS: !secure && !isLoopbackHost(hostname),
      ...(username === ''
        ? {}
        : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }
}

/** A 5xx of the server is final but for the login, which somebody may be mending; everything else may pass. */
function outcomeOfSmtp(error: unknown): SendOutcome {
  const { responseCode, code } = (error ?? {}) as { responseCode?: unknown; code?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : null;
  const name = typeof code === 'string' ? code : 'failed';
  const reason =
    status === null ? `mail server: ${name}` : `mail server: ${name} ${String(status)}`;
  return status !== null && status >= 500 && name !== 'EAUTH'
    ? { kind: 'refused', reason }
    : { kind: 'retry', reason, afterMs: null };
}

import { createHmac } from 'node:crypto';
import type { Channel } from '@/modules/notifications/channels/channel';
import { DiscordChannel } from '@/modules/notifications/channels/discord.channel';
import { EmailChannel } from '@/modules/notifications/channels/email.channel';
import { TelegramChannel } from '@/modules/notifications/channels/telegram.channel';
import { WebhookChannel } from '@/modules/notifications/channels/webhook.channel';
import type { Message } from '@/modules/notifications/message';
import { publicOnlyLookup } from '@/platform/outbound/address-guard';
import { createOutboundHttp } from '@/platform/outbound/outbound-http';
import {
  FakeMailServer,
  FakeReceiver,
  type ReceiverMode,
} from '@test/support/fakes/fake-receivers';

const TIMEOUT_MS = 400;
const SECRET = 'sixteen-characters-at-least';
const TOKEN = '123456:canary-token';
const at = new Date('2026-01-15T12:00:00.000Z');

const message: Message = {
  id: '01KEZ6Y3J8V5P4Q2R7S9T0W1XA-opened',
  phase: 'opened',
  severity: 'critical',
  title: '[CRITICAL] BTC-USDT long has no stop loss @everyone',
  text: `What: é 😀\n${'x'.repeat(6_000)}`,
  at,
  notificationIds: ['01KEZ6Y3J8V5P4Q2R7S9T0W1XA'],
};

const http = new FakeReceiver();
const mail = new FakeMailServer();
const channels: Channel[] = [];
let webhook: Channel;
let telegram: Channel;
let discord: Channel;
let email: Channel;

beforeAll(async () => {
  const base = await http.start();
  const client = () =>
    createOutboundHttp({
      name: 'test',
      timeoutMs: TIMEOUT_MS,
      maxAnswerBytes: 65_536,
      lookup: publicOnlyLookup(),
    });
  webhook = new WebhookChannel(client(), `${base}/hook?x=1`, SECRET, () => at);
  telegram = new TelegramChannel(client(), { apiUrl: base, token: TOKEN, chat: '-100' });
  discord = new DiscordChannel(client(), `${base}/api/webhooks/1/canary`);
  email = new EmailChannel({
    url: await mail.start(),
    from: 'strateger@example.org',
    to: ['me@example.org'],
    timeoutMs: TIMEOUT_MS,
  });
  channels.push(webhook, telegram, discord, email);
});
afterAll(async () => {
  for (const channel of channels) channel.close();
  await Promise.all([http.stop(), mail.stop()]);
});
beforeEach(() => {
  http.mode = mail.mode = 'ok';
  http.received.length = 0;
  mail.mails.length = 0;
});

describe('channels of notifications', () => {
  it('signs the webhook over time and body', async () => {
    expect(await webhook.send(message)).toEqual({ kind: 'delivered' });
    const [{ headers, body, path }] = http.received as [(typeof http.received)[number]];
    expect(path).toBe('/hook?x=1');
    expect(headers['strateger-delivery']).toBe(message.id);
    const mac = createHmac('sha256', SECRET).update(`1768478400.${body}`).digest('hex');
    expect(headers['strateger-signature']).toBe(`t=1768478400,v1=${mac}`);
    expect(JSON.parse(body)).toEqual({ ...message, at: at.toISOString() });
  });

  it('keeps Telegram and Discord within their lengths, and pings nobody', async () => {
    expect(await telegram.send(message)).toEqual({ kind: 'delivered' });
    expect(await discord.send(message)).toEqual({ kind: 'delivered' });
    const [toTelegram, toDiscord] = http.received.map(({ body }) => JSON.parse(body));
    expect(http.received[0]?.path).toBe(`/bot${TOKEN}/sendMessage`);
    expect(toTelegram).toMatchObject({ chat_id: '-100' });
    expect(toTelegram.text.length).toBeLessThanOrEqual(4_096);
    expect(toDiscord.content.length).toBeLessThanOrEqual(2_000);
    expect(toDiscord.allowed_mentions).toEqual({ parse: [] });
  });

  it('sends an e-mail whose subject cannot add headers', async () => {
    const odd = { ...message, title: 'a\r\nBcc: other@example.org' };
    expect(await email.send(odd)).toEqual({ kind: 'delivered' });
    expect(mail.mails[0]).toContain('Subject: a Bcc: other@example.org');
    expect(mail.mails[0]).not.toMatch(/^Bcc:/m);
    expect(mail.mails[0]).toContain('Auto-Submitted: auto-generated');
  });

  it.each<
    [ReceiverMode, 'retry' | 'refused', readonly ('webhook' | 'telegram' | 'discord' | 'email')[]]
  >([
    ['hang', 'retry', ['webhook', 'telegram', 'discord', 'email']],
    ['dribble', 'retry', ['webhook', 'telegram', 'discord', 'email']],
    ['error', 'retry', ['webhook', 'telegram', 'discord', 'email']],
    ['too-many', 'retry', ['webhook', 'telegram', 'discord', 'email']],
    ['garbage', 'retry', ['telegram', 'email']],
    ['refuse', 'refused', ['webhook', 'telegram', 'discord', 'email']],
    ['redirect', 'refused', ['webhook', 'telegram', 'discord']],
  ])('%s: %s, in time, and no secret in the reason', async (mode, kind, names) => {
    http.mode = mail.mode = mode;
    for (const channel of channels.filter(({ name }) => names.includes(name))) {
      const startedAt = performance.now();
      const outcome = await channel.send(message);
      expect([channel.name, outcome.kind]).toEqual([channel.name, kind]);
      expect(performance.now() - startedAt).toBeLessThan(TIMEOUT_MS + 1_500);
      expect(JSON.stringify(outcome)).not.toMatch(/canary|sixteen/);
    }
    expect(http.received.every(({ path }) => path !== '/elsewhere')).toBe(true);
  });

  it('waits as long as it is asked to', async () => {
    http.mode = 'too-many';
    expect(await webhook.send(message)).toMatchObject({ kind: 'retry', afterMs: 8_000 });
  });

  it('connects to no name that points at a private address', async () => {
    const { port } = new URL(httpBase());
    const resolved: string[] = [];
    const lookup = publicOnlyLookup(((name: string, _options: unknown, done: any) => {
      resolved.push(name);
      done(null, [{ address: '127.0.0.1', family: 4 }]);
    }) as never);
    const client = createOutboundHttp({ name: 'test', timeoutMs: TIMEOUT_MS, lookup });
    const evil = new WebhookChannel(client, `http://rebind.example:${port}/`, SECRET, () => at);
    expect(await evil.send(message)).toMatchObject({
      kind: 'retry',
      reason: expect.stringContaining('EPRIVATE') as unknown,
    });
    expect(resolved).toEqual(['rebind.example']);
    expect(http.received).toHaveLength(0);
    evil.close();
  });
});

/** Where the HTTP receiver listens. */
function httpBase(): string {
  return (webhook as unknown as { url: string }).url;
}

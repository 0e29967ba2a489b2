import { rule } from '@/platform/http/validation/rule';
import { isPrivateAddress, plainHostOf, isLoopbackHost } from '@/platform/outbound/address-guard';

/** Whether a text is an address to send notifications to: https anywhere, http on this machine only. */
function isNotifyUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.username !== '' || url.password !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
}

/** Empty, or https://…; http://… on this machine only. */
export function IsNotifyUrl(): PropertyDecorator {
  return rule({
    name: 'isNotifyUrl',
    message: 'must be https://… without user name (http:// on this machine only)',
    holds: (value) => value === '' || (typeof value === 'string' && isNotifyUrl(value)),
  });
}

/** Empty, or smtp(s)://user:password@host:port. */
export function IsSmtpUrl(): PropertyDecorator {
  return rule({
    name: 'isSmtpUrl',
    message: 'must be smtps://user:password@host:port, or smtp:// for STARTTLS',
    holds: (value) => value === '' || (typeof value === 'string' && isSmtpUrl(value)),
  });
}

function isSmtpUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== '' && url.search === '';
}

/** Every entry looks like an e-mail address. */
export function EachIsMailAddress(): PropertyDecorator {
  const isAddress = (entry: unknown): boolean =>
    typeof entry === 'string' && /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,255}$/.test(entry);
  return rule({
    name: 'eachIsMailAddress',
    message: 'must hold plain e-mail addresses such as me@example.org',
    holds: (value) => Array.isArray(value) && value.every(isAddress),
  });
}

/** A URL whose host is written as a private address of another machine. Names are looked at when they are resolved. */
export function namesPrivateAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname } = new URL(text);
  return !isLoopbackHost(hostname) && isPrivateAddress(plainHostOf(hostname));
}

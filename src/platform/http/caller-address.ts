import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { normalAddress } from '@/platform/http/address';
import { IpPolicy } from '@/platform/http/ip-policy';

/** More hops than any real chain of proxies has. */
const MAX_HOPS = 30;

/**
 * The caller's address. It is the socket's, unless the socket belongs to a trusted proxy: then the right-most
 * entry of X-Forwarded-For that is no trusted proxy itself. Entries further left were written by the caller and
 * are never believed. Null when a trusted proxy passes on something that is no address: nobody is let in by that.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | readonly string[] | undefined,
  isTrustedProxy: (address: string) => boolean,
): string | null {
  const socket = socketAddress === undefined ? null : normalAddress(socketAddress);
  if (socket === null || !isTrustedProxy(socket)) return socket;
  const header = typeof forwardedFor === 'string' ? forwardedFor : (forwardedFor ?? []).join(',');
  if (header.trim() === '') return socket;
  const hops = header.split(',');
  if (hops.length > MAX_HOPS) return null;
  let nearest: string | null = socket;
  for (const hop of hops.reverse()) {
    nearest = readHop(hop);
    if (nearest === null || !isTrustedProxy(nearest)) return nearest;
  }
  return nearest;
}

/** One entry: an address, also as `1.2.3.4:5678`, `[2001:db8::1]` or `[2001:db8::1]:5678`. */
function readHop(hop: string): string | null {
  const text = hop.trim();
  if (text.length > 60) return null;
  if (isIP(text) !== 0) return normalAddress(text);
  const match = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text) ?? /^([\d.]+):\d{1,5}$/.exec(text);
  return match?.[1] === undefined ? null : normalAddress(match[1]);
}

/** Tells the caller's address of a request, Express or bare Node alike. */
@Injectable()
export class CallerAddress {
  constructor(private readonly policy: IpPolicy) {}

  of(request: IncomingMessage): string | null {
    return clientAddress(
      request.socket.remoteAddress,
      request.headers['x-forwarded-for'],
      (address) => this.policy.isTrustedProxy(address),
    );
  }
}

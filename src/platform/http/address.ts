import { isIPv4, SocketAddress } from 'node:net';

/** A range of addresses; one address is a range of full length. */
export interface AddressRange {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

const IPV6_LETTERS = /^[\da-f.]*:[\da-f:.]+$/i;
const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/;

/**
 * One spelling per address: IPv4 inside IPv6 (`::ffff:10.0.0.1`, `::ffff:a00:1`) becomes IPv4, an interface zone
 * (`%eth0`) is dropped, IPv6 is compressed and lower case. Null when the text is no address.
 */
export function normalAddress(text: string): string | null {
  if (isIPv4(text)) return text;
  const canonical = canonicalIpv6(text.replace(/%.*$/, ''));
  return canonical === null ? null : (MAPPED.exec(canonical)?.[1] ?? canonical);
}

/** Null when it is none. Node's own isIPv6 would make every start compile a very long expression. */
function canonicalIpv6(text: string): string | null {
  if (!IPV6_LETTERS.test(text)) return null;
  try {
    return new SocketAddress({ address: text, family: 'ipv6' }).address;
  } catch {
    return null;
  }
}

/** Reads `10.0.0.0/8`, `2001:db8::/32` or one address; null when it is neither. */
export function readAddressRange(text: string): AddressRange | null {
  const [base = '', prefixText, ...rest] = text.trim().split('/');
  if (rest.length > 0 || base.includes('%')) return null;
  if (prefixText !== undefined && !/^\d{1,3}$/.test(prefixText)) return null;
  const address = normalAddress(base);
  if (address === null) return null;
  const written = isIPv4(base) ? 32 : 128;
  const bits = isIPv4(address) ? 32 : 128;
  const asked = prefixText === undefined ? written : Number(prefixText);
  if (asked > written) return null;
  const prefix = asked - (written - bits);
  return prefix < 0 ? null : { address, prefix, family: bits === 32 ? 'ipv4' : 'ipv6' };
}

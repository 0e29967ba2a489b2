import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { BlockList, isIP, isIPv4, type LookupFunction } from 'node:net';

/** Addresses that are no public host: this machine, private and carrier networks, link-local (metadata), multicast. */
const NOT_PUBLIC = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  NOT_PUBLIC.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  NOT_PUBLIC.addSubnet(network, bits, 'ipv6');
}

/** Whether an address is private, local or otherwise not a public host; IPv4 inside IPv6 counts as IPv4. A name is not an address. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && NOT_PUBLIC.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

/** A URL's host without the brackets of IPv6. */
export const plainHostOf = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

/** Whether a URL's host is this machine by its spelling: nobody's DNS decides it. */
export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    (isIPv4(hostname) && hostname.startsWith('127.'))
  );
}

type Resolver = typeof systemLookup;

/**
 * Resolves a name once, and the connection goes to what was resolved: a name that points at a private address is
 * refused here (`EPRIVATE`), after the last moment at which it could have changed.
 */
export function publicOnlyLookup(resolve: Resolver = systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) {
        callback(error, '', 4);
        return;
      }
      const addresses: readonly LookupAddress[] = found;
      const allowed = isLoopbackHost(hostname)
        ? addresses
        : addresses.filter(({ address }) => !isPrivateAddress(address));
      const [first] = allowed;
      if (first === undefined) {
        callback(
          Object.assign(new Error('the name points at a private address'), { code: 'EPRIVATE' }),
          '',
          4,
        );
      } else if (options.all === true) callback(null, [...allowed]);
      else callback(null, first.address, first.family);
    });
  };
}

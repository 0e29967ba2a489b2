import { BlockList, isIPv4 } from 'node:net';
import { Injectable } from '@nestjs/common';
import { readAddressRange } from '@/platform/http/address';
import { HttpSettings } from '@/platform/settings/http.settings';

/** Groups of paths by who may use them: the API and all that is unknown, the webhook, the health probes. */
export const ZONES = ['internal', 'tradingview', 'probe'] as const;
export type Zone = (typeof ZONES)[number];

/** Which address may use which zone. Pure; BLOCKED_IPS wins over every list, and an unknown address has no access. */
@Injectable()
export class IpPolicy {
  private readonly allowed: Readonly<Record<Zone, BlockList>>;
  private readonly blocked: BlockList;
  private readonly proxies: BlockList;
  private readonly hasProxies: boolean;

  constructor(settings: HttpSettings) {
    this.allowed = {
      internal: listOf(settings.ALLOWED_IPS),
      tradingview: listOf(settings.WEBHOOK_ALLOWED_IPS),
      probe: listOf(settings.PROBE_ALLOWED_IPS),
    };
    this.blocked = listOf(settings.BLOCKED_IPS);
    this.proxies = listOf(settings.TRUSTED_PROXIES);
    this.hasProxies = settings.TRUSTED_PROXIES.length > 0;
  }

  /** `address` as CallerAddress gives it; null is somebody whose address cannot be told. */
  decide(address: string | null, zone: Zone): boolean {
    if (address === null || has(this.blocked, address)) return false;
    return has(this.allowed[zone], address);
  }

  isTrustedProxy(address: string): boolean {
    return this.hasProxies && has(this.proxies, address);
  }
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of ranges) {
    const range = readAddressRange(text);
    if (range === null) throw new RangeError('not an address range');
    list.addSubnet(range.address, range.prefix, range.family);
  }
  return list;
}

const has = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');

import type { BingxHosts } from '@/modules/exchanges/adapters/bingx/bingx.hosts';
import type { OutboundLog } from '@/platform/outbound/outbound-http';
import { bingxParts, type BingxParts } from '@test/support/builders/bingx-parts';
import { startBingxStub, type BingxStub } from './bingx-stub';

export const STUB_KEY = { key: 'very-public-key-0001', secret: 'very-secret-value-0001' };

/** An adapter whose exchange answers as told. */
export interface OnStub<V> {
  readonly stub: BingxStub;
  readonly venue: V;
  readonly hosts: BingxHosts;
  close(): Promise<void>;
}

export async function startOnStub<V>(
  Venue: new (parts: BingxParts) => V,
  options: { readonly timeoutMs: number; readonly logger?: OutboundLog },
): Promise<OnStub<V>> {
  const stub = await startBingxStub();
  const parts = bingxParts({ url: stub.url, ...STUB_KEY }, options);
  const close = async (): Promise<void> => {
    parts.hosts.close();
    await stub.close();
  };
  return { stub, venue: new Venue(parts), hosts: parts.hosts, close };
}

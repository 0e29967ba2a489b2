import { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import type { VenueId } from '@/kernel/venue-id';
import { BingxClient, type BingxEndpoint, type BingxHost } from './bingx.client';
import type { BingxHosts } from './bingx.hosts';
import type { JsonValue } from './bingx.json';
import type { BingxCredentials, BingxKeyring } from './bingx.keyring';
import type { Priority } from './bingx.rate-budget';
import type { BingxResult } from './bingx.result';
import type { BingxParams } from './bingx.signing';

/** One account, ready to be spoken for: its credentials and the client of its own host. */
export class BingxSession {
  constructor(
    readonly client: BingxClient,
    readonly credentials: BingxCredentials,
    private readonly readRank: Priority = 'read',
  ) {}

  /** The same session, whose reads wait for their turn with this rank. */
  ranked(rank: Priority): BingxSession {
    return new BingxSession(this.client, this.credentials, rank);
  }

  /** The data of a signed read. Throws venue errors. */
  read(
    endpoint: BingxEndpoint,
    params: BingxParams,
    priority: Priority = this.readRank,
  ): Promise<JsonValue> {
    return this.client.read({ endpoint, params, credentials: this.credentials, priority });
  }

  /** Like {@link read} for callers to whom some errors are answers. */
  readResult(endpoint: BingxEndpoint, params: BingxParams): Promise<BingxResult> {
    const { credentials } = this;
    return this.client.readResult({ endpoint, params, credentials, priority: this.readRank });
  }

  /** Sends a signed write once. */
  write(endpoint: BingxEndpoint, params: BingxParams, priority: Priority): Promise<BingxResult> {
    return this.client.write({ endpoint, params, credentials: this.credentials, priority });
  }
}

/** Opens sessions of accounts for one product. */
export class BingxSessions {
  private readonly clients = new Map<string, BingxClient>();

  constructor(
    /** `bingx-account` is what spans the products. */
    private readonly venue: VenueId | 'bingx-account',
    private readonly hosts: BingxHosts,
    private readonly keyring: BingxKeyring,
  ) {}

  /** For market data, which needs no account. */
  get market(): BingxClient {
    return this.clientOf(this.hosts.market);
  }

  /**
   * Throws VenueRefusedError, before anything goes over the network: `account-unknown`, or `demo-lacks-product` for a
   * demo account of another product than USDT-M.
   */
  async open(account: string): Promise<BingxSession> {
    const key = await this.keyring.find(account);
    if (key === null) {
      const shown = JSON.stringify(account.slice(0, 60));
      throw this.refusal('account-unknown', `no keys for account ${shown}`);
    }
    const host = this.hosts.of(key.environment);
    if (host.kind === 'demo' && this.venue !== 'bingx-usdt-m') {
      throw this.refusal('demo-lacks-product', 'the demo host of BingX has USDT-M only');
    }
    host.accounts.know(key.credentials.apiKey, account, key.uid ?? null);
    return new BingxSession(this.clientOf(host), key.credentials);
  }

  private clientOf(host: BingxHost): BingxClient {
    const known = this.clients.get(host.baseUrl);
    if (known !== undefined) return known;
    const client = new BingxClient(this.venue, host);
    this.clients.set(host.baseUrl, client);
    return client;
  }

  private refusal(category: string, message: string): VenueRefusedError {
    return new VenueRefusedError(this.venue, category, null, message);
  }
}

import { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import { BingxClient, type BingxEndpoint, type BingxHost } from '../bingx.client';
import type { BingxHosts } from '../bingx.hosts';
import { isJsonObject } from '../bingx.json';
import type { BingxKey, BingxKeyring } from '../bingx.keyring';
import { notUnderstood, textOf } from '../bingx.wire';
import type { StreamLog, StreamTime } from './stream-time';

const PATH = '/openApi/user/auth/userDataStream';
const LIMIT = { requests: 2, perMs: 1_000 } as const;
const CREATE: BingxEndpoint = { method: 'POST', path: PATH, limit: LIMIT, shape: 'bare' };
const EXTEND: BingxEndpoint = { method: 'PUT', path: PATH, limit: LIMIT, shape: 'empty' };
const CLOSE: BingxEndpoint = { method: 'DELETE', path: PATH, limit: LIMIT, shape: 'empty' };

/** A key lives for an hour from its last extension. */
const EXTEND_EVERY_MS = 30 * 60_000;
const EXTEND_AGAIN_MS = 60_000;
const LIFE_MS = 60 * 60_000;

interface Held {
  readonly key: string;
  validUntilMs: number;
  stop: () => void;
}

interface Place {
  held: Held | null;
  asking: Promise<string> | null;
  users: number;
  readonly listeners: Set<() => void>;
}

/**
 * The keys that open private sockets: one per account and host, shared by the account's products, extended while
 * anybody uses it and closed afterwards. A key shows the account's events to whoever has it: it is never logged.
 */
export class ListenKeys {
  private readonly places = new Map<string, Place>();
  private readonly closing = new Set<Promise<unknown>>();

  constructor(
    private readonly hosts: BingxHosts,
    private readonly keyring: BingxKeyring,
    private readonly time: StreamTime,
    private readonly log?: StreamLog,
  ) {}

  /** Uses the account's key from now on; `onLost` is called when the key that was given is good no more. */
  use(account: string, onLost: () => void): () => void {
    const place = this.placeOf(account);
    place.users += 1;
    place.listeners.add(onLost);
    return () => {
      if (!place.listeners.delete(onLost)) return;
      place.users -= 1;
      if (place.users === 0) this.drop(account, place);
    };
  }

  /** The account's key, made when there is none. Throws venue errors. */
  get(account: string): Promise<string> {
    const place = this.placeOf(account);
    const { held } = place;
    if (held !== null && held.validUntilMs > this.time.monotonicMs())
      return Promise.resolve(held.key);
    place.asking ??= this.create(account, place).finally(() => {
      place.asking = null;
    });
    return place.asking;
  }

  /** BingX said that a key is over. A key that was replaced already is of no interest. */
  expired(account: string, key: string | null): void {
    const place = this.placeOf(account);
    if (place.held === null || (key !== null && place.held.key !== key)) return;
    this.forget(place);
    this.log?.info({ account }, 'a listen key is over; making another');
    for (const listener of place.listeners) listener();
  }

  /** Closes every key, for the shutdown. Never throws. */
  async close(): Promise<void> {
    for (const [account, place] of this.places) this.drop(account, place);
    await Promise.all(this.closing);
  }

  private async create(account: string, place: Place): Promise<string> {
    const { client, key } = await this.clientOf(account);
    const result = await client.write({
      endpoint: CREATE,
      params: {},
      credentials: key.credentials,
      priority: 'read',
    });
    if (result.kind !== 'success') throw client.readError(CREATE, result);
    const text = isJsonObject(result.data) ? textOf(result.data['listenKey']) : null;
    if (text === null || !/^[\w-]{8,256}$/.test(text)) throw notUnderstood('no listen key');
    const held: Held = {
      key: text,
      validUntilMs: this.time.monotonicMs() + LIFE_MS,
      stop: () => undefined,
    };
    place.held = held;
    this.extendLater(account, place, held, EXTEND_EVERY_MS);
    // Whoever wanted it may be gone by now.
    if (place.users === 0) this.drop(account, place);
    return text;
  }

  private extendLater(account: string, place: Place, held: Held, ms: number): void {
    held.stop = this.time.after(ms, () => {
      void this.extend(account, place, held);
    });
  }

  /** Never throws: a key that cannot be extended is used until BingX says otherwise. */
  private async extend(account: string, place: Place, held: Held): Promise<void> {
    const status = await this.change(EXTEND, account, held.key);
    if (place.held !== held) return;
    if (status === 'gone') this.expired(account, held.key);
    else {
      if (status === 'done') held.validUntilMs = this.time.monotonicMs() + LIFE_MS;
      this.extendLater(account, place, held, status === 'done' ? EXTEND_EVERY_MS : EXTEND_AGAIN_MS);
    }
  }

  private drop(account: string, place: Place): void {
    const { held } = place;
    if (held === null) return;
    this.forget(place);
    const closed = this.change(CLOSE, account, held.key).finally(() => {
      this.closing.delete(closed);
    });
    this.closing.add(closed);
  }

  private forget(place: Place): void {
    place.held?.stop();
    place.held = null;
  }

  private async change(
    endpoint: BingxEndpoint,
    account: string,
    listenKey: string,
  ): Promise<'done' | 'gone' | 'failed'> {
    try {
      const { client, key } = await this.clientOf(account);
      const result = await client.write({
        endpoint,
        params: { listenKey },
        credentials: key.credentials,
        priority: 'read',
      });
      if (result.kind === 'success') return 'done';
      return result.kind === 'error' && result.error.category === 'not-found' ? 'gone' : 'failed';
    } catch (err) {
      this.log?.warn({ account, err }, 'a listen key could not be changed');
      return 'failed';
    }
  }

  private async clientOf(account: string): Promise<{ client: BingxClient; key: BingxKey }> {
    const { host, key } = await hostOfAccount(this.hosts, this.keyring, account);
    return { client: new BingxClient('bingx', host), key };
  }

  private placeOf(account: string): Place {
    const known = this.places.get(account);
    if (known !== undefined) return known;
    const place: Place = { held: null, asking: null, users: 0, listeners: new Set() };
    this.places.set(account, place);
    return place;
  }
}

/** The host and the key of an account; throws when there is none. */
export async function hostOfAccount(
  hosts: BingxHosts,
  keyring: BingxKeyring,
  account: string,
): Promise<{ readonly host: BingxHost; readonly key: BingxKey }> {
  const key = await keyring.find(account);
  if (key === null) {
    const message = `no keys for account ${JSON.stringify(account.slice(0, 60))}`;
    throw new VenueRefusedError('bingx', 'account-unknown', null, message);
  }
  return { host: hosts.of(key.environment), key };
}

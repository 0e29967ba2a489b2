import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Watch } from '@/modules/exchanges/venue-streams.port';
import { OrdersService } from '@/modules/orders/orders.service';
import { HealthRegistry, type HealthReport } from '@/platform/health/health.registry';
import { HttpSettings } from '@/platform/settings/http.settings';
import type { Lease } from '@/platform/worker/lease';
import { BackgroundWorker } from '@/platform/worker/background-worker';
import { InstanceName } from '@/platform/identity/instance-name';
import { OrderEvents, type EventSource } from '@/modules/trading/settling/order-events';
import { Reconciliations } from '@/modules/trading/reconciliation/reconciliations';
import { StreamLeasesRepository } from '@/modules/trading/listening/stream-leases.repository';

/** How often the leases are looked after; one that is not renewed is free after LEASE_MS. */
const EVERY_MS = 1_000;
const LEASE_MS = 5_000;
/** An account is listened to for so long after it had nothing in play any more. */
const LINGER_MS = 15 * 60_000;

interface Listening {
  readonly source: EventSource;
  lease: Lease;
  /** By our monotonic clock, a little before the database lets go of the lease. */
  heldUntilMs: number;
  readonly watch: Watch;
}

/**
 * Keeps this instance listening to the accounts that have something in play, one instance per account and venue. Who
 * dies is replaced within seconds; meanwhile, and without any stream, the timed looks do the work.
 */
@Injectable()
export class AccountListening extends BackgroundWorker {
  private readonly listening = new Map<string, Listening>();
  private readonly seen = new Map<string, EventSource & { readonly lastInPlayMs: number }>();

  constructor(
    private readonly orders: OrdersService,
    private readonly venues: VenueRegistry,
    private readonly leases: StreamLeasesRepository,
    private readonly events: OrderEvents,
    private readonly reconciliations: Reconciliations,
    private readonly instance: InstanceName,
    private readonly health: HealthRegistry,
    http: HttpSettings,
    private readonly clock: Clock,
    logger: PinoLogger,
  ) {
    super(logger, http, {
      intervalMs: EVERY_MS,
      firstAfterMs: EVERY_MS,
      maxBackOffMs: 5_000,
      failure: 'the accounts to listen to could not be looked up',
      level: 'warn',
    });
  }

  override onApplicationBootstrap(): void {
    const hasStreams = this.venues.all().some(({ streams }) => streams !== undefined);
    if (!this.works || !hasStreams) return;
    this.events.onGap(({ account, venue }, from) => {
      // What was open before the first connection is compared by the start itself.
      if (from !== null) this.compareBooks({ account, venue });
    });
    this.health.register({ name: 'accounts', kind: 'stream', check: () => this.report() });
    super.onApplicationBootstrap();
  }

  override async beforeApplicationShutdown(): Promise<void> {
    await this.endsInTime(super.beforeApplicationShutdown().then(() => this.letGoOfAll()));
  }

  private async letGoOfAll(): Promise<void> {
    for (const [name, { watch, lease }] of [...this.listening]) {
      this.listening.delete(name);
      watch.end();
      await this.leases.release(lease).catch(() => undefined);
    }
    await this.events.idle();
  }

  protected override async run(): Promise<boolean> {
    this.letGoOfExpired();
    try {
      await this.keepAll();
    } catch (error) {
      this.letGoOfExpired();
      throw error;
    }
    return false;
  }

  private async keepAll(): Promise<void> {
    const inPlay = await this.inPlay();
    for (const [name, held] of [...this.listening]) {
      if (!inPlay.has(name)) await this.letGo(name, held);
    }
    for (const [name, { account, venue }] of inPlay) await this.keep(name, { account, venue });
  }

  private async inPlay(): Promise<ReadonlyMap<string, EventSource>> {
    const now = this.clock.monotonicMs();
    for (const source of await this.orders.accountsInPlay()) {
      if (this.venues.find(source.venue)?.streams === undefined) continue;
      this.seen.set(leaseName(source), { ...source, lastInPlayMs: now });
    }
    for (const [name, { lastInPlayMs }] of this.seen)
      if (now - lastInPlayMs > LINGER_MS) this.seen.delete(name);
    return this.seen;
  }

  private async keep(name: string, source: EventSource): Promise<void> {
    const held = this.listening.get(name);
    const askedMs = this.clock.monotonicMs();
    const lease =
      held === undefined
        ? await this.leases.take(name, this.instance.text, LEASE_MS)
        : await this.leases.renew(held.lease, LEASE_MS);
    if (lease === null) {
      if (held !== undefined) this.stop(name, held, 'another instance listens now');
      return;
    }
    const heldUntilMs = askedMs + LEASE_MS - EVERY_MS;
    if (held !== undefined) Object.assign(held, { lease, heldUntilMs });
    else this.listen(name, source, lease, heldUntilMs);
  }

  private listen(name: string, source: EventSource, lease: Lease, heldUntilMs: number): void {
    const stream = this.venues.get(source.venue).streams?.account;
    if (stream === undefined) return;
    const watch = stream.watch(source.account, (event) => {
      this.events.hear(source, event);
    });
    this.listening.set(name, { source, lease, heldUntilMs, watch });
    this.logger.info({ ...source }, 'listening to the account');
  }

  private async letGo(name: string, held: Listening): Promise<void> {
    this.stop(name, held, 'nothing is in play any more');
    await this.leases.release(held.lease);
  }

  /** Whoever could not renew a lease in time must not go on: somebody else may have it. */
  private letGoOfExpired(): void {
    const now = this.clock.monotonicMs();
    for (const [name, held] of [...this.listening])
      if (held.heldUntilMs < now) this.stop(name, held, 'the lease could not be renewed in time');
  }

  private stop(name: string, { source, watch }: Listening, reason: string): void {
    this.listening.delete(name);
    watch.end();
    this.logger.info({ ...source, reason }, 'no longer listening to the account');
  }

  private compareBooks(source: EventSource): void {
    this.reconciliations
      .reconcileAccount(source.account, 'gap')
      .catch((err: unknown) =>
        this.logger.warn({ ...source, err }, 'the books could not be compared after a gap'),
      );
  }

  private async report(): Promise<HealthReport> {
    const accounts = await Promise.all(
      [...this.seen].map(async ([name, { account, venue }]) => ({
        account,
        venue,
        holder: await this.leases.holderOf(name),
        isHere: this.listening.has(name),
        isUp: this.listening.get(name)?.watch.isUp ?? null,
      })),
    );
    const healthy = accounts.every(({ holder, isUp }) => holder !== null && isUp !== false);
    const { text: instance } = this.instance;
    return { name: 'accounts', kind: 'stream', healthy, detail: { instance, accounts } };
  }
}

const leaseName = ({ account, venue }: EventSource): string => `stream|${venue}|${account}`;

import { hash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Logger } from 'pino';
import { Clock } from '@/kernel/clock';
import { ROOT_LOGGER } from '@/platform/logging/root-logger';
import { SecuritySettings } from '@/platform/settings/security.settings';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { AlarmNotStoredError, WebhookRefusedError } from './alarms.errors';
import { WebhookSecretsRepository, type StoredSecret } from './webhook-secrets.repository';

/** A secret that was added or revoked takes effect within this time. */
const REFRESH_MS = 5_000;

const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer');

/**
 * Decides whether a delivery may come in by the secrets that it shows, in its path or its body. They are compared as
 * hashes, in constant time. Where no secret exists at all, which only paper mode allows, the sender's address is enough.
 */
@Injectable()
export class WebhookAuthentication implements OnModuleInit, OnApplicationShutdown {
  private readonly fromSettings: readonly StoredSecret[];
  private stored: readonly StoredSecret[] | null = null;
  private readonly used = new Map<string, Date>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly security: SecuritySettings,
    private readonly trading: TradingSettings,
    private readonly secrets: WebhookSecretsRepository,
    private readonly clock: Clock,
    @Inject(ROOT_LOGGER) private readonly logger: Logger,
  ) {
    const { WEBHOOK_SECRET } = security;
    this.fromSettings = WEBHOOK_SECRET === '' ? [] : [{ id: null, hash: sha256(WEBHOOK_SECRET) }];
  }

  async onModuleInit(): Promise<void> {
    await this.refresh();
    this.timer = setInterval(() => void this.refresh(), REFRESH_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer !== null) clearInterval(this.timer);
  }

  /**
   * Returns the secrets to remove from the body wherever they stand.
   * @throws WebhookRefusedError when a secret is needed and none of these is one; AlarmNotStoredError when it cannot
   * be told yet, because the stored secrets were never read.
   */
  demand(shown: readonly string[]): readonly string[] {
    const known = [...this.fromSettings, ...(this.stored ?? [])];
    const accepted = shown.filter((secret) => this.opens(sha256(secret), known));
    if (accepted.length === 0 && this.stored === null) throw new AlarmNotStoredError('database');
    const isOpen = known.length === 0 && this.trading.TRADING_MODE === 'paper';
    if (accepted.length === 0 && !isOpen) throw new WebhookRefusedError();
    return this.removable(accepted);
  }

  /** Plain secrets that must never be stored: the accepted ones and the configured one. */
  removable(accepted: readonly string[] = []): readonly string[] {
    return [...new Set([this.security.WEBHOOK_SECRET, ...accepted])].filter(
      (secret) => secret !== '',
    );
  }

  /** Reads the stored secrets again. When the database does not answer, those read before stay valid. */
  async refresh(): Promise<void> {
    try {
      this.stored = await this.secrets.active();
      for (const [id, at] of this.used) {
        this.used.delete(id);
        await this.secrets.markUsed(id, at);
      }
    } catch (err) {
      this.logger.warn({ err }, 'webhook secrets could not be read');
    }
  }

  /** Compares with every secret, so that the time taken does not tell which one was near. */
  private opens(hash: Buffer, known: readonly StoredSecret[]): boolean {
    let isOpened = false;
    for (const secret of known) {
      if (secret.hash.length !== hash.length || !timingSafeEqual(secret.hash, hash)) continue;
      isOpened = true;
      if (secret.id !== null) this.used.set(secret.id, this.clock.now());
    }
    return isOpened;
  }
}

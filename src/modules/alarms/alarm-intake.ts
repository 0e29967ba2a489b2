import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import type { AlarmId } from '@/kernel/ids';
import { IdSource } from '@/platform/identity/new-id';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { AlarmArrivals } from './alarm-arrivals';
import { AlarmInboxRepository } from './alarm-inbox.repository';
import { AlarmNotStoredError } from './alarms.errors';
import { newAlarm, type NewAlarm } from './new-alarm';
import { openBody, type OpenBody } from './reading/body-json';
import { readOpenBody } from './reading/read-alarm';
import { secretsAt } from './reading/secrets';
import { SharedInsert } from './shared-insert';
import { WebhookAuthentication } from './webhook-authentication';

/** Largest body, in bytes: TradingView's 40,960 characters of four bytes each. */
export const MAX_BODY_BYTES = 160 * 1024;

/** More deliveries than this wait for the database only when it is hopeless. */
const MAX_WAITING = 5_000;

/** One HTTP request that brings an alarm. */
export interface Delivery {
  readonly bytes: Buffer;
  readonly contentType: string | null;
  readonly sourceAddress: string;
}

/** What the sender is told. `duplicate` means that the alarm was there already; `id` is then the original's. */
export interface Receipt {
  readonly id: string;
  readonly status: 'received' | 'not-understood' | 'duplicate';
  readonly duplicateOf?: string;
}

/** Takes alarms in: authenticated first, then read, then stored once. Returns after the commit. */
@Injectable()
export class AlarmIntake {
  private readonly shared: SharedInsert;

  constructor(
    inbox: AlarmInboxRepository,
    private readonly authentication: WebhookAuthentication,
    private readonly arrivals: AlarmArrivals,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly trading: TradingSettings,
  ) {
    this.shared = new SharedInsert((alarms) => inbox.insertOnce(alarms));
  }

  /**
   * A delivery of the webhook, which shows a secret in its path or its body.
   * @throws WebhookRefusedError, AlarmNotStoredError
   */
  async takeWebhook(delivery: Delivery, pathToken: string | null): Promise<Receipt> {
    const body = openBody(delivery.bytes);
    const shown = [
      ...(pathToken === null ? [] : [pathToken]),
      ...secretsAt(body.text, body.secrets),
    ];
    return this.store(delivery, body, this.authentication.demand(shown));
  }

  /**
   * An alarm from an API caller, whom the token guard has let in.
   * @throws AlarmNotStoredError
   */
  async takeCall(delivery: Delivery): Promise<Receipt> {
    return this.store(delivery, openBody(delivery.bytes), this.authentication.removable());
  }

  private async store(
    delivery: Delivery,
    body: OpenBody,
    secrets: readonly string[],
  ): Promise<Receipt> {
    if (this.shared.length >= MAX_WAITING) throw new AlarmNotStoredError('busy');
    const alarm = this.alarmOf(delivery, body, secrets);
    const storing = this.shared.add(alarm);
    // The lane is taken while the alarm is being stored, once that is on its way: everything else waits for it.
    if (alarm.status === 'received')
      setImmediate(() => this.arrivals.announce(alarm.lane, { alarm, storing }));
    const stored = await storing;
    if (stored.duplicateOf !== null)
      return { id: stored.id, status: 'duplicate', duplicateOf: stored.duplicateOf };
    if (alarm.status === 'received') this.arrivals.announce(alarm.lane);
    return { id: stored.id, status: alarm.status };
  }

  private alarmOf(delivery: Delivery, body: OpenBody, secrets: readonly string[]): NewAlarm {
    const arrival = {
      ...delivery,
      id: this.ids.newId() as AlarmId,
      receivedAt: this.clock.now(),
      isUtf8: body.isUtf8,
    };
    return newAlarm(
      arrival,
      readOpenBody(body, { timeZone: this.trading.ALARM_TIME_ZONE }, secrets),
    );
  }
}

import { DomainError } from '@/kernel/errors';

/** There is no alarm with this id. */
export class AlarmNotFoundError extends DomainError {
  constructor(id: string) {
    super('not-found', 'alarm-not-found', `there is no alarm ${id.slice(0, 40)}`);
  }
}

/** The alarm could not be stored; the sender should send it again. Nothing else may answer 503 to a delivery. */
export class AlarmNotStoredError extends DomainError {
  constructor(why: 'busy' | 'slow' | 'database' | 'refused', cause?: unknown) {
    super('unavailable', 'alarm-not-stored', 'the alarm could not be stored; send it again', {
      cause,
      details: { why },
    });
  }
}

/** No secret of the webhook has this id. */
export class WebhookSecretNotFoundError extends DomainError {
  constructor(id: string) {
    super('not-found', 'webhook-secret-not-found', `there is no webhook secret ${id.slice(0, 40)}`);
  }
}

/** The delivery shows no valid secret. Says the same whatever was wrong. */
export class WebhookRefusedError extends DomainError {
  constructor() {
    super('forbidden', 'webhook-refused', 'this delivery is not accepted');
  }
}

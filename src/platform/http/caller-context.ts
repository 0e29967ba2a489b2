import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';

/** Who acts, and from where. */
export interface Actor {
  /** Name of the API token; `anonymous` or `anonymous-loopback` where none is asked for; the process for its own work. */
  readonly who: string;
  /** The caller's address; null for the service's own work. */
  readonly from: string | null;
}

interface Call {
  who: string;
  readonly from: string | null;
}

/** Who calls, for everything that runs on behalf of one request, without passing it from hand to hand. */
@Injectable()
export class CallerContext {
  private readonly calls = new AsyncLocalStorage<Call>();

  /** Runs work on behalf of a caller. */
  run<T>(actor: Actor, work: () => T): T {
    return this.calls.run({ ...actor }, work);
  }

  /** Puts a name to the caller, once its token is known. Outside a request nothing happens. */
  identify(who: string): void {
    const call = this.calls.getStore();
    if (call !== undefined) call.who = who;
  }

  /** Null outside a request: the service itself acts. */
  actor(): Actor | null {
    const call = this.calls.getStore();
    return call === undefined ? null : { who: call.who, from: call.from };
  }
}

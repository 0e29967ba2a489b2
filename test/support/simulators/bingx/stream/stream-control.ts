import type { SocketChoice, StreamState } from './hub';
import type { LoadPlan } from './market-load';
import type { StreamFaultScript } from './stream-faults';

/** The control API of the sockets as methods (`SimulatorControl.stream`). */
export class StreamControl {
  constructor(
    private readonly call: (method: string, path: string, body?: unknown) => Promise<unknown>,
  ) {}

  /** Sockets, counts, the rules that clients broke, scripts in force. */
  async state(): Promise<StreamState> {
    return (await this.call('GET', 'stream')) as StreamState;
  }

  /** Cuts sockets now (1006); with `refuseMs` none can come back for so long. */
  cut(
    choice: SocketChoice & { readonly refuseMs?: number; readonly status?: number } = {},
  ): Promise<unknown> {
    return this.call('POST', 'stream/cut', choice);
  }

  /** Refuses handshakes for a while with an HTTP status, 403 unless said otherwise; 0 hangs up. */
  refuse(ms: number, status = 403): Promise<unknown> {
    return this.call('POST', 'stream/refuse', { ms, status });
  }

  /** Open sockets stay open and say nothing (or only send no heartbeats) for a while. */
  silence(
    ms: number,
    what: 'everything' | 'heartbeats' = 'everything',
    choice: SocketChoice = {},
  ): Promise<unknown> {
    return this.call('POST', 'stream/silence', { ...choice, ms, what });
  }

  /** Sends a text to open sockets: compressed as the exchange does, or as it never would. */
  send(
    text: string,
    as: 'gzip' | 'binary' | 'text' = 'gzip',
    choice: SocketChoice = {},
  ): Promise<unknown> {
    return this.call('POST', 'stream/send', { ...choice, text, as });
  }

  addFaults(...faults: readonly StreamFaultScript[]): Promise<unknown> {
    return this.call('POST', 'stream/faults', { faults });
  }

  clearFaults(): Promise<unknown> {
    return this.call('DELETE', 'stream/faults');
  }

  /** Ends the listen keys of an account (of all) as if their hour were over. */
  expireKeys(account?: string): Promise<unknown> {
    return this.call('POST', 'stream/expire-keys', { account });
  }

  /** Starts a market under load and gives its symbols; they can be subscribed from then on. */
  async startLoad(plan: LoadPlan): Promise<readonly string[]> {
    const answer = (await this.call('POST', 'stream/load', plan)) as {
      readonly symbols: readonly string[];
    };
    return answer.symbols;
  }

  /** Ends the load and gives the number of its ticks. */
  async stopLoad(): Promise<number> {
    const answer = (await this.call('DELETE', 'stream/load')) as { readonly ticks: number };
    return answer.ticks;
  }
}

/** One request as a checker wants to see it. */
export interface LoggedRequest {
  readonly seq: number;
  /** Time of this machine, milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  /** Without key and signature. */
  readonly params: Record<string, string>;
  faults: string[];
  /** What the exchange decided, whether or not the answer arrived; null: it never looked at the request. */
  code: number | null;
  /** HTTP status sent; null: no answer was sent. */
  status: number | null;
}

const KEPT = 200_000;

/** The requests received since the start, oldest first; the oldest go when there are too many. */
export class RequestLog {
  private readonly requests: LoggedRequest[] = [];
  private lastSeq = 0;

  add(method: string, path: string, params: ReadonlyMap<string, string>): LoggedRequest {
    this.lastSeq += 1;
    const shown = Object.fromEntries([...params].filter(([name]) => name !== 'signature'));
    const entry: LoggedRequest = {
      seq: this.lastSeq,
      at: Date.now(),
      method,
      path,
      params: shown,
      faults: [],
      code: null,
      status: null,
    };
    this.requests.push(entry);
    if (this.requests.length > KEPT) this.requests.splice(0, KEPT / 10);
    return entry;
  }

  since(seq: number): readonly LoggedRequest[] {
    return this.requests.filter((request) => request.seq > seq);
  }
}

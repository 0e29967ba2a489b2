import { BookFile, type BookChange } from './book-file';
import { type BookKind, type BookRows, type SimOrder, isOpen } from './model';

/** A row that a transaction wrote or removed, with what was there before. */
export type Change = {
  [K in BookKind]: {
    readonly kind: K;
    readonly key: string;
    readonly before: BookRows[K] | null;
    readonly after: BookRows[K] | null;
  };
}[BookKind];

const FIRST_ID = 2104122758140616703n;

/** The book in memory, written behind to a {@link BookFile}. Rows are replaced, never changed. */
export class Store {
  private readonly rows = new Map<BookKind, Map<string, unknown>>();
  private changes: Change[] = [];
  private readonly openIds = new Set<string>();
  private readonly dueIds = new Set<string>();
  private readonly byClientId = new Map<string, string>();
  private depth = 0;
  private committed: (changes: readonly Change[]) => void = () => undefined;

  private constructor(private readonly file: BookFile) {}

  /** Opens a book; a null path keeps it in memory only. */
  static async open(path: string | null, fsync: boolean): Promise<Store> {
    const file = new BookFile(path, fsync);
    const store = new Store(file);
    for (const transaction of await file.open()) {
      for (const [kind, key, row] of transaction) store.set(kind as BookKind, key, row);
    }
    return store;
  }

  /** Calls `listener` with every transaction once it is durable, in order. */
  onCommitted(listener: (changes: readonly Change[]) => void): void {
    this.committed = listener;
  }

  get<K extends BookKind>(kind: K, key: string): BookRows[K] | undefined {
    return this.kind(kind).get(key) as BookRows[K] | undefined;
  }

  /** Rows in the order in which they were first written. */
  all<K extends BookKind>(kind: K): BookRows[K][] {
    return [...this.kind(kind).values()] as BookRows[K][];
  }

  /** Orders that can still change, in the order in which they were made. */
  openOrders(): SimOrder[] {
    return this.ordersOf(this.openIds);
  }

  /** Filled entries whose attached legs are not orders yet. */
  ordersWithDueLegs(): SimOrder[] {
    return this.ordersOf(this.dueIds);
  }

  orderByClientId(clientOrderId: string): SimOrder | undefined {
    const id = this.byClientId.get(clientOrderId);
    return id === undefined ? undefined : this.get('order', id);
  }

  put<K extends BookKind>(kind: K, key: string, row: BookRows[K]): BookRows[K] {
    this.change(kind, key, row);
    return row;
  }

  remove(kind: BookKind, key: string): void {
    this.change(kind, key, null);
  }

  /** Everything written by `work` becomes one transaction of the book. */
  transaction<T>(work: () => T): T {
    this.depth += 1;
    try {
      return work();
    } finally {
      this.depth -= 1;
      this.endOfChange();
    }
  }

  /** The next 19-digit id. Ids are adjacent, as those of attached legs are on the exchange. */
  nextId(): string {
    const last = this.get('counter', 'id')?.last;
    const next = ((last === undefined ? FIRST_ID : BigInt(last)) + 1n).toString();
    this.put('counter', 'id', { last: next });
    return next;
  }

  /** Resolves when all changes so far are durable. */
  flush(): Promise<void> {
    return this.file.flush();
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private change<K extends BookKind>(kind: K, key: string, after: BookRows[K] | null): void {
    const before = this.get(kind, key) ?? null;
    this.set(kind, key, after);
    this.changes.push({ kind, key, before, after } as Change);
    this.endOfChange();
  }

  private endOfChange(): void {
    if (this.depth > 0 || this.changes.length === 0) return;
    const { changes } = this;
    this.changes = [];
    this.file.append(changes.map(({ kind, key, after }): BookChange => [kind, key, after]));
    void this.file.flush().then(() => this.committed(changes));
  }

  private set(kind: BookKind, key: string, row: unknown): void {
    if (row === null) this.kind(kind).delete(key);
    else this.kind(kind).set(key, row);
    if (kind === 'order' && row !== null) this.index(row as SimOrder);
  }

  private index(order: SimOrder): void {
    if (order.clientOrderId !== '') this.byClientId.set(order.clientOrderId, order.id);
    if (isOpen(order)) this.openIds.add(order.id);
    else this.openIds.delete(order.id);
    if (order.legsDue) this.dueIds.add(order.id);
    else this.dueIds.delete(order.id);
  }

  private ordersOf(ids: ReadonlySet<string>): SimOrder[] {
    return [...ids].flatMap((id) => this.get('order', id) ?? []);
  }

  private kind(kind: BookKind): Map<string, unknown> {
    let rows = this.rows.get(kind);
    if (rows === undefined) this.rows.set(kind, (rows = new Map()));
    return rows;
  }
}

import { BookFile, type BookChange } from './book-file';
import { type BookKind, type BookRows, type SimOrder, isOpen } from './model';

/** A row that a transaction wrote or removed, with what was there before. */
export type Change = {
  [K in BookKind]: {
    /** The part of the book, see {@link Store.scope}. */
    readonly scope: string;
    readonly kind: K;
    readonly key: string;
    readonly before: BookRows[K] | null;
    readonly after: BookRows[K] | null;
  };
}[BookKind];

const FIRST_ID = 2104122758140616703n;

/** What all parts of a book share: the file, the running transaction and the counter of ids. */
class Book {
  readonly scopes = new Map<string, Store>();
  changes: Change[] = [];
  depth = 0;
  lastId = FIRST_ID;
  committed: (changes: readonly Change[]) => void = () => undefined;

  constructor(readonly file: BookFile) {}

  endOfChange(): void {
    if (this.depth > 0 || this.changes.length === 0) return;
    const { changes } = this;
    this.changes = [];
    this.file.append(
      changes.map(({ scope, kind, key, after }): BookChange => [nameOf(scope, kind), key, after]),
    );
    void this.file.flush().then(() => this.committed(changes));
  }
}

const nameOf = (scope: string, kind: string): string => (scope === '' ? kind : `${scope}/${kind}`);

/**
 * The book in memory, written behind to a {@link BookFile}. Rows are replaced, never changed. It has parts (scopes):
 * one for the whole exchange and one for each product of each account; all share transactions, file and ids.
 */
export class Store {
  private readonly rows = new Map<BookKind, Map<string, unknown>>();
  private readonly openIds = new Set<string>();
  private readonly dueIds = new Set<string>();
  private readonly byClientId = new Map<string, string>();

  private constructor(
    private readonly book: Book,
    private readonly name: string,
  ) {}

  /** Opens a book; a null path keeps it in memory only. */
  static async open(path: string | null, fsync: boolean): Promise<Store> {
    const book = new Book(new BookFile(path, fsync));
    const root = new Store(book, '');
    for (const transaction of await book.file.open()) {
      for (const [name, key, row] of transaction) {
        const cut = name.lastIndexOf('/');
        const store = cut < 0 ? root : root.scope(name.slice(0, cut));
        store.set(name.slice(cut + 1) as BookKind, key, row);
      }
    }
    const last = root.get('counter', 'id')?.last;
    if (last !== undefined) book.lastId = BigInt(last);
    return root;
  }

  /** A part of the book with rows of its own. */
  scope(name: string): Store {
    let store = this.book.scopes.get(name);
    if (store === undefined) this.book.scopes.set(name, (store = new Store(this.book, name)));
    return store;
  }

  /** Calls `listener` with every transaction once it is durable, in order. */
  onCommitted(listener: (changes: readonly Change[]) => void): void {
    this.book.committed = listener;
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

  /** Everything written by `work`, in whatever part of the book, becomes one transaction. */
  transaction<T>(work: () => T): T {
    this.book.depth += 1;
    try {
      return work();
    } finally {
      this.book.depth -= 1;
      this.book.endOfChange();
    }
  }

  /** The next 19-digit id. Ids are adjacent, as those of attached legs are on the exchange. */
  nextId(): string {
    this.book.lastId += 1n;
    const next = this.book.lastId.toString();
    this.book.changes.push({
      scope: '',
      kind: 'counter',
      key: 'id',
      before: null,
      after: { last: next },
    });
    this.book.endOfChange();
    return next;
  }

  /** Resolves when all changes so far are durable. */
  flush(): Promise<void> {
    return this.book.file.flush();
  }

  close(): Promise<void> {
    return this.book.file.close();
  }

  private change<K extends BookKind>(kind: K, key: string, after: BookRows[K] | null): void {
    const before = this.get(kind, key) ?? null;
    this.set(kind, key, after);
    this.book.changes.push({ scope: this.name, kind, key, before, after } as Change);
    this.book.endOfChange();
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

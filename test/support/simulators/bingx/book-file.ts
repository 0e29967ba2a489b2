import { mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

/** One change: kind, key and the new row, or null when the row is gone. */
export type BookChange = readonly [kind: string, key: string, row: unknown];

/**
 * An append-only file of JSON lines, one line a transaction. A line that a crash cut off is dropped when reading,
 * so a transaction is there entirely or not at all.
 */
export class BookFile {
  private handle: FileHandle | null = null;
  private queue: string[] = [];
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string | null,
    private readonly fsync: boolean,
  ) {}

  /** Opens the file (creating it) and gives every transaction it holds. */
  async open(): Promise<readonly (readonly BookChange[])[]> {
    if (this.path === null) return [];
    mkdirSync(dirname(this.path), { recursive: true });
    this.handle = await open(this.path, 'a');
    const text = readFileSync(this.path, 'utf8');
    const end = text.lastIndexOf('\n') + 1;
    if (end < text.length) truncateSync(this.path, Buffer.byteLength(text.slice(0, end)));
    return text
      .slice(0, end)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as readonly BookChange[]);
  }

  /** Adds a transaction; it is durable once {@link flush} resolves. */
  append(changes: readonly BookChange[]): void {
    if (this.path !== null) this.queue.push(`${JSON.stringify(changes)}\n`);
  }

  /** Resolves when everything appended so far is on disk. Waiting callers share one write and one fsync. */
  flush(): Promise<void> {
    if (this.queue.length > 0) this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  async close(): Promise<void> {
    await this.flush();
    await this.handle?.close();
    this.handle = null;
  }

  private async write(): Promise<void> {
    const lines = this.queue.splice(0);
    if (lines.length === 0 || this.handle === null) return;
    await this.handle.appendFile(lines.join(''));
    if (this.fsync) await this.handle.datasync();
  }
}

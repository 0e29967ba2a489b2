import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import type { Seal } from '@/modules/journal/journal-chain';
import { JournalChainRepository } from '@/modules/journal/journal-chain.repository';
import { JournalEntriesRepository } from '@/modules/journal/journal-entries.repository';
import type { JournalEntry, JournalSubject } from '@/modules/journal/journal-entry';
import type { JournalFilter } from '@/modules/journal/journal-filter';
import {
  JournalEntryNotFoundError,
  JournalUnavailableError,
} from '@/modules/journal/journal.errors';
import { redacted } from '@/modules/journal/redaction';
import { digestOf, SEALED_TABLES, type RowText } from '@/modules/journal/sealed-tables';
import { SealedRowsRepository } from '@/modules/journal/sealed-rows.repository';
import { CallerContext, type Actor } from '@/platform/http/caller-context';
import { isDatabaseUnavailable } from '@/platform/http/database-failure';
import { problemOf } from '@/platform/http/problem';
import { InstanceName } from '@/platform/identity/instance-name';
import { IdSource } from '@/platform/identity/new-id';

/** An entry as its writer gives it. Without an actor it is whoever calls, or the service itself. */
export type NewJournalEntry = Pick<JournalEntry, 'action' | 'subject' | 'phase' | 'data'> & {
  readonly actor?: Actor;
  readonly correlates?: string | null;
};

/** A command, before it is carried out. */
export interface Command {
  readonly action: string;
  readonly subject: JournalSubject;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What a finished command adds to its entry: the id that it made, facts worth keeping. */
export interface CommandResult {
  readonly subjectId?: string;
  readonly data?: Readonly<Record<string, unknown>>;
  /** `unknown` when it was carried out and nobody knows yet whether it worked. */
  readonly phase?: 'done' | 'unknown';
}

/** A link of the chain with the row that it seals. */
export interface SealedContent {
  readonly seal: Seal;
  /** The row's columns as text; null when it is gone. */
  readonly content: RowText | null;
  /** False: the row is gone or is not what was sealed. */
  readonly isIntact: boolean;
}

/** The one door to the journal: who did what, when, from where. */
@Injectable()
export class JournalService {
  constructor(
    private readonly entries: JournalEntriesRepository,
    private readonly chain: JournalChainRepository,
    private readonly rows: SealedRowsRepository,
    private readonly caller: CallerContext,
    private readonly instance: InstanceName,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(JournalService.name);
  }

  /** Writes an entry; it is committed when this resolves. Members that are named like secrets are replaced. */
  async record(entry: NewJournalEntry): Promise<{ readonly id: string }> {
    const id = this.ids.newId();
    await this.entries.append({
      id,
      at: this.clock.now(),
      action: entry.action,
      subject: entry.subject,
      actor: entry.actor ?? this.actor(),
      phase: entry.phase,
      correlates: entry.correlates ?? null,
      data: redacted(entry.data) as Readonly<Record<string, unknown>>,
    });
    return { id };
  }

  /**
   * Carries a command out between two entries: `requested` before it, `done`, `refused` or `unknown` after it. When the
   * first can not be written nothing is done: throws what says that the database is away, or JournalUnavailableError.
   * Without the second the journal says that nobody knows how it ended, which is the truth.
   */
  async command<T>(
    command: Command,
    run: () => Promise<T>,
    describe: (result: T) => CommandResult = () => ({}),
  ): Promise<T> {
    const { id: correlates } = await this.record({ ...command, phase: 'requested' }).catch(
      (error: unknown) => {
        throw isDatabaseUnavailable(error) ? error : new JournalUnavailableError(error);
      },
    );
    const answer = { ...command, correlates };
    try {
      const result = await run();
      const { subjectId = command.subject.id, data = {}, phase = 'done' } = describe(result);
      const subject = { ...command.subject, id: subjectId };
      await this.answer({ ...answer, subject, phase, data });
      return result;
    } catch (error) {
      const { status, code } = problemOf(error, correlates);
      const phase = status < 500 ? 'refused' : 'unknown';
      await this.answer({ ...answer, phase, data: { status, code } });
      throw error;
    }
  }

  /** Links of the chain, newest first, with their number in all. */
  async list(
    filter: JournalFilter,
    limit: number,
    before: string | null,
  ): Promise<{
    readonly rows: readonly Seal[];
    readonly total: number;
    readonly waiting: number;
  }> {
    // Counted first: with none waiting, the page holds everything up to now.
    const waiting = await this.rows.countUnsealed(SEALED_TABLES);
    const [rows, total] = await Promise.all([
      this.chain.list(filter, limit, before),
      this.chain.count(filter),
    ]);
    return { rows, total, waiting };
  }

  /** One link with the row that it seals. Throws JournalEntryNotFoundError. */
  async get(sequence: string): Promise<SealedContent> {
    const seal = /^\d{1,19}$/.test(sequence) ? await this.chain.find(sequence) : null;
    if (seal === null) throw new JournalEntryNotFoundError(sequence.slice(0, 40));
    const table = SEALED_TABLES.find(({ kind }) => kind === seal.kind);
    const [row] = table === undefined ? [] : await this.rows.at(table, [seal.sourcePosition]);
    const content = row?.content ?? null;
    return { seal, content, isIntact: content !== null && digestOf(content) === seal.digest };
  }

  private async answer(entry: NewJournalEntry): Promise<void> {
    try {
      await this.record(entry);
    } catch (err) {
      const { action, correlates } = entry;
      this.logger.error({ action, correlates, err }, 'the end of a command could not be journaled');
    }
  }

  private actor(): Actor {
    return this.caller.actor() ?? { who: `system/${this.instance.text}`, from: null };
  }
}

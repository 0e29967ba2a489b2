import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { DomainError } from '@/kernel/errors';
import type { VenueId } from '@/kernel/venue-id';
import type { BingxCall } from '@/modules/exchanges/adapters/bingx/bingx.client';
import type { JsonValue } from '@/modules/exchanges/adapters/bingx/bingx.json';
import { BingxKeyring } from '@/modules/exchanges/adapters/bingx/bingx.keyring';
import { writeOutcome } from '@/modules/exchanges/adapters/bingx/bingx.outcomes';
import { BingxUsdtMVenue } from '@/modules/exchanges/adapters/bingx/usdt-m/usdt-m.venue';
import { commandInput, type CommandInput } from '@/modules/exchanges/bingx-commands/command-input';
import type { CommandRow } from '@/modules/exchanges/bingx-commands/command-table';
import { BingxReadsService } from '@/modules/exchanges/bingx-reads.service';
import {
  decodeRow,
  objectAt,
  type DecodedRow,
} from '@/modules/exchanges/bingx-reads/decode-answer';
import { NothingSentInPaperModeError, OnlyOnDemoError } from '@/modules/exchanges/exchanges.errors';
import { VenueRefusedError } from '@/modules/exchanges/venue.errors';
import { InvalidRequestError } from '@/platform/http/http.errors';
import { TradingSettings } from '@/platform/settings/trading.settings';

/** What became of a command. A refusal is thrown. */
export interface CommandAnswer {
  /** `unknown`: BingX was asked once and nobody knows; `now` shows how it stands. */
  readonly outcome: 'done' | 'unknown';
  readonly message: string | null;
  readonly answer: DecodedRow | null;
  /** What was read afterwards; null when nothing is, or it could not be. */
  readonly now: DecodedRow | readonly DecodedRow[] | null;
  /** Why it could not be read. */
  readonly nowProblem: string | null;
  /** BingX's own text; null when none came. */
  readonly text: string | null;
  /** When it was sent, by BingX's clock. */
  readonly sentAt: Date;
}

/** Gives BingX commands that are no orders: each is sent once, and how it stands afterwards is read. */
@Injectable()
export class BingxCommandsService {
  constructor(
    private readonly reads: BingxReadsService,
    private readonly keyring: BingxKeyring,
    private readonly usdtM: BingxUsdtMVenue,
    private readonly settings: TradingSettings,
    private readonly clock: Clock,
  ) {}

  /** Throws InvalidRequestError, NothingSentInPaperModeError, OnlyOnDemoError, and VenueRefusedError when it was not done. */
  async run(row: CommandRow, body: unknown): Promise<CommandAnswer> {
    const input = commandInput(row, body);
    if (this.settings.TRADING_MODE !== 'live') throw new NothingSentInPaperModeError();
    if (row.isDemoOnly === true) await this.demandDemo(input.account);
    await this.check(row, input);
    const { client, credentials } = await this.reads.sessionsOf(row.product).open(input.account);
    await client.time.keepFresh();
    // BingX's own clock: its records are looked through from here on.
    const sentAt = client.time.now();
    const call: BingxCall = {
      endpoint: row.endpoint,
      params: input.wire,
      credentials,
      priority: 'protect',
    };
    const result = await client.write(call);
    if (row.changesPositionMode === true) this.usdtM.accounts.forgetPositionMode(input.account);
    if (result.kind === 'success') {
      const answer = answerIn(row, result.data);
      const now = await this.readBack(row, input, sentAt);
      return { outcome: 'done', message: null, answer, ...now, text: result.text, sentAt };
    }
    const outcome = writeOutcome(result);
    if (outcome.outcome === 'refused') {
      const { category, venueCode, message } = outcome;
      throw new VenueRefusedError(venueOf(row), category, venueCode, message);
    }
    return this.afterUnknown(row, input, sentAt, outcome.message);
  }

  /** Looks again for a command whose outcome was unknown. Reads only. */
  async look(row: CommandRow, body: unknown, sentAt: Date): Promise<CommandAnswer> {
    return this.afterUnknown(row, commandInput(row, body), sentAt, 'nobody knows yet');
  }

  private async afterUnknown(
    row: CommandRow,
    input: CommandInput,
    sentAt: Date,
    message: string,
  ): Promise<CommandAnswer> {
    const now = await this.readBack(row, input, sentAt);
    const rows = Array.isArray(now.now) ? (now.now as readonly DecodedRow[]) : [];
    const made = row.settle?.(input.given, rows) ?? null;
    const rest = { ...now, text: null, sentAt };
    if (made === null) return { outcome: 'unknown', message, answer: null, ...rest };
    const { transferId = null } = made;
    return { outcome: 'done', message: null, answer: { transferId }, ...rest };
  }

  /** What the venue itself would not check, or would check too late. */
  private async check(row: CommandRow, input: CommandInput): Promise<void> {
    const { guard, readBack } = row;
    if (guard === undefined) return;
    const isAboutState = row.settle === undefined && readBack !== null;
    const before = isAboutState
      ? await this.reads.run(readBack.row, {
          account: input.account,
          ...readBack.query(input.given, this.clock.now()),
        })
      : null;
    const problem = guard(input.given, before?.kind === 'one' ? before.body : {});
    if (problem === null) return;
    throw new InvalidRequestError([{ pointer: `/${problem.field}`, message: problem.rule }]);
  }

  private async readBack(
    row: CommandRow,
    input: CommandInput,
    sentAt: Date,
  ): Promise<Pick<CommandAnswer, 'now' | 'nowProblem'>> {
    if (row.readBack === null) return { now: null, nowProblem: null };
    try {
      const query = { account: input.account, ...row.readBack.query(input.given, sentAt) };
      const answer = await this.reads.run(row.readBack.row, query);
      if (answer.kind === 'raw') return { now: null, nowProblem: null };
      return { now: answer.kind === 'one' ? answer.body : answer.body.items, nowProblem: null };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return { now: null, nowProblem: error.message };
    }
  }

  private async demandDemo(account: string): Promise<void> {
    const key = await this.keyring.find(account);
    if (key !== null && key.environment !== 'demo') throw new OnlyOnDemoError(account);
  }
}

const venueOf = (row: CommandRow): VenueId | 'bingx-account' => `bingx-${row.product}`;

/** It was done, whatever else the answer says: one that can not be read must not look like a failure. */
function answerIn({ answer }: CommandRow, data: JsonValue): DecodedRow | null {
  if (answer === null) return null;
  try {
    const found = objectAt(data, answer.at);
    return found === null ? null : decodeRow(answer.shape, found);
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

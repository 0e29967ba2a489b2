import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '@/kernel/clock';
import { DomainError } from '@/kernel/errors';
import { TransferKeyReusedError } from '@/modules/bingx/bingx.errors';
import { TransferRequestsRepository } from '@/modules/bingx/transfer-requests.repository';
import { commandInput } from '@/modules/exchanges/bingx-commands/command-input';
import type { CommandRow } from '@/modules/exchanges/bingx-commands/command-table';
import {
  BingxCommandsService,
  type CommandAnswer,
} from '@/modules/exchanges/bingx-commands.service';
import type { DecodedRow } from '@/modules/exchanges/bingx-reads/decode-answer';

/** Moves money at most once for an idempotency key, although BingX has none. */
@Injectable()
export class TransfersService {
  constructor(
    private readonly commands: BingxCommandsService,
    private readonly requests: TransferRequestsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Without a key it is sent as asked. With one the key is written down before anything is sent: a repeat gives what the
   * first one made, or looks for it while that is unknown, and never sends. Throws TransferKeyReusedError.
   */
  async transfer(row: CommandRow, body: unknown, key: string | null): Promise<CommandAnswer> {
    if (key === null) return this.commands.run(row, body);
    const { account, wire } = commandInput(row, body);
    const keyDigest = sha256([account, key]);
    const requestDigest = sha256([row.operationId, account, JSON.stringify(wire)]);
    const sentAt = this.clock.now();
    const request = { keyDigest, requestDigest, state: 'sent' as const, sentAt, answer: null };
    if (!(await this.requests.insert(request))) return this.repeat(row, body, request);
    try {
      return await this.kept(keyDigest, await this.commands.run(row, body));
    } catch (error) {
      // A refusal is thrown before the money moved; anything else is not known to be one.
      if (error instanceof DomainError) await this.requests.forget(keyDigest);
      throw error;
    }
  }

  private async repeat(
    row: CommandRow,
    body: unknown,
    { keyDigest, requestDigest }: { readonly keyDigest: string; readonly requestDigest: string },
  ): Promise<CommandAnswer> {
    const first = await this.requests.find(keyDigest);
    if (first === null || first.requestDigest !== requestDigest) throw new TransferKeyReusedError();
    if (first.state === 'sent')
      return this.kept(keyDigest, await this.commands.look(row, body, first.sentAt));
    return {
      outcome: 'done',
      message: 'the same Idempotency-Key was used before: nothing was sent again',
      answer: first.answer as DecodedRow | null,
      now: null,
      nowProblem: null,
      text: null,
      sentAt: first.sentAt,
    };
  }

  private async kept(keyDigest: string, answer: CommandAnswer): Promise<CommandAnswer> {
    const { sentAt } = answer;
    await this.requests.update(
      keyDigest,
      answer.outcome === 'done' ? { state: 'done', answer: answer.answer, sentAt } : { sentAt },
    );
    return answer;
  }
}

const sha256 = (parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex');

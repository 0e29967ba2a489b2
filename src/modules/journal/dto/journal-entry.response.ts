import { ApiProperty } from '@nestjs/swagger';
import type { Seal } from '@/modules/journal/journal-chain';
import type { SealedContent } from '@/modules/journal/journal.service';

/** One link of the journal: who did what, when, from where. */
export class JournalEntryResponse {
  /** Its number in the chain: 1, 2, 3, … without a gap. */
  @ApiProperty({ example: '4711' })
  sequence!: string;

  /** When it happened, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:00.000Z' })
  at!: string;

  /** When it was sealed, UTC. */
  @ApiProperty({ example: '2026-01-15T12:00:01.000Z' })
  sealedAt!: string;

  /** `command`, `trading-state`, `decision`, `order-event` or `fill`. */
  @ApiProperty({ example: 'command' })
  kind!: string;

  /** What happened. A command has its operation and how far it got. */
  @ApiProperty({ example: 'switchStrategyOff.done' })
  action!: string;

  /** What it happened to. */
  @ApiProperty({ example: 'strategy/01K9Z3V5E8Y7Q2M4N6P8R0S2T4' })
  subject!: string;

  /** Who did it; null where the record names nobody: the service did. */
  @ApiProperty({ type: String, nullable: true, example: 'maria' })
  who!: string | null;

  /** The caller's address; null for the service's own work. */
  @ApiProperty({ type: String, nullable: true, example: '198.51.100.7' })
  from!: string | null;

  /** Id of the record that is sealed. */
  @ApiProperty({ example: '01K9Z3V5E8Y7Q2M4N6P8R0S2T5' })
  sourceId!: string;

  /** SHA-256 of the record. */
  @ApiProperty({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' })
  digest!: string;

  /** Hash of the link before. */
  @ApiProperty({ example: '60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752' })
  previousHash!: string;

  /** Hash of this link. */
  @ApiProperty({ example: 'fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13' })
  hash!: string;

  static from(seal: Seal): JournalEntryResponse {
    const { sequence, kind, action, subject, who, sourceId, digest, previousHash, hash } = seal;
    return Object.assign(new JournalEntryResponse(), {
      ...{ sequence, kind, action, subject, who, sourceId, digest, previousHash, hash },
      at: seal.at.toISOString(),
      sealedAt: seal.sealedAt.toISOString(),
      from: seal.fromAddress,
    });
  }
}

/** A link with the record that it seals. */
export class JournalRecordResponse extends JournalEntryResponse {
  /** The record's columns as text, as the database has them now; null when it is gone. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    nullable: true,
  })
  content!: Readonly<Record<string, string | null>> | null;

  /** False: the record is gone or is not what was sealed. */
  @ApiProperty({ example: true })
  isIntact!: boolean;

  static fromContent({ seal, content, isIntact }: SealedContent): JournalRecordResponse {
    return Object.assign(new JournalRecordResponse(), JournalEntryResponse.from(seal), {
      content,
      isIntact,
    });
  }
}

import { GENESIS_HASH, hashOf, type ChainHead, type Seal } from '@/modules/journal/journal-chain';
import { JournalChainRepository } from '@/modules/journal/journal-chain.repository';
import { placesOfMoved } from '@/modules/journal/moved-links';
import { digestOf, SEALED_TABLES } from '@/modules/journal/sealed-tables';
import { SealedRowsRepository } from '@/modules/journal/sealed-rows.repository';

/** What can be wrong with the journal. */
export type FaultKind =
  | 'gap'
  | 'edited'
  | 'swapped'
  | 'inserted'
  | 'removed'
  | 'broken-link'
  | 'record-edited'
  | 'record-deleted'
  | 'record-left-out'
  | 'tail-cut';

/** One thing that is wrong, where, in plain words. */
export interface JournalFault {
  readonly kind: FaultKind;
  /** Number of the link; null where it is about no link. */
  readonly sequence: string | null;
  readonly message: string;
}

/** The outcome of a verification. */
export interface JournalVerdict {
  readonly faults: readonly JournalFault[];
  /** Links that were read. */
  readonly links: number;
  readonly head: ChainHead;
}

const BATCH = 500;
/** After so many faults the picture is clear, and the rest is not read. */
const MOST_FAULTS = 100;

/** Walks the whole chain, computes every hash again and holds every link against the record that it seals. */
export class JournalVerification {
  private readonly faults: JournalFault[] = [];
  private head: ChainHead = { sequence: '0', hash: GENESIS_HASH };
  private links = 0;
  /** False behind a link that is wrong itself: that the next one does not fit it says nothing more. */
  private isLastTrue = true;

  constructor(
    private readonly chain: JournalChainRepository,
    private readonly rows: SealedRowsRepository,
  ) {}

  /** `keptHead`: a hash that was noted down earlier; the chain must still hold it. */
  async verify(keptHead: string | null): Promise<JournalVerdict> {
    let isHeadFound = keptHead === null || keptHead === GENESIS_HASH;
    for (;;) {
      const batch = await this.chain.after(this.head.sequence, BATCH);
      if (batch.length === 0 || this.faults.length >= MOST_FAULTS) break;
      const moved = placesOfMoved(batch);
      for (const seal of batch) {
        isHeadFound ||= seal.hash === keptHead;
        this.checkLink(seal, moved);
      }
      await this.checkRecords(batch);
    }
    await this.checkLeftOut();
    if (!isHeadFound)
      this.fault(
        'tail-cut',
        null,
        `the chain does not hold ${keptHead ?? ''} any more: its end was cut off or written anew (it ends at number ${this.head.sequence})`,
      );
    return { faults: this.faults, links: this.links, head: this.head };
  }

  private checkLink(seal: Seal, moved: ReadonlyMap<string, string>): void {
    const expected = String(BigInt(this.head.sequence) + 1n);
    this.links += 1;
    const isInPlace = seal.sequence === expected;
    if (!isInPlace)
      this.fault(
        'gap',
        seal.sequence,
        `numbers ${expected} to ${before(seal.sequence)} are missing`,
      );
    const isTrue = hashOf(seal) === seal.hash;
    if (!isTrue) this.checkMoved(seal, moved);
    else if (isInPlace && this.isLastTrue && seal.previousHash !== this.head.hash)
      this.fault(
        'broken-link',
        seal.sequence,
        `number ${seal.sequence} does not follow from number ${this.head.sequence}: one of them was replaced`,
      );
    this.head = { sequence: seal.sequence, hash: seal.hash };
    this.isLastTrue = isTrue;
  }

  private checkMoved({ sequence }: Seal, moved: ReadonlyMap<string, string>): void {
    const written = moved.get(sequence);
    if (written === undefined) {
      this.fault('edited', sequence, `number ${sequence} is not what was written: it was edited`);
      return;
    }
    const isSwapped = moved.get(written) === sequence;
    const isLater = BigInt(written) < BigInt(sequence);
    const kind = isSwapped ? 'swapped' : isLater ? 'inserted' : 'removed';
    const what = isSwapped
      ? 'and the other way round: they were swapped'
      : `something was ${kind} before it and the rest numbered anew`;
    this.fault(kind, sequence, `number ${sequence} was written as number ${written}, ${what}`);
  }

  private async checkRecords(batch: readonly Seal[]): Promise<void> {
    for (const table of SEALED_TABLES) {
      const seals = batch.filter(({ kind }) => kind === table.kind);
      const rows = await this.rows.at(
        table,
        seals.map((seal) => seal.sourcePosition),
      );
      const contents = new Map(rows.map(({ position, content }) => [position, content]));
      for (const { sequence, sourceId, sourcePosition, digest } of seals) {
        const content = contents.get(sourcePosition);
        const name = `the ${table.kind} ${sourceId} that number ${sequence} seals`;
        if (content === undefined || table.idOf(content) !== sourceId)
          this.fault(
            'record-deleted',
            sequence,
            `${name} is gone from ${table.table}, or never was there`,
          );
        else if (digestOf(content) !== digest)
          this.fault('record-edited', sequence, `${name} was edited in ${table.table}`);
      }
    }
  }

  /** Records that the sealer has passed without sealing them: written behind its back, or their links were cut off. */
  private async checkLeftOut(): Promise<void> {
    for (const table of SEALED_TABLES) {
      const upTo = await this.rows.sealedUpTo(table);
      for (const { content } of await this.rows.leftOut(table, upTo, MOST_FAULTS)) {
        const name = `the ${table.kind} ${table.idOf(content)} in ${table.table}`;
        this.fault(
          'record-left-out',
          null,
          `${name} is not in the chain: its link was removed, or the record was written behind the journal's back`,
        );
      }
    }
  }

  private fault(kind: FaultKind, sequence: string | null, message: string): void {
    this.faults.push({ kind, sequence, message });
  }
}

const before = (sequence: string): string => String(BigInt(sequence) - 1n);

import { canonicalText, sha256Text } from '@/modules/journal/canonical';

/** What the first link holds on to. */
export const GENESIS_HASH = '0'.repeat(64);

/** What a link says, before it is linked. Numbers are text: they outgrow what JSON can hold. */
export interface SealedFact {
  /** When it was sealed, UTC. */
  readonly sealedAt: Date;
  /** When it happened, as the source row has it, UTC. */
  readonly at: Date;
  /** Which table the fact stands in, see `SEALED_TABLES`. */
  readonly kind: string;
  readonly sourceId: string;
  readonly sourcePosition: string;
  readonly action: string;
  /** `order/01K9…`, `scope/system`, … */
  readonly subject: string;
  /** Null when the row names nobody. */
  readonly who: string | null;
  /** The caller's address; null when the row has none. */
  readonly fromAddress: string | null;
  /** SHA-256 of the source row's content. */
  readonly digest: string;
}

/** One link of the chain. Its hash covers the link before it, so that no earlier one can be changed unseen. */
export interface Seal extends SealedFact {
  /** 1, 2, 3, … without a gap. */
  readonly sequence: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** Where the chain ends. */
export type ChainHead = Pick<Seal, 'sequence' | 'hash'>;

/** The end of an empty chain. */
export const EMPTY_CHAIN: ChainHead = { sequence: '0', hash: GENESIS_HASH };

/** SHA-256 over the hash before and everything that the link says, its number included. Pure. */
export function hashOf(seal: Omit<Seal, 'hash'>): string {
  const content = canonicalText({
    sequence: seal.sequence,
    sealedAt: seal.sealedAt.toISOString(),
    at: seal.at.toISOString(),
    kind: seal.kind,
    sourceId: seal.sourceId,
    sourcePosition: seal.sourcePosition,
    action: seal.action,
    subject: seal.subject,
    who: seal.who,
    fromAddress: seal.fromAddress,
    digest: seal.digest,
  });
  return sha256Text(`${seal.previousHash}\n${content}`);
}

/** Links facts to the end of a chain, in their order. Pure. */
export function linked(head: ChainHead, facts: readonly SealedFact[]): readonly Seal[] {
  let { sequence, hash } = head;
  return facts.map((fact) => {
    sequence = String(BigInt(sequence) + 1n);
    const open = { ...fact, sequence, previousHash: hash };
    hash = hashOf(open);
    return { ...open, hash };
  });
}

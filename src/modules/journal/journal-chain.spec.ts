import fc from 'fast-check';
import { canonicalText } from '@/modules/journal/canonical';
import {
  EMPTY_CHAIN,
  GENESIS_HASH,
  hashOf,
  linked,
  type Seal,
  type SealedFact,
} from '@/modules/journal/journal-chain';
import { placesOfMoved } from '@/modules/journal/moved-links';

const fact = (n: number): SealedFact => ({
  sealedAt: new Date('2026-01-15T12:00:01.000Z'),
  at: new Date('2026-01-15T12:00:00.000Z'),
  kind: 'command',
  sourceId: `id-${String(n)}`,
  sourcePosition: String(n),
  action: 'placeOrder.done',
  subject: 'order/-',
  who: 'maria',
  fromAddress: '10.0.0.1',
  digest: 'd'.repeat(64),
});

const chainOf = (length: number): readonly Seal[] =>
  linked(
    EMPTY_CHAIN,
    Array.from({ length }, (_, n) => fact(n)),
  );

describe(linked.name, () => {
  it('numbers from 1 and holds each link to the one before', () => {
    const chain = chainOf(3);
    expect(chain.map(({ sequence }) => sequence)).toEqual(['1', '2', '3']);
    expect(chain.map(({ previousHash }) => previousHash)).toEqual([
      GENESIS_HASH,
      chain[0]?.hash,
      chain[1]?.hash,
    ]);
  });

  it('goes on where a chain ends, beyond what a number can hold', () => {
    const [seal] = linked({ sequence: '9007199254740993', hash: GENESIS_HASH }, [fact(1)]);
    expect(seal?.sequence).toBe('9007199254740994');
  });

  it('makes the same chain in one batch and in many', () => {
    const [one, two] = [chainOf(2)[0], chainOf(2)[1]];
    if (one === undefined) throw new Error('no first link');
    expect(linked(one, [fact(1)])).toEqual([two]);
  });
});

describe(hashOf.name, () => {
  it('changes with every member', () => {
    const [seal] = chainOf(1);
    if (seal === undefined) throw new Error('no link');
    const { hash, ...open } = seal;
    const other: Omit<Seal, 'hash'> = {
      ...{ sequence: '2', kind: 'fill', sourceId: 'x', sourcePosition: '77', action: 'x' },
      ...{ subject: 'x', who: null, fromAddress: null, digest: 'x', previousHash: 'x' },
      sealedAt: new Date(0),
      at: new Date(0),
    };
    for (const name of Object.keys(open) as (keyof typeof open)[]) {
      expect([name, hashOf({ ...open, [name]: other[name] })]).not.toEqual([name, hash]);
    }
  });
});

describe(placesOfMoved.name, () => {
  it('tells where links were that have another number now, and nothing of edited ones', () => {
    const [a, b, c] = chainOf(3);
    if (a === undefined || b === undefined || c === undefined) throw new Error('no links');
    const moved = placesOfMoved([
      { ...b, sequence: '1' },
      { ...a, sequence: '2' },
      { ...c, who: 'somebody else' },
    ]);
    expect([...moved]).toEqual([
      ['1', '2'],
      ['2', '1'],
    ]);
    expect([...placesOfMoved([a, b, c])]).toEqual([]);
  });
});

describe(canonicalText.name, () => {
  it('is the same whatever the order of members, and JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalText(turned)).toBe(canonicalText(value));
        expect(JSON.parse(canonicalText(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

import { Injectable } from '@nestjs/common';
import { MoreThan, type DataSource, type SelectQueryBuilder } from 'typeorm';
import { EMPTY_CHAIN, type ChainHead, type Seal } from '@/modules/journal/journal-chain';
import type { JournalFilter } from '@/modules/journal/journal-filter';
import { JournalSealEntity } from '@/modules/journal/journal-seal.entity';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';
import type { Tx } from '@/platform/database/unit-of-work';

/** The chain on the connection `orders`: append and read, nothing else. */
@Injectable()
export class JournalChainRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  /** Where the chain ends now. */
  async head(tx?: Tx<'orders'>): Promise<ChainHead> {
    const [last] = await this.managerFor(tx).find(JournalSealEntity, {
      order: { sequence: 'DESC' },
      take: 1,
    });
    return last ?? EMPTY_CHAIN;
  }

  async append(seals: readonly Seal[], tx: Tx<'orders'>): Promise<void> {
    if (seals.length === 0) return;
    await this.managerFor(tx)
      .createQueryBuilder()
      .insert()
      .into(JournalSealEntity)
      .values(seals.map((seal) => ({ ...seal })))
      .updateEntity(false)
      .execute();
  }

  /** Links after a number, in order. */
  after(sequence: string, limit: number): Promise<readonly Seal[]> {
    return this.managerFor().find(JournalSealEntity, {
      where: { sequence: MoreThan(sequence) },
      order: { sequence: 'ASC' },
      take: limit,
    });
  }

  find(sequence: string): Promise<Seal | null> {
    return this.managerFor().findOneBy(JournalSealEntity, { sequence });
  }

  /** Whether a link has this hash. Reads the whole chain: for the verifier only. */
  async hasHash(hash: string): Promise<boolean> {
    return this.managerFor().existsBy(JournalSealEntity, { hash });
  }

  /** Matching links, newest first, from before `before` on. */
  list(filter: JournalFilter, limit: number, before: string | null): Promise<readonly Seal[]> {
    const query = this.matching(filter).orderBy('s.sequence', 'DESC').take(limit);
    if (before !== null) query.andWhere('s.sequence < :before', { before });
    return query.getMany();
  }

  count(filter: JournalFilter): Promise<number> {
    return this.matching(filter).getCount();
  }

  private matching({ from, to, ...equal }: JournalFilter): SelectQueryBuilder<JournalSealEntity> {
    const query = this.managerFor().createQueryBuilder(JournalSealEntity, 's').where('1 = 1');
    for (const [field, value] of Object.entries(equal)) {
      query.andWhere(`s.${field} = :${field}`, { [field]: value as unknown });
    }
    if (from !== undefined) query.andWhere('s.at >= :from', { from });
    if (to !== undefined) query.andWhere('s.at < :to', { to });
    return query;
  }
}

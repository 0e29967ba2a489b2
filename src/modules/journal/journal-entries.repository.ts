import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { JournalEntry } from '@/modules/journal/journal-entry';
import { JournalEntryEntity } from '@/modules/journal/journal-entry.entity';
import { InjectConnection } from '@/platform/database/inject-connection';
import { Repository } from '@/platform/database/repository';

/** Commands on the connection `orders`: append, nothing else. */
@Injectable()
export class JournalEntriesRepository extends Repository<'orders'> {
  constructor(@InjectConnection('orders') source: DataSource) {
    super(source);
  }

  async append({ subject, actor, ...entry }: JournalEntry): Promise<void> {
    await this.managerFor()
      .createQueryBuilder()
      .insert()
      .into(JournalEntryEntity)
      // The query builder's own type cannot express a column that holds any JSON.
      .values({
        ...entry,
        subjectType: subject.type,
        subjectId: subject.id,
        who: actor.who,
        fromAddress: actor.from,
      } as never)
      .updateEntity(false)
      .execute();
  }
}

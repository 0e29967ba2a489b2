import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { CommandInterceptor } from '@/modules/journal/command.interceptor';
import { JournalChainRepository } from '@/modules/journal/journal-chain.repository';
import { JournalController } from '@/modules/journal/journal.controller';
import { JournalEntriesRepository } from '@/modules/journal/journal-entries.repository';
import { JournalLeasesRepository } from '@/modules/journal/journal-leases.repository';
import { JournalSealer } from '@/modules/journal/journal-sealer';
import { JournalService } from '@/modules/journal/journal.service';
import { JournalWorker } from '@/modules/journal/journal.worker';
import { SealedRowsRepository } from '@/modules/journal/sealed-rows.repository';

/** Who did what, when, from where: every command, and the chain that seals them with every state change. */
@Module({
  controllers: [JournalController],
  providers: [
    JournalEntriesRepository,
    JournalChainRepository,
    JournalLeasesRepository,
    SealedRowsRepository,
    JournalService,
    JournalSealer,
    JournalWorker,
    { provide: APP_INTERCEPTOR, useClass: CommandInterceptor },
  ],
  exports: [JournalService],
})
export class JournalModule {}

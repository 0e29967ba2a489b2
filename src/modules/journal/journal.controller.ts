import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { JournalRecordResponse } from '@/modules/journal/dto/journal-entry.response';
import { JournalPageResponse } from '@/modules/journal/dto/journal-page.response';
import {
  journalFilterOf,
  journalPlaceOf,
  ListJournalQuery,
} from '@/modules/journal/dto/list-journal.query';
import { JournalService } from '@/modules/journal/journal.service';
import { RequiresScope } from '@/platform/http/requires-scope.decorator';
import { limitOf } from '@/platform/http/validation/page.query';
import { pageOf } from '@/platform/http/validation/page';

/** Reads the journal. Nothing writes to it from outside. */
@ApiTags('journal')
@Controller('journal')
@RequiresScope('read')
export class JournalController {
  constructor(private readonly journal: JournalService) {}

  /** Every command and every state change that matches the filters, newest first, about a second after it happened. */
  @Get()
  @ApiOperation({ summary: 'List who did what, when, from where' })
  @ApiOkResponse({ type: JournalPageResponse })
  async listJournal(@Query() query: ListJournalQuery): Promise<JournalPageResponse> {
    const limit = limitOf(query);
    const place = journalPlaceOf(query);
    const { rows, total, waiting } = await this.journal.list(
      journalFilterOf(query),
      limit + 1,
      place,
    );
    const page = pageOf(rows, limit, total, ({ sequence }) => ({ sequence }));
    return JournalPageResponse.fromSeals(page, waiting);
  }

  /** One link with the record that it seals, and whether the record is still what was sealed. */
  @Get(':sequence')
  @ApiParam({ name: 'sequence', description: 'The number of the link.', example: '4711' })
  @ApiOperation({ summary: 'Read one entry of the journal with its record' })
  @ApiOkResponse({ type: JournalRecordResponse })
  async getJournalEntry(@Param('sequence') sequence: string): Promise<JournalRecordResponse> {
    return JournalRecordResponse.fromContent(await this.journal.get(sequence));
  }
}

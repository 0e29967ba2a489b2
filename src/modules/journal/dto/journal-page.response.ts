import { ApiProperty } from '@nestjs/swagger';
import { JournalEntryResponse } from '@/modules/journal/dto/journal-entry.response';
import type { Seal } from '@/modules/journal/journal-chain';
import type { Page } from '@/platform/http/validation/page';
import { pageResponse } from '@/platform/http/validation/page-response';

/** A page of the journal, newest first. */
export class JournalPageResponse extends pageResponse(JournalEntryResponse, 'links', (seal: Seal) =>
  JournalEntryResponse.from(seal),
) {
  /** Records that are committed and not sealed yet; normally those of the last second. */
  @ApiProperty({ example: 0 })
  readonly waiting!: number;

  static fromSeals(page: Page<Seal>, waiting: number): JournalPageResponse {
    return Object.assign(super.from(page), { waiting });
  }
}

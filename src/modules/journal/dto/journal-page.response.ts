import { ApiProperty } from '@nestjs/swagger';
import { JournalEntryResponse } from '@/modules/journal/dto/journal-entry.response';
import type { Seal } from '@/modules/journal/journal-chain';
import { mapPage, type Page } from '@/platform/http/validation/page';

/** A page of the journal, newest first. */
export class JournalPageResponse implements Page<JournalEntryResponse> {
  /** The links of this page. */
  @ApiProperty({ type: [JournalEntryResponse] })
  items!: readonly JournalEntryResponse[];

  /** How many links match the filters in all. */
  @ApiProperty({ example: 1 })
  total!: number;

  /** Give it as `cursor` to read on; null on the last page. */
  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null;

  /** Records that are committed and not sealed yet; normally those of the last second. */
  @ApiProperty({ example: 0 })
  waiting!: number;

  static from(page: Page<Seal>, waiting: number): JournalPageResponse {
    return Object.assign(
      new JournalPageResponse(),
      mapPage(page, (seal) => JournalEntryResponse.from(seal)),
      { waiting },
    );
  }
}

/** Which links to list; absent members do not filter. */
export interface JournalFilter {
  readonly kind?: string;
  readonly action?: string;
  readonly subject?: string;
  readonly who?: string;
  /** Happened at this time or later. */
  readonly from?: Date;
  /** Happened before this time. */
  readonly to?: Date;
}

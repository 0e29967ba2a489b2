/** What the paper venue knows beyond the venue port; the injection token is the class. */
export abstract class PaperBooks {
  /** Accounts that have a paper book. */
  abstract accounts(): Promise<readonly string[]>;
}

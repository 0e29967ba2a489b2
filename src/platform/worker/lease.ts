/** The right to work on one named thing for a while, unless it is renewed. Its end stands in the database, by the database's clock. */
export interface Lease {
  readonly name: string;
  /** Who holds it. Unique for each worker loop: two loops under one owner would share the lease. */
  readonly owner: string;
  /**
   * The fencing token: an unsigned integer as text, one more at every new tenure.
   * A final write checks it, so that a holder that slept through its lease changes nothing.
   */
  readonly token: string;
}

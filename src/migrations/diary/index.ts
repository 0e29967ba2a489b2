/** The connection `diary` has no tables yet: the diary module comes with a later issue. */
export const MIGRATIONS = [] as const;

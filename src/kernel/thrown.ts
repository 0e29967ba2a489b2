/** What was thrown, as an error: a library may throw anything. */
export const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));

/** What it says. */
export const messageOf = (thrown: unknown): string => asError(thrown).message;

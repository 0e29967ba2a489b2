import { VersionUnreadableError } from '@/modules/strategies/strategies.errors';

/** The ETag of a version. */
export const etagOf = (version: number): string => `"${String(version)}"`;

/**
 * The version that a caller changes from, by its If-Match header or the version field; null when neither is there.
 * `If-Match: *` means any version. Throws VersionUnreadableError when the header is no ETag of ours or says otherwise.
 */
export function expectedVersion(
  ifMatch: string | undefined,
  field: number | undefined,
): number | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return field ?? null;
  const read = /^(?:W\/)?"?(\d{1,9})"?$/.exec(ifMatch.trim());
  if (read === null)
    throw new VersionUnreadableError('If-Match must be the ETag of the strategy, such as "3"');
  const version = Number.parseInt(read[1] ?? '', 10);
  if (field !== undefined && field !== version) {
    throw new VersionUnreadableError('If-Match and version name two different versions');
  }
  return version;
}

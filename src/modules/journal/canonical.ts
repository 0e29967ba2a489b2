import { createHash } from 'node:crypto';

/** The same text for the same value: members in order of their names, nothing between them. Pure. */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value))
    return `[${value.map((entry: unknown) => canonicalText(entry)).join(',')}]`;
  if (value === undefined) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalText(inner)}`).join(',')}}`;
}

/** SHA-256 as 64 hexadecimal digits. */
export const sha256Text = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('hex');

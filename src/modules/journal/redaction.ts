/** What stands in the journal where a secret was. */
export const REDACTED = '[redacted]';

/** Names of members that carry secrets, compared without case and without what stands between letters. */
const SECRET_NAME =
  /secret|passw|passphrase|token|apikey|privatekey|signature|authorization|cookie|credential|listenkey/;

/** Deeper than any body that the API accepts. */
const MAX_DEPTH = 40;

/** A copy in which members with the name of a secret are replaced, at any depth. Pure. */
export function redacted(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) return REDACTED;
  if (Array.isArray(value)) return value.map((entry: unknown) => redacted(entry, depth + 1));
  if (value instanceof Date) return value.toISOString();
  if (Buffer.isBuffer(value)) return { bytes: value.length };
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      isSecretName(name) ? REDACTED : redacted(inner, depth + 1),
    ]),
  );
}

const isSecretName = (name: string): boolean =>
  SECRET_NAME.test(name.toLowerCase().replace(/[^a-z0-9]+/g, ''));

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

/** Shorter text is no key and no secret of this system: those have 16 characters and more. */
const LONGEST_PLAIN = 15;

/**
 * The body of a command. Where it carries a secret under its name, it may carry it again under a wrong one, so only
 * short words are kept of the rest.
 */
export function redactedBody(body: unknown): unknown {
  return carriesSecret(body) ? shortWordsOf(redacted(body)) : redacted(body);
}

function carriesSecret(value: unknown, depth = 0): boolean {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, inner]) => isSecretName(name) || carriesSecret(inner, depth + 1),
  );
}

function shortWordsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shortWordsOf);
  if (typeof value === 'string') return value.length > LONGEST_PLAIN ? REDACTED : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.slice(0, 60), shortWordsOf(inner)]),
  );
}

const isSecretName = (name: string): boolean =>
  SECRET_NAME.test(name.toLowerCase().replace(/[^a-z0-9]+/g, ''));

/** Names are compared without case, spaces, underscores and dots. */
export const plainName = (name: string): string => name.toLowerCase().replace(/[\s_.]+/g, '');

const SECRET_NAMES: ReadonlySet<string> = new Set(['secret', 'passphrase', 'token']);

/** Whether a member of this name carries a secret, which is never stored or logged. */
export const secretMeaning = (name: string): boolean => SECRET_NAMES.has(plainName(name));

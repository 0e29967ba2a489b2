/** One entry of API_TOKENS, taken apart: `name=token:scope+scope`, name and scopes optional. */
export interface TokenEntry {
  readonly name: string | null;
  readonly token: string;
  /** As written; `admin` when none are. */
  readonly scopes: string;
}

/** Takes an entry apart. Whether its parts are well formed is for the rules of the settings to say. */
export function readTokenEntry(entry: string): TokenEntry {
  const equals = entry.indexOf('=');
  const [token = '', scopes = 'admin'] = entry.slice(equals + 1).split(':');
  return { name: equals === -1 ? null : entry.slice(0, equals), token, scopes };
}

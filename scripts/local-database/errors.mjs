/** There is no database and none can be started here; the message says what to do. */
export class NoDatabaseError extends Error {}

/** Another script that is still running holds the folder's server. */
export class DatabaseInUseError extends Error {
  constructor(folder, owner, url) {
    super(`the database in ${folder} is in use by process ${owner}, at ${withoutPassword(url)}`);
    this.owner = owner;
    this.url = url;
  }
}

/** A URL that may be printed. */
export function withoutPassword(url) {
  return url.replace(/^(\w+:\/\/[^:@/]*):[^@]*@/, '$1:***@');
}

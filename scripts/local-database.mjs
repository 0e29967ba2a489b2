import { resolve } from 'node:path';
import { NoDatabaseError } from './local-database/errors.mjs';
import { installFromDebian, whatToDo } from './local-database/install.mjs';
import { startPrivateServer } from './local-database/private-server.mjs';
import { findServerProgram } from './local-database/server-program.mjs';

/**
 * Finds or starts the database that the scripts need, with plain Node and no dependencies:
 * what DB_URL names; else a private server on its own folder, from the server program of this machine;
 * else, on Debian and Ubuntu, from the program that the distribution has. It never touches an installed service.
 */

const CONNECTIONS = ['ALARMS', 'STRATEGIES', 'ORDERS', 'POSITIONS', 'ACCOUNTS', 'KLINES', 'DIARY'];

/**
 * @param {{
 *   folder: string,
 *   log: (line: string) => void,
 *   env?: NodeJS.ProcessEnv,
 *   schemaPrefix?: string,
 *   mayInstall?: boolean,
 *   diskMb?: number | null,
 * }} options `folder` keeps the data of a private server; `schemaPrefix` ends the URL; `diskMb`: a small disk for the
 *   data, for tests (local-database/small-disk.mjs says whether this machine has one).
 * @returns {Promise<{ url: string | null, env: Record<string, string>, how: string, disk?: string | null, stop: () => Promise<void> }>}
 *   `url` is null when the environment names each connection by itself; `env` is what the service needs on top; `disk`
 *   is where the small disk can be reached.
 */
export async function startDatabase({
  folder,
  log,
  env = process.env,
  schemaPrefix = 'strateger',
  mayInstall = true,
  diskMb = null,
}) {
  const configured = configuredDatabase(env);
  if (configured !== null) return configured;

  let program = findServerProgram();
  if (program === null && mayInstall && installFromDebian(log)) program = findServerProgram();
  if (program === null) throw new NoDatabaseError(whatToDo());
  return startPrivateServer({ folder: resolve(folder), log, program, schemaPrefix, diskMb });
}

function configuredDatabase(env) {
  const named = CONNECTIONS.filter((name) => (env[`DB_${name}_URL`] ?? '') !== '');
  const url = env.DB_URL ?? '';
  if (url === '' && named.length === 0) return null;
  const how =
    url === '' ? `DB_${named[0]}_URL and others of the environment` : 'DB_URL of the environment';
  return { url: url === '' ? null : url, env: {}, how, stop: async () => undefined };
}

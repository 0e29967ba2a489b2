import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version in package.json, three folders up from here in src and in dist alike. */
export const VERSION: string = readVersion(join(__dirname, '..', '..', '..', 'package.json'));

function readVersion(path: string): string {
  const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
  const version =
    typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? manifest.version
      : '';
  return typeof version === 'string' ? version : '';
}

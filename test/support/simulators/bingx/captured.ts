import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Captured answers of the real exchange; they lie beside the repository and are not part of it. */
const FIXTURES = resolve(__dirname, '../../../../../shared/fixtures/bingx');

/** False where the captured answers are missing; it is said once. */
export const hasCaptured = existsSync(FIXTURES);
if (!hasCaptured)
  process.stdout.write(
    `skipped: ${FIXTURES} is not here, the simulator's shapes are not compared\n`,
  );

/** Every field of a body with its JSON type; of a list the first row counts. */
export function fieldsOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : fieldsOf(value[0], `${at}[]`);
  if (typeof value !== 'object' || value === null)
    return [`${at}: ${value === null ? 'null' : typeof value}`];
  return Object.entries(value).flatMap(([name, member]) => fieldsOf(member, `${at}.${name}`));
}

/** The fields of a captured body. */
export const captured = (file: string): string[] =>
  fieldsOf(JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')));

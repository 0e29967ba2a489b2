// Makes the OpenAPI document and the client again, in a temporary folder, and compares them with what is committed.
// Exits 1 and says which lines differ when they are not the same.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const COMPARED = ['openapi.json', 'client/index.ts', 'client/package.json'];
const MOST_LINES = 60;

const newest = (folder) =>
  Math.max(
    0,
    ...readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
      .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs),
  );

/** The document comes from the compiled service: only the compiler's plugin turns comments into descriptions. */
function buildWhenOld() {
  const built = join(ROOT, 'dist/cli/openapi.js');
  const configs = ['nest-cli.json', 'tsconfig.json', 'tsconfig.build.json', 'package.json'];
  const source = Math.max(
    newest(join(ROOT, 'src')),
    ...configs.map((file) => statSync(join(ROOT, file)).mtimeMs),
  );
  if (existsSync(built) && statSync(built).mtimeMs >= source) return;
  console.log('openapi:check: building, because src is newer than dist');
  execFileSync(process.execPath, [join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js'), 'build'], {
    cwd: ROOT,
    stdio: 'inherit',
  });
}

/** A unified diff; empty when both are the same. */
function difference(committed, made) {
  const old = existsSync(committed) ? committed : '/dev/null';
  if (old !== '/dev/null' && readFileSync(old, 'utf8') === readFileSync(made, 'utf8')) return '';
  const { stdout, error } = spawnSync(
    'diff',
    ['-u', '--label', 'committed', '--label', 'made now', old, made],
    {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return error === undefined ? stdout : '(no diff program here)';
}

function main() {
  buildWhenOld();
  const folder = mkdtempSync(join(tmpdir(), 'strateger-openapi-'));
  try {
    const run = (...words) =>
      execFileSync(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
    run('dist/cli/openapi.js', join(folder, 'openapi.json'));
    run('scripts/openapi-client.mjs', join(folder, 'openapi.json'), join(folder, 'client'));
    const changed = COMPARED.map((file) => ({
      file: relative(ROOT, join(ROOT, 'openapi', file)),
      diff: difference(join(ROOT, 'openapi', file), join(folder, file)),
    })).filter(({ diff }) => diff !== '');
    for (const { file, diff } of changed) {
      const lines = diff.split('\n');
      console.error(
        `\n${file} is not what the source says:\n${lines.slice(0, MOST_LINES).join('\n')}`,
      );
      if (lines.length > MOST_LINES) console.error(`… and ${lines.length - MOST_LINES} lines more`);
    }
    if (changed.length === 0) {
      console.log('openapi:check: the document and the client are up to date');
      return 0;
    }
    console.error('\nopenapi:check: run `npm run openapi` and commit the folder openapi.');
    return 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = main();

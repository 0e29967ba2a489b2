import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from './local-database.mjs';
import { explain, prepare, ROOT, Trouble } from './prepare.mjs';

/**
 * `npm run mutants [-- name …]`: breaks the service on purpose, one promise at a time, on a copy of the sources, and
 * demands that the test which is named for it fails, and that the same test passes on the copy as it is.
 */

const COPIED = ['src', 'test', 'package.json', 'tsconfig.json', 'tsconfig.build.json'].concat([
  'nest-cli.json',
  'jest.config.cjs',
]);
let child = null;
let isInterrupted = false;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    isInterrupted = true;
    child?.kill('SIGTERM');
  });
}

/** Runs a program to its end; answers its code and what it wrote. */
function run(words, options) {
  return new Promise((done) => {
    child = spawn(process.execPath, words, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('exit', (code) => done({ code, output }));
  });
}

let runs = 0;
const MUTANTS = JSON.parse(fs.readFileSync(join(ROOT, 'test/chaos/mutants/mutants.json'), 'utf8'));

function copySources(folder) {
  for (const name of COPIED) fs.cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  fs.symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
}

/** Replaces a text that must stand there exactly once; answers how to undo it. */
function mutate(folder, { file, find, replace }) {
  const path = join(folder, file);
  const text = fs.readFileSync(path, 'utf8');
  if (text.split(find).length !== 2) {
    throw new Trouble(`${file} does not hold exactly once: ${find}`, {
      then: 'The source has changed: bring test/chaos/mutants/mutants.json up to date.',
    });
  }
  fs.writeFileSync(
    path,
    text.replace(find, () => replace),
  );
  return () => fs.writeFileSync(path, text);
}

/** The tests of that name: how many passed and how many failed. */
async function runTest(folder, prefix, { suite, test, name }) {
  // Schemas of its own: a mutant's migrations must run, and never on what another run has migrated.
  runs += 1;
  const url = `${prefix}_${String(runs)}`;
  const report = join(folder, 'report.json');
  fs.rmSync(report, { force: true });
  if (suite === 'e2e') await build(folder);
  const words = [
    join(ROOT, 'node_modules/jest/bin/jest.js'),
    ...['--rootDir', folder, '--config', join(folder, 'jest.config.cjs')],
    ...[`${test}$`, '-t', name, '--selectProjects', suite],
    ...['--json', `--outputFile=${report}`, '--runInBand', '--forceExit'],
  ];
  const env = { ...process.env, TEST_DB_URL: url, NODE_ENV: 'test' };
  const { output } = await run(words, { cwd: folder, env, timeout: 240_000 });
  if (!fs.existsSync(report)) throw new Trouble(`${test} could not be run:\n${output}`);
  const { numPassedTests, numFailedTests } = JSON.parse(fs.readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests };
}

async function build(folder) {
  const program = join(ROOT, 'node_modules/@nestjs/cli/bin/nest.js');
  const { code, output } = await run([program, 'build'], { cwd: folder });
  if (code !== 0) throw new Trouble(`the mutant does not compile:\n${output}`);
}

/** The test has to pass on the sources as they are and to fail on the mutant. */
async function check(folder, url, mutant) {
  const sound = await runTest(folder, url, mutant.caughtBy);
  if (sound.passed === 0 || sound.failed > 0) return `its test does not pass by itself`;
  const undo = mutate(folder, mutant);
  try {
    const broken = await runTest(folder, url, mutant.caughtBy);
    return broken.failed > 0 ? null : 'SURVIVED';
  } finally {
    undo();
  }
}

async function main() {
  await prepare();
  const names = process.argv.slice(2);
  const wanted = MUTANTS.filter(({ name }) => names.length === 0 || names.includes(name));
  const folder = fs.mkdtempSync(join(tmpdir(), 'strateger-mutants-'));
  const log = (line) => process.stdout.write(`    ${line}\n`);
  const database = await startDatabase({
    ...{ folder: join(folder, 'db'), log, env: {}, schemaPrefix: 'strateger_t' },
  });
  let survivors = 0;
  try {
    copySources(folder);
    for (const mutant of wanted) {
      if (isInterrupted) throw new Trouble('interrupted');
      const problem = await check(folder, database.url, mutant);
      if (problem !== null) survivors += 1;
      const { test, name } = mutant.caughtBy;
      process.stdout.write(
        `${problem === null ? 'caught' : problem}: ${mutant.name}, by ${test} "${name}"\n`,
      );
    }
  } finally {
    await database.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
  process.stdout.write(`${wanted.length - survivors} of ${wanted.length} mutants caught\n`);
  process.exitCode = survivors === 0 && wanted.length > 0 ? 0 : 1;
}

main().catch((error) => {
  explain(error);
  process.exitCode = 1;
});

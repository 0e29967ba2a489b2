import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { startDatabase } from './local-database.mjs';
import { withoutPassword } from './local-database/errors.mjs';
import { sweepLeftOvers } from './local-database/private-server.mjs';
import { explain, LOCAL, prepare, ROOT, step, Trouble } from './prepare.mjs';

/**
 * `npm test`: the four suites on a database of their own. Words after `--` go to Jest:
 * `npm test -- --selectProjects unit`, `npm test -- test/e2e`.
 */

const SUITES = ['unit', 'contract', 'integration', 'e2e'];
/** One more than the cores that are asked for: the slow suites wait most of the time, and some of them measure time. */
const WORKERS = 3;
const FOLDER_PREFIX = 'strateger-test-';
const REPORT = join(LOCAL, 'test-report.json');

let jest = null;
let interruptedBy = null;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    interruptedBy ??= name;
    jest?.kill('SIGTERM');
  });
}

async function testDatabase() {
  const given = process.env.TEST_DB_URL ?? '';
  if (given !== '') {
    if (!new URL(given).pathname.includes('_t')) {
      throw new Trouble(
        'TEST_DB_URL must end in a schema prefix that contains "_t": the tests empty what they find.',
        {
          then: 'For example TEST_DB_URL=mysql://root:secret@127.0.0.1:3306/strateger_t',
        },
      );
    }
    return {
      url: given,
      how: `TEST_DB_URL (${withoutPassword(given)})`,
      stop: async () => undefined,
    };
  }
  await sweepLeftOvers(tmpdir(), FOLDER_PREFIX);
  const folder = fs.mkdtempSync(join(tmpdir(), FOLDER_PREFIX));
  const remove = () => fs.rmSync(folder, { recursive: true, force: true });
  try {
    const log = (line) => process.stdout.write(`    ${line}\n`);
    // An empty environment: a configured DB_URL is somebody's data.
    const database = await startDatabase({ folder, log, env: {}, schemaPrefix: 'strateger_t' });
    return { ...database, stop: () => database.stop().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The settings of the shell stay outside: a test must not depend on them. */
function testEnvironment(url) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(DB_|BINGX_|TRADING_MODE$|PORT$)/.test(name),
  );
  return { ...Object.fromEntries(kept), TEST_DB_URL: url, NODE_ENV: 'test' };
}

function runJest(url) {
  const given = process.argv.slice(2);
  const hasProjects = given.some((word) => word.startsWith('--selectProjects'));
  const words = [
    join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'),
    ...(given.some((word) => /^(-w|--maxWorkers|-i$|--runInBand)/.test(word))
      ? []
      : [`--maxWorkers=${WORKERS}`]),
    '--json',
    `--outputFile=${REPORT}`,
    ...given,
    ...(hasProjects ? [] : ['--selectProjects', ...SUITES]),
  ];
  jest = spawn(process.execPath, words, { cwd: ROOT, env: testEnvironment(url), stdio: 'inherit' });
  return new Promise((done) => jest.once('exit', (code) => done(code ?? 1)));
}

function suiteOf(path) {
  return /^test\/(contract|integration|e2e)\//.exec(relative(ROOT, path))?.[1] ?? 'unit';
}

/** A file that cannot be run at all has no tests in it to count: it counts as one failure. */
function countOf(file) {
  const tests = file.assertionResults;
  const of = (...states) => tests.filter((test) => states.includes(test.status)).length;
  const didNotRun = file.status === 'failed' && of('failed') === 0 ? 1 : 0;
  return {
    passed: of('passed'),
    failed: of('failed') + didNotRun,
    skipped: of('pending', 'todo', 'skipped'),
  };
}

function summary() {
  let report;
  try {
    report = JSON.parse(fs.readFileSync(REPORT, 'utf8'));
  } catch {
    return { lines: [], total: { passed: 0, failed: 1, skipped: 0 } };
  }
  const suites = new Map(SUITES.map((name) => [name, { passed: 0, failed: 0, skipped: 0 }]));
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const file of report.testResults) {
    const suite = suites.get(suiteOf(file.name));
    for (const [state, count] of Object.entries(countOf(file))) {
      suite[state] += count;
      total[state] += count;
    }
  }
  const lines = [...suites].map(
    ([name, count]) =>
      `${name.padEnd(12)} ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`,
  );
  return { lines: ['', ...lines.map((line) => `  ${line}`)], total };
}

async function main() {
  const began = performance.now();
  await prepare();
  fs.rmSync(REPORT, { force: true });
  let database = null;
  await step('Database for the tests', async () => {
    database = await testDatabase();
    return database.how;
  });
  let code;
  try {
    code = interruptedBy === null ? await runJest(database.url) : 1;
  } finally {
    await database.stop();
  }
  const { lines, total } = summary();
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(`${lines.join('\n')}\n  ${seconds} s in all\n\n`);
  process.stdout.write(
    `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`,
  );
  process.exitCode = code !== 0 || total.failed > 0 || interruptedBy !== null ? 1 : 0;
}

main().catch((error) => {
  explain(error);
  process.exitCode = 1;
});

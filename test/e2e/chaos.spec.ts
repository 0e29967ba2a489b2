import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from '@test/support/harness/service-database';

/**
 * The chaos run as an operator starts it, on a database server of its own, since it makes the whole server read-only
 * now and then. CHAOS_MINUTES (0: none), CHAOS_SEED and CHAOS_INSTANCES change it; longer runs are `npm run chaos`.
 */
const MINUTES = process.env.CHAOS_MINUTES ?? '3';
const SEED = process.env.CHAOS_SEED ?? String(Date.now() % 1_000_000);
const INSTANCES = process.env.CHAOS_INSTANCES ?? '2';
const LIMIT_MS = Number(MINUTES) * 60_000 + 300_000;

(MINUTES === '0' ? it.skip : it)(
  `${MINUTES} minutes of random faults break no invariant`,
  async () => {
    const words = ['--minutes', MINUTES, '--seed', SEED, '--instances', INSTANCES];
    const run = spawn(process.execPath, [join(REPOSITORY_ROOT, 'scripts/chaos.mjs'), ...words], {
      cwd: REPOSITORY_ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stop = (): unknown => run.kill('SIGTERM');
    process.once('exit', stop);
    let output = '';
    for (const stream of [run.stdout, run.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    const [code] = (await once(run, 'exit')) as [number | null];
    process.off('exit', stop);
    process.stdout.write(output.replace(/^/gm, '      '));
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
  },
  LIMIT_MS,
);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { DEFAULT_KEY, DEFAULT_SECRET, type Simulator } from './start-simulator';
import { SimulatorControl } from './simulator-control';

export interface SpawnOptions {
  readonly port?: number;
  readonly book: string;
  readonly key?: string;
  readonly secret?: string;
}

export interface SpawnedSimulator extends Omit<Simulator, 'events'> {
  readonly pid: number;
  /** Ends the process with a signal, SIGKILL unless said otherwise, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

const ROOT = resolve(__dirname, '../../../..');

/** Starts the exchange as a process of its own and waits until it listens. */
export async function spawnSimulator(options: SpawnOptions): Promise<SpawnedSimulator> {
  const key = options.key ?? DEFAULT_KEY;
  const secret = options.secret ?? DEFAULT_SECRET;
  const child = spawn(
    process.execPath,
    [
      ...['--require', 'tsx/cjs', 'test/support/simulators/bingx/main.ts'],
      ...[
        '--port',
        String(options.port ?? 0),
        '--book',
        resolve(options.book),
        '--key',
        key,
        '--secret',
        secret,
      ],
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const gone = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([once(lines, 'line'), gone]);
  const line: unknown = first[0];
  if (typeof line !== 'string') throw new Error('the simulator ended before it listened');
  const { listening: url } = JSON.parse(line) as { readonly listening: string };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await gone;
  };
  return {
    url,
    key,
    secret,
    pid: child.pid ?? 0,
    control: new SimulatorControl(url),
    kill,
    stop: () => kill('SIGTERM'),
  };
}

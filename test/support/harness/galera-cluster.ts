import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createConnection } from 'mysql2/promise';
import { REPOSITORY_ROOT } from '@test/support/harness/service-database';
import { waitUntil } from '@test/support/harness/wait-until';

const PROGRAM = join(REPOSITORY_ROOT, 'scripts/galera-cluster.mjs');

interface Node {
  readonly name: string;
  readonly pid: number;
  /** With `strateger_t` as the prefix of its schemas. */
  readonly url: string;
}

/**
 * Why no cluster is tested; null when one is. It is a run of its own, as it loads two cores for more than a minute. May
 * unpack the library, which takes seconds once.
 */
export function whyNoGalera(): string | null {
  if (process.env.GALERA !== 'on') return '`npm run test:galera` does it';
  const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM, '--look'], {
    encoding: 'utf8',
    timeout: 300_000,
  });
  const line = stdout.trim();
  if (line === '') return stderr.trim() || 'the look for it did not end';
  const said = JSON.parse(line) as { readonly missing?: string };
  return said.missing ?? null;
}

/** Three nodes of MariaDB on loopback, of which each takes writes. */
export class GaleraCluster {
  private constructor(
    private readonly program: ChildProcess,
    private readonly nodes: readonly Node[],
  ) {}

  static async start(): Promise<GaleraCluster> {
    const program = spawn(process.execPath, [PROGRAM], {
      cwd: REPOSITORY_ROOT,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let said = '';
    program.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const lines = createInterface({ input: program.stdout });
    const [line] = (await Promise.race([once(lines, 'line'), once(program, 'exit')])) as [unknown];
    if (typeof line !== 'string') throw new Error(`the cluster did not start:\n${said}`);
    const { nodes } = JSON.parse(line) as { readonly nodes: readonly Node[] };
    const cluster = new GaleraCluster(program, nodes);
    await cluster.untilOfSize(nodes.length);
    return cluster;
  }

  /** Where a node takes connections, by its number from 1 on. */
  url(node: number): string {
    return this.node(node).url;
  }

  /** `kill -9`. The node does not come back. */
  kill(node: number): void {
    process.kill(this.node(node).pid, 'SIGKILL');
  }

  /** One of a node's counters, `wsrep_local_cert_failures` for example. */
  async status(node: number, name: string): Promise<string> {
    const server = new URL(this.url(node));
    server.pathname = '/';
    const connection = await createConnection({ uri: server.toString() });
    try {
      const [rows] = await connection.query('SHOW GLOBAL STATUS WHERE Variable_name = ?', [name]);
      return (rows as { Value: string }[])[0]?.Value ?? '';
    } finally {
      await connection.end();
    }
  }

  /** Waits until node 1 sees so many nodes and takes statements. */
  async untilOfSize(size: number): Promise<void> {
    await waitUntil(
      `a cluster of ${String(size)}`,
      async () =>
        (await this.status(1, 'wsrep_cluster_size')) === String(size) &&
        (await this.status(1, 'wsrep_ready')) === 'ON',
      30_000,
      50,
    );
  }

  async stop(): Promise<void> {
    if (this.program.exitCode !== null) return;
    const ended = once(this.program, 'exit');
    this.program.stdin?.end();
    await ended;
  }

  private node(number: number): Node {
    const node = this.nodes[number - 1];
    if (node === undefined) throw new Error(`there is no node ${String(number)}`);
    return node;
  }
}

import { randomUUID } from 'node:crypto';
import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { endProcess, signalProcess } from '../processes.mjs';
import { pathsIn, writeState } from './data-folder.mjs';
import { NoDatabaseError } from './errors.mjs';
import { lastLines, readText } from './files.mjs';
import { quietPort, untilAnswering } from './ports.mjs';
import { launch, startPrivateServer } from './private-server.mjs';

const JOIN_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;
const SYNCED = 'Synchronized with group, ready for connections';

/**
 * Nodes of a Galera cluster on loopback, each a server with a folder of its own beside `folder`, all from one data
 * folder. No state transfer is needed, so none of its programs are: each node joins at the position that the joining of
 * those before it makes. A node that was killed can therefore not come back.
 * @param {{
 *   folder: string, program: { path: string, isMariadb: boolean, version: string }, provider: string,
 *   size: number, schemaPrefix: string, log: (line: string) => void,
 * }} options
 * @returns {Promise<{ nodes: readonly { name: string, pid: number, url: string }[], stop: () => Promise<void> }>}
 */
export async function startGaleraCluster({ folder, program, provider, size, schemaPrefix, log }) {
  const seed = await seedFolder({ folder, program, schemaPrefix, log });
  const uuid = randomUUID();
  const nodes = [];
  const stop = async () => {
    await Promise.all(nodes.map(({ pid }) => endProcess(pid, STOP_TIMEOUT_MS)));
    for (const node of nodes) fs.rmSync(node.folder, { recursive: true, force: true });
    fs.rmSync(folder, { recursive: true, force: true });
  };
  // Whoever ends without stopping leaves no server behind.
  process.once('exit', () => nodes.forEach(({ pid }) => signalProcess(pid, 'SIGKILL')));
  try {
    while (nodes.length < size) {
      const node = await newNode(folder, `n${nodes.length + 1}`);
      fillFolder(node, seed.data, uuid, nodes.length);
      const { server, paths } = launchNode({ node, program, provider, uuid, before: nodes });
      nodes.push({ ...node, pid: server.pid, url: withPort(seed.url, node.port) });
      writeState(paths.state, { pid: server.pid, port: node.port, owner: process.pid });
      await untilJoined(node, paths, server);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { nodes: nodes.map(({ name, pid, url }) => ({ name, pid, url })), stop };
}

/** The data folder that all nodes begin with, its root user included: what is written later would be replicated. */
async function seedFolder({ folder, program, schemaPrefix, log }) {
  const seed = await startPrivateServer({ folder, log, program, schemaPrefix });
  await seed.stop();
  const { data, state } = pathsIn(folder);
  // Still ours: otherwise it would be swept up under the nodes' hands.
  writeState(state, { pid: 0, port: 0, owner: process.pid });
  return { data, url: seed.url };
}

async function newNode(folder, name) {
  const [port, groupPort, transferPort] = [await quietPort(), await quietPort(), await quietPort()];
  return {
    name,
    // Beside and not inside: what sweeps up after killed runs knows a folder by its server.json.
    folder: join(dirname(folder), `${basename(folder)}-${name}`),
    ...{ port, groupPort, transferPort },
  };
}

function fillFolder(node, data, uuid, position) {
  fs.mkdirSync(node.folder, { recursive: true, mode: 0o700 });
  const own = pathsIn(node.folder).data;
  fs.cpSync(data, own, { recursive: true });
  const state = [
    '# GALERA saved state',
    'version: 2.1',
    `uuid:    ${uuid}`,
    `seqno:   ${position}`,
    `safe_to_bootstrap: ${position === 0 ? 1 : 0}`,
  ];
  fs.writeFileSync(join(own, 'grastate.dat'), `${state.join('\n')}\n`);
}

function launchNode({ node, program, provider, uuid, before }) {
  const paths = pathsIn(node.folder);
  const others = before.map(({ groupPort }) => `127.0.0.1:${groupPort}`);
  const group = [
    'gcache.size=32M',
    `gmcast.listen_addr=tcp://127.0.0.1:${node.groupPort}`,
    `ist.recv_addr=127.0.0.1:${node.transferPort}`,
  ];
  const server = launch(program, paths, node.port, [
    '--binlog-format=ROW',
    '--default-storage-engine=InnoDB',
    '--innodb-autoinc-lock-mode=2',
    '--innodb-buffer-pool-size=128M',
    '--wsrep-on=ON',
    // A lone statement that loses against another node says so at once; by default a node tries it once more itself.
    '--wsrep-retry-autocommit=0',
    `--wsrep-provider=${provider}`,
    `--wsrep-provider-options=${group.join(';')}`,
    '--wsrep-cluster-name=strateger',
    `--wsrep-cluster-address=gcomm://${others.join(',')}`,
    `--wsrep-node-name=${node.name}`,
    `--wsrep-node-address=127.0.0.1:${node.groupPort}`,
    '--wsrep-sst-method=skip',
    `--wsrep-start-position=${uuid}:${before.length}`,
  ]);
  return { server, paths };
}

async function untilJoined(node, paths, server) {
  const deadline = Date.now() + JOIN_TIMEOUT_MS;
  const failure = () => {
    const how = server.failure();
    return how ?? (Date.now() > deadline ? 'it did not join the others in time' : null);
  };
  try {
    while (!readText(paths.log).includes(SYNCED)) {
      const reason = failure();
      if (reason !== null) throw new Error(reason);
      await new Promise((done) => setTimeout(done, 50));
    }
    await untilAnswering(node.port, failure);
  } catch (error) {
    throw new NoDatabaseError(
      `node ${node.name} did not start: ${error.message}\n${lastLines(readText(paths.log), 12)}`,
    );
  }
}

function withPort(url, port) {
  const changed = new URL(url);
  changed.port = String(port);
  return changed.toString();
}

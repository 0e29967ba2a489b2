import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startDatabase } from './local-database.mjs';
import { DatabaseInUseError } from './local-database/errors.mjs';
import { freePort } from './local-database/ports.mjs';
import { explain, LOCAL, prepare, ROOT, run, step, tail, Trouble } from './prepare.mjs';
import { nodeCommandOf, endProcess, whenEnded } from './processes.mjs';
import { sampleTrade } from './sample-trade.mjs';

/**
 * `npm run quickstart`: from a clean clone to an alarm that became an order, on paper.
 * Runs until Ctrl-C; `--once` stops after printing, for tests.
 */

const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const SERVICE_LOG = join(LOCAL, 'strateger.log');
const NOTE = join(LOCAL, 'quickstart.json');

const once = process.argv.includes('--once');
const port = readPort();
const address = `http://127.0.0.1:${port}`;

let database = null;
let service = null;
let stopping = null;

function readPort() {
  const text = process.env.PORT ?? '';
  const number = text === '' ? 8000 : Number(text);
  return Number.isInteger(number) && number > 0 && number < 65536 ? number : 8000;
}

// --- one at a time

function readNote() {
  try {
    return JSON.parse(fs.readFileSync(NOTE, 'utf8'));
  } catch {
    return null;
  }
}

function writeNote() {
  fs.writeFileSync(
    NOTE,
    `${JSON.stringify({ pid: process.pid, service: service?.pid ?? 0, address })}\n`,
  );
}

/** Another quickstart that runs is left alone; what a killed one left running is ended. */
async function makeRoom() {
  const note = readNote();
  if (note === null) return;
  if (note.pid !== process.pid && nodeCommandOf(note.pid).includes('quickstart')) {
    throw new Trouble(`a quickstart is already running (process ${note.pid}), at ${note.address}`, {
      then: `Open ${note.address}/docs, or stop it with Ctrl-C in its terminal (or: kill ${note.pid}).`,
    });
  }
  if (nodeCommandOf(note.service).includes(join('dist', 'main.js'))) {
    await step('Ending the service that an interrupted quickstart left running', () =>
      endProcess(note.service, STOP_TIMEOUT_MS),
    );
  }
  fs.rmSync(NOTE, { force: true });
}

async function checkPort() {
  const code = await new Promise((done) => {
    const server = createServer();
    server.once('error', (error) => done(error.code));
    server.listen(port, '127.0.0.1', () => server.close(() => done(null)));
  });
  if (code === null) return;
  const other = await freePort(port < 65535 ? port + 1 : 8001);
  const why = code === 'EADDRINUSE' ? 'is used by another program' : `cannot be opened (${code})`;
  throw new Trouble(`port ${port} on 127.0.0.1 ${why}.`, {
    then: `Stop that program, or take another port:  PORT=${other} npm run quickstart`,
  });
}

// --- the service

function environment() {
  return {
    ...process.env,
    ...database.env,
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    TRADING_MODE: 'paper',
  };
}

function startService() {
  const file = fs.openSync(SERVICE_LOG, 'a');
  fs.writeSync(file, `--- quickstart, ${new Date().toISOString()}\n`);
  // A group of its own: Ctrl-C reaches this script alone, which then stops the service in order.
  service = spawn(process.execPath, [join(ROOT, 'dist', 'main.js')], {
    cwd: ROOT,
    env: environment(),
    detached: true,
    stdio: ['ignore', file, file],
  });
  fs.closeSync(file);
  writeNote();
}

async function untilReady() {
  const ended = whenEnded(service);
  let end = null;
  ended.then((how) => (end = how));
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    if (end !== null)
      throw new Trouble(`the service ended at its start (${end}).`, { log: SERVICE_LOG });
    const status = await fetch(`${address}/health/ready`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    if (Date.now() > deadline) {
      throw new Trouble(
        `the service was not ready within ${READY_TIMEOUT_MS / 1000} s (${address}/health/ready answers ${status}).`,
        {
          log: SERVICE_LOG,
        },
      );
    }
    await new Promise((done) => setTimeout(done, 50));
  }
}

// --- the end

function stop() {
  stopping ??= (async () => {
    if (service !== null && service.exitCode === null)
      await endProcess(service.pid, STOP_TIMEOUT_MS);
    await database?.stop();
    if (readNote()?.pid === process.pid) fs.rmSync(NOTE, { force: true });
  })();
  return stopping;
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  let first = 0;
  process.on(name, () => {
    // npm passes on a Ctrl-C that the terminal has sent already: only a later one means "at once".
    if (first !== 0) {
      if (Date.now() - first > 2_000 && service !== null) service.kill('SIGKILL');
      return;
    }
    first = Date.now();
    process.stdout.write('\nStopping the service, then the database …\n');
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

function printTrade({ alarm, decision, order, fill }) {
  const lines = [
    '',
    'The alarm became an order:',
    '',
    `  alarm     ${alarm.id}  ${alarm.status}`,
    `  decision  ${decision.reason}${decision.detail ? `: ${decision.detail}` : ''}`,
    `  order     ${order.id}  ${order.side} ${order.quantity}, ${order.state}`,
    `  fill      ${fill.quantity} at ${fill.price}`,
    '',
    'Open:',
    `  ${address}/docs                      everything the API does`,
    `  ${address}/alarms/${alarm.id}`,
    `  ${address}/orders/${order.id}`,
    `  ${address}/status-server/`,
    '',
    `The service logs to ${SERVICE_LOG}; its data stays for the next run.`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main() {
  await makeRoom();
  await checkPort();
  await prepare();
  await step('Finding or starting a database', async (log) => {
    database = await startDatabase({ folder: join(LOCAL, 'db'), log });
    return database.how;
  });
  await step('Bringing the seven schemas up to date (npm run migrate)', () =>
    run([process.execPath, join(ROOT, 'dist', 'cli', 'migrate.js')], 'migrate.log', environment()),
  );
  await step(`Starting the service in paper mode on ${address}`, () => {
    startService();
    return untilReady().then(() => 'ready');
  });
  let trade;
  await step('Creating the sample strategy and sending an alarm through the webhook', async () => {
    trade = await sampleTrade(address, process.env).catch((error) => {
      throw new Trouble(error.message, { log: SERVICE_LOG });
    });
    return 'filled';
  });
  printTrade(trade);
  if (once) return stop();
  process.stdout.write('\nPress Ctrl-C to stop.\n');
  const how = await whenEnded(service);
  if (stopping !== null) return stopping;
  throw new Trouble(`the service ended by itself (${how}).`, { log: SERVICE_LOG });
}

main().catch(async (error) => {
  if (stopping !== null) return;
  if (error instanceof DatabaseInUseError) {
    error = new Trouble(error.message, { then: `Stop that process first (kill ${error.owner}).` });
  }
  explain(error);
  await stop().catch(() => tail(SERVICE_LOG, 0));
  process.exit(1);
});

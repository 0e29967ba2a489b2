import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from './local-database.mjs';
import { sweepLeftOvers } from './local-database/private-server.mjs';
import { explain, prepare, ROOT, run, step } from './prepare.mjs';

/**
 * `npm run bench`: the measurements of docs/benchmarks.md, on a database of their own.
 * `-- --quick` takes a look without writing the page, `-- --latency` measures alarm to venue alone, `-- --throughput`
 * orders per second of one and two instances alone, both without it too.
 */

const FOLDER_PREFIX = 'strateger-bench-';
const PAGE = join(ROOT, 'docs', 'benchmarks.md');
const quick = process.argv.includes('--quick');
const latencyOnly = process.argv.includes('--latency');
const throughputOnly = process.argv.includes('--throughput');
const size = quick
  ? {
      seconds: 1,
      rounds: 1,
      connections: [1, 50],
      startRounds: 1,
      idleMs: 1_000,
      orders: 5,
      bursts: 1,
      accounts: 4,
    }
  : {
      seconds: 3,
      rounds: 2,
      connections: [1, 10, 50, 200],
      startRounds: 3,
      idleMs: 4_000,
      orders: 40,
      bursts: 3,
      accounts: 30,
    };
const BURST = 800;

const open = new Set();

async function started(contender) {
  open.add(contender);
  return contender.start();
}

async function ended(...contenders) {
  for (const contender of contenders) {
    await contender.stop();
    open.delete(contender);
  }
}

for (const name of ['SIGINT', 'SIGTERM']) {
  process.once(name, () => {
    process.exitCode = 1;
    ended(...open).finally(() => process.exit(1));
  });
}

async function measure(url, database, folder) {
  // Loaded here: before `prepare` there may be no packages.
  const { oneInsert, withoutDatabase, strateger, bareNest } =
    await import('../test/bench/contenders.mjs');
  const { compareIntake } = await import('../test/bench/intake.mjs');
  const { compareStartUp } = await import('../test/bench/start-up.mjs');
  const { benchmarkPage } = await import('../test/bench/report.mjs');
  const began = performance.now();
  const say = (line) => process.stdout.write(`    ${line}\n`);

  let startUp;
  await step('Start and memory', async () => {
    const makers = [() => strateger('strateger', url), () => bareNest(url)];
    startUp = await compareStartUp(makers, { rounds: size.startRounds, idleMs: size.idleMs });
    const [service, nest] = startUp;
    return `${Math.round(service.startMs)} ms, bare Nest ${Math.round(nest.startMs)} ms, ${Math.round(service.memory)} MiB`;
  });

  const bare = await started(withoutDatabase());
  const insert = await started(oneInsert(url));
  const intake = [];
  await step('Durable intake', async () => {
    const api = await started(strateger('strateger, intake', url, { ROLE: 'api' }));
    for (const connections of size.connections) {
      intake.push(await compareIntake([bare, insert, api], connections, size));
      say(describe(intake.at(-1)));
    }
    await ended(api);
  });
  await emptyAlarms(url);

  const together = [];
  const bursts = [];
  await step('Intake while deciding, and the burst of 800', async () => {
    const all = await started(strateger('strateger, intake and trading', url));
    for (const contender of [bare, insert, all])
      bursts.push(await burst(url, contender, contender === all));
    say(bursts.map(({ name, p99 }) => `${name} p99 ${p99.toFixed(1)} ms`).join('; '));
    together.push(await compareIntake([insert, all], 50, size));
    say(describe(together[0]));
    await ended(all);
  });
  await ended(bare, insert);
  await emptyAlarms(url);

  const latency = await measureLatency(url, folder);
  const throughput = await measureThroughput(url, folder);
  const streams = await measureStreams();

  const seconds = Math.round((performance.now() - began) / 1000);
  return benchmarkPage({
    intake,
    together,
    bursts,
    latency,
    throughput,
    streams,
    startUp,
    database,
    seconds,
    base: insert.name,
  });
}

async function measureStreams() {
  const { measureDecoding, measureTicks } = await import('../test/bench/streams.mjs');
  let streams = null;
  await step('Frames and prices by websocket', async () => {
    const decoding = measureDecoding({ rounds: size.rounds * 100 });
    const ticks = await measureTicks({ symbols: 200, perSecond: 10, seconds: size.seconds * 2 });
    streams = { decoding, ticks };
    const [cache] = ticks;
    return `slowest form ${Math.min(...decoding.map(({ ofBare }) => ofBare)).toFixed(2)} of JSON.parse; price p99 ${cache.p99.toFixed(2)} ms`;
  });
  return streams;
}

async function measureLatency(url, folder) {
  const { strateger, simulator, SECRET, TOKEN } = await import('../test/bench/contenders.mjs');
  let latency = null;
  await step('Alarm to venue request', async () => {
    const { orderWatch, createStrategy, idleLatency, burstLatency } =
      await import('../test/bench/latency.mjs');
    const exchange = await started(simulator(join(folder, 'book.jsonl')));
    const watch = await orderWatch(exchange.address);
    const live = await started(
      strateger('strateger, live', url, {
        TRADING_MODE: 'live',
        WEBHOOK_SECRET: SECRET,
        API_TOKENS: `${TOKEN}:read+trade+strategies+admin`,
        BINGX_API_URL: watch.address,
        ...exchange.keys,
      }),
    );
    try {
      await createStrategy(live, 'bench-live');
      const more = { strategy: 'bench-live', secret: SECRET };
      const inBurst = (isSameTicker) =>
        burstLatency(live, watch, { ...more, bursts: size.bursts, count: BURST, isSameTicker });
      latency = [
        { name: 'idle', ...(await idleLatency(live, watch, { ...more, count: size.orders })) },
        { name: 'burst on other instruments', ...(await inBurst(false)) },
        { name: 'burst on the same instrument', ...(await inBurst(true)) },
      ];
    } finally {
      await ended(live, exchange);
      watch.close();
    }
    return latency
      .map(({ name, p50, p99 }) => `${name} p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`)
      .join('; ');
  });
  return latency;
}

async function measureThroughput(url, folder) {
  const { compareInstances } = await import('../test/bench/throughput.mjs');
  let throughput = null;
  await step('Orders per second, one and two instances', async (log) => {
    const book = join(folder, 'throughput.jsonl');
    throughput = await compareInstances({
      url,
      book,
      accounts: size.accounts,
      started,
      ended,
      log,
    });
    const { free, equal, share } = throughput;
    const said = ({ one, two }) =>
      `${one.toFixed(1)}/s with one, ${two.toFixed(1)}/s with two: ${(two / one).toFixed(2)} times`;
    return equal === null ? said(free) : `${said(free)}; on ${share} of a core each ${said(equal)}`;
  });
  return throughput;
}

function describe(rows) {
  const figures = rows.map(
    ({ name, perSecond, p99 }) => `${name} ${Math.round(perSecond)}/s p99 ${p99.toFixed(1)}`,
  );
  return `${rows[0].connections} connections: ${figures.join('; ')}`;
}

async function burst(url, contender, isService) {
  const { sendBurst } = await import('../test/bench/burst.mjs');
  const strategy = `bench-burst-${Date.now()}`;
  await sendBurst(contender, { count: 100, overMs: 300, strategy: 'bench-warm-up' });
  const result = await sendBurst(contender, { count: BURST, overMs: 950, strategy });
  const stored = isService ? await storedOf(url, strategy) : null;
  return {
    ...result,
    name: contender.name,
    stored: stored?.rows ?? null,
    lost: stored === null ? null : BURST - stored.bodies,
    doubled: stored === null ? null : stored.rows - stored.bodies,
  };
}

async function onAlarms(url, work) {
  const { createConnection } = await import('mysql2/promise');
  const target = new URL(url);
  target.pathname = `${target.pathname}_alarms`;
  const connection = await createConnection({ uri: target.toString() });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}

function storedOf(url, strategy) {
  return onAlarms(url, async (connection) => {
    const [[row]] = await connection.query(
      'SELECT COUNT(*) AS stored, COUNT(DISTINCT body) AS bodies FROM alarm WHERE strategy_name = ?',
      [strategy],
    );
    return { rows: Number(row.stored), bodies: Number(row.bodies) };
  });
}

/** What one part left behind must not slow the next one down. */
function emptyAlarms(url) {
  return onAlarms(url, (connection) => connection.query('TRUNCATE TABLE alarm'));
}

async function main() {
  await prepare();
  await sweepLeftOvers(tmpdir(), FOLDER_PREFIX);
  const folder = fs.mkdtempSync(join(tmpdir(), FOLDER_PREFIX));
  let database = null;
  try {
    await step('A database of its own, with the seven schemas', async (log) => {
      database = await startDatabase({ folder, log, env: {}, schemaPrefix: 'strateger_bench' });
      const env = { ...process.env, ...database.env };
      await run(
        [process.execPath, join(ROOT, 'dist', 'cli', 'migrate.js')],
        'bench-migrate.log',
        env,
      );
      return database.how;
    });
    if (latencyOnly) {
      await measureLatency(database.url, folder);
      return;
    }
    if (throughputOnly) {
      await measureThroughput(database.url, folder);
      return;
    }
    const page = await measure(database.url, database.how.split(',')[0], folder);
    if (!quick) {
      const { format } = await import('prettier');
      fs.writeFileSync(PAGE, await format(page, { parser: 'markdown' }));
    }
    process.stdout.write(`\n${page}`);
  } finally {
    await ended(...open);
    await database?.stop();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error) => {
  explain(error);
  process.exitCode = 1;
});

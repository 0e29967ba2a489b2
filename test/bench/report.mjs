import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';

const whole = (value) => Math.round(value).toLocaleString('en');
const ms = (value) => (value === null ? '-' : value.toFixed(value < 10 ? 2 : 1));
const ratio = (value) => value.toFixed(2);

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(line),
  ].join('\n');
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'uncommitted';
  }
}

function intakeTable(groups, base) {
  const rows = groups.flatMap((group) => {
    const rival = group.find(({ name }) => name === base);
    return group.map(({ name, connections, perSecond, p50, p99 }) => [
      name,
      String(connections),
      whole(perSecond),
      ms(p50),
      ms(p99),
      ratio(perSecond / rival.perSecond),
    ]);
  });
  return table(['', 'connections', 'requests/s', 'p50 ms', 'p99 ms', 'of one insert'], rows);
}

/** What the run reached of what it should, each miss with its size. */
function targetTable({ intake, bursts, latency, throughput, streams, startUp, base }) {
  const named = (rows, start) => rows.find(({ name }) => name.startsWith(start));
  const at50 = intake.find(([first]) => first.connections === 50) ?? intake.at(-1);
  const ofOneInsert = named(at50, 'strateger').perSecond / named(at50, base).perSecond;
  const burst = named(bursts, 'strateger');
  const idle = latency === null ? null : latency[0];
  const [service, nest] = startUp;
  const targets = [
    ['intake at 50 connections, of one insert', ofOneInsert, 0.6, 'least', ratio],
    ['burst of 800: webhook p99, ms', burst.p99, 100, 'most', ms],
    ['burst of 800: lost and doubled', burst.lost + burst.doubled, 0, 'most', String],
    ...(idle === null
      ? []
      : [
          ['alarm to venue, idle: p50, ms', idle.p50, 10, 'most', ms],
          ['alarm to venue, idle: p99, ms', idle.p99, 40, 'most', ms],
        ]),
    ...[
      ['as much processor for each', throughput.equal],
      ['on the same cores', throughput.free],
    ].flatMap(([how, figures]) =>
      figures === null
        ? []
        : [
            [
              `orders per second, two instances of one, ${how}`,
              figures.two / figures.one,
              1.7,
              'least',
              ratio,
            ],
          ],
    ),
    [
      'decoding a frame, slowest form, of bare JSON.parse',
      Math.min(...streams.decoding.map(({ ofBare }) => ofBare)),
      0.5,
      'least',
      ratio,
    ],
    ['price sent to price in the cache, 200 symbols: p99, ms', streams.ticks[0].p99, 5, 'most', ms],
    ['ready, of a bare Nest application', service.startMs / nest.startMs, 1.3, 'most', ratio],
    ['idle memory, MiB', service.memory, 190, 'most', whole],
  ];
  const rows = targets.map(([what, figure, target, bound, show]) => {
    const miss = bound === 'least' ? target - figure : figure - target;
    return [
      what,
      `at ${bound} ${target}`,
      show(figure),
      miss <= 0 ? 'met' : `missed by ${show(miss)}`,
    ];
  });
  return table(['', 'target', 'this run', ''], rows);
}

/** The page docs/benchmarks.md, from one run. */
export function benchmarkPage({
  intake,
  together,
  bursts,
  latency,
  throughput,
  streams,
  startUp,
  database,
  seconds,
  base,
}) {
  const [processor] = cpus();
  const [service, nest] = startUp;
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; everything on this page comes from one run. Figures of different machines cannot be compared, ratios can, with care.',
    '',
    `- ${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit()}, ${seconds} s in all`,
    `- ${processor.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`,
    `- Node.js ${process.version}; ${database}; a commit per insert, flushed to disk (innodb_flush_log_at_trx_commit=1)`,
    '- Load generator, service and database share the cores. Contenders run in turn, in both directions, on the same database server.',
    '',
    '## Targets',
    '',
    targetTable({ intake, bursts, latency, throughput, streams, startUp, base }),
    '',
    '## Durable intake: webhook to committed row',
    '',
    'Every body is different. The rivals are `node:http` handlers: one answers without keeping anything, one inserts one row, commits and answers; neither checks, reads, deduplicates or logs. The service does all of that. `intake` is a process that only takes alarms (`ROLE=api`).',
    '',
    intakeTable(intake, base),
    '',
    'One process that also decides the alarms it takes in (`ROLE=all`), while they arrive:',
    '',
    intakeTable(together, base),
    '',
    '## 800 different alarms within one second',
    '',
    'Sent evenly on 50 connections to a process that also decides them. Lost and doubled are counted in the database.',
    '',
    table(
      ['', 'p50 ms', 'p99 ms', 'worst ms', 'not 200', 'stored', 'lost', 'doubled'],
      bursts.map((burst) => [
        burst.name,
        ms(burst.p50),
        ms(burst.p99),
        ms(burst.worst),
        String(burst.failed),
        burst.stored === null ? '-' : String(burst.stored),
        burst.lost === null ? '-' : String(burst.lost),
        burst.doubled === null ? '-' : String(burst.doubled),
      ]),
    ),
    '',
    '## Alarm to venue request',
    '',
    latency === null
      ? 'Not measured in this run.'
      : [
          'From sending the alarm to the arrival of the signed order at the exchange (the simulator, on loopback, `TRADING_MODE=live`). BingX takes five orders a second from an account, so the orders under the burst are four a second among 800 other alarms. Alarms of one instrument take effect one at a time, in order of arrival, so an order waits for the alarms before it on its own instrument.',
          '',
          table(
            ['', 'orders', 'p50 ms', 'p99 ms', 'worst ms'],
            latency.map(({ name, count, p50, p99, worst }) => [
              name,
              String(count),
              ms(p50),
              ms(p99),
              ms(worst),
            ]),
          ),
        ].join('\n'),
    '',
    '## One and two instances',
    '',
    `${throughput.orders} alarms within 0.3 s for ${throughput.accounts} accounts, each for a strategy and a lane of its own, on an exchange (the simulator) that answers an order after ${throughput.answerMs} ms. From the first alarm to the last order that left; one and two instances in turn on one database, all alarms of an instrument to one of them, so that their lanes do not meet. Instances, database, exchange and load share the cores, so that two instances together have no more to compute with than one, and less than that once the others have had theirs. What working side by side costs by itself shows where each instance gets ${throughput.share} of a core and no more (a control group).`,
    '',
    table(
      ['', 'instances', 'orders/s', 'of one'],
      [
        ['on the same cores', throughput.free],
        [`${throughput.share} of a core each`, throughput.equal],
      ].flatMap(([how, figures]) =>
        figures === null
          ? []
          : [
              [how, '1', ratio(figures.one), ratio(1)],
              [how, '2', ratio(figures.two), ratio(figures.two / figures.one)],
            ],
      ),
    ),
    '',
    '## Frames and prices by websocket',
    '',
    'Decoding keeps every digit of long ids and decimals; bare `JSON.parse`, which does not, is the rival. The best of many short rounds, in turns.',
    '',
    table(
      ['', 'characters', 'JSON.parse µs', 'ours µs', 'of JSON.parse'],
      streams.decoding.map(({ name, bytes, bareUs, oursUs, ofBare }) => [
        name,
        String(bytes),
        ratio(bareUs),
        ratio(oursUs),
        ratio(ofBare),
      ]),
    ),
    '',
    'From sending a price on a server (a process of its own) to the price in the cache. The rival is a bare socket with gunzip, `JSON.parse` and a map, on the same server, right before.',
    '',
    table(
      ['', 'symbols', 'prices/s', 'p50 ms', 'p99 ms', 'worst ms'],
      streams.ticks.map(({ name, symbols, perSecond, p50, p99, worst }) => [
        name,
        String(symbols),
        whole(perSecond),
        ms(p50),
        ms(p99),
        ms(worst),
      ]),
    ),
    '',
    '## Start and memory',
    '',
    'From a built tree with the database running, to the first 200 of `/health/ready`. The bare Nest application loads the same packages, has one controller and one connection.',
    '',
    table(
      ['', 'ready after ms', 'resident MiB, idle', 'of bare Nest'],
      [service, nest].map(({ name, startMs, memory }) => [
        name,
        whole(startMs),
        whole(memory),
        ratio(startMs / nest.startMs),
      ]),
    ),
    '',
  ].join('\n');
}

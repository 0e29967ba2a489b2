import autocannon from 'autocannon';
import { alarmBody } from './alarm-bodies.mjs';
import { mean, percentile } from './figures.mjs';

/** Requests per second and times of POST /alarms/webhook with a different body in every request. */
export async function measureIntake(contender, connections, seconds) {
  await fire(contender, connections, 0.7);
  const { result, times } = await fire(contender, connections, seconds);
  const failed = result.non2xx + result.errors + result.timeouts;
  if (failed > 0) throw new Error(`${contender.name}: ${failed} of the requests failed`);
  return {
    perSecond: result['2xx'] / result.duration,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    count: result['2xx'],
  };
}

function fire(contender, connections, seconds) {
  const times = [];
  return new Promise((done, fail) => {
    const load = autocannon(
      {
        url: `${contender.address}/alarms/webhook`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        connections,
        duration: seconds,
        sampleInt: 100,
        requests: [
          { setupRequest: (request) => ({ ...request, body: alarmBody('bench-intake') }) },
        ],
      },
      (error, result) => (error ? fail(error) : done({ result, times })),
    );
    load.on('response', (_client, _status, _bytes, ms) => times.push(ms));
  });
}

/** All contenders in turn, in both directions, so that what drifts on the machine falls on all alike. */
export async function compareIntake(contenders, connections, { seconds, rounds }) {
  const found = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const contender of order) {
      found.get(contender.name).push(await measureIntake(contender, connections, seconds));
    }
  }
  return contenders.map(({ name }) => {
    const runs = found.get(name);
    const of = (key) => mean(runs.map((run) => run[key]));
    return { name, connections, perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') };
  });
}

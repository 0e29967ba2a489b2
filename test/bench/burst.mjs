import { Agent, request } from 'node:http';
import { alarmBody } from './alarm-bodies.mjs';
import { percentile } from './figures.mjs';

const TICK_MS = 10;

/** Sends `count` different alarms, evenly over `overMs`, on 50 kept connections; resolves with every answer. */
export async function sendBurst(contender, { count, overMs, strategy, bodies = [] }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 });
  const calls = [];
  const began = performance.now();
  while (calls.length < count) {
    const due = Math.min(count, Math.ceil(((performance.now() - began) / overMs) * count) + 1);
    while (calls.length < due)
      calls.push(post(contender, agent, bodies[calls.length] ?? alarmBody(strategy)));
    await new Promise((done) => setTimeout(done, TICK_MS));
  }
  const sentInMs = performance.now() - began;
  const answers = await Promise.all(calls);
  agent.destroy();
  const times = answers.map(({ ms }) => ms);
  return {
    answers,
    sentInMs,
    failed: answers.filter(({ status }) => status !== 200).length,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    worst: percentile(times, 1),
  };
}

/** One delivery on a kept connection. */
export function post(contender, agent, body) {
  const sentAt = Date.now();
  const began = performance.now();
  return new Promise((done) => {
    const call = request(
      `${contender.address}/alarms/webhook`,
      {
        method: 'POST',
        agent,
        headers: {
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
        },
      },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk) => (text += chunk));
        answer.on('end', () =>
          done({ status: answer.statusCode, text, sentAt, ms: performance.now() - began }),
        );
      },
    );
    call.on('error', (error) =>
      done({ status: 0, text: error.message, sentAt, ms: performance.now() - began }),
    );
    call.end(body);
  });
}

import { Agent, createServer, request } from 'node:http';
import { alarmBody } from './alarm-bodies.mjs';
import { post, sendBurst } from './burst.mjs';
import { TOKEN } from './contenders.mjs';
import { percentile } from './figures.mjs';

const ORDER_PATH = '/openApi/swap/v2/trade/order';
/** The exchange takes 5 orders a second from one account; the service keeps to that, so the alarms do too. */
const SPACING_MS = 260;
const ORDERS_A_BURST = 4;

/** Stands between the service and the simulator and notes when each order arrives, by its quantity. */
export async function orderWatch(target) {
  const seen = new Map();
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    const at = performance.now();
    const chunks = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      if (incoming.method === 'POST' && incoming.url.startsWith(ORDER_PATH)) {
        const text = `${incoming.url}&${body.toString('utf8')}`;
        const quantity =
          /[?&]quantity=([0-9.]+)/.exec(text)?.[1] ?? /"quantity":"?([0-9.]+)/.exec(text)?.[1];
        const key = quantity === undefined ? undefined : plain(quantity);
        if (key !== undefined && !seen.has(key)) seen.set(key, at);
      }
      const { method, headers } = incoming;
      const call = request(`${target}${incoming.url}`, { method, headers, agent }, (answer) => {
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.pipe(outgoing);
      });
      call.on('error', () => outgoing.destroy());
      call.end(body);
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    seen,
    close: () => {
      agent.destroy();
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A live strategy that takes its quantity from the alarm, which then tells the orders apart. */
export async function createStrategy(service, alarmName) {
  const answer = await fetch(`${service.address}/strategies/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({
      alarmName,
      isOn: true,
      account: 'bingx',
      instrument: 'bingx-usdt-m/BTC-USDT',
      long: {
        entryOrderTimeframe: '1m',
        closeOrderTimeframe: '1m',
        quantityMode: 'alarm',
        leverage: '5',
        pyramiding: 1000,
      },
      short: { quantityMode: 'fixed' },
    }),
  });
  if (answer.status !== 201)
    throw new Error(`no strategy: ${answer.status} ${await answer.text()}`);
}

let size = 0;
/** 0.0001, 0.0002, …: steps that the instrument takes, each used once. */
function nextQuantity() {
  size += 1;
  return plain((size / 10_000).toFixed(4));
}

/** The exchange's precision may add zeros. */
function plain(text) {
  return text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '');
}

function tradingBody(strategy, secret, quantity) {
  return alarmBody(strategy, { Quantity: quantity, Secret: secret });
}

async function arrival(watch, quantity) {
  const deadline = performance.now() + 15_000;
  while (!watch.seen.has(quantity)) {
    if (performance.now() > deadline)
      throw new Error(`the order of ${quantity} never reached the exchange`);
    await new Promise((done) => setTimeout(done, 1));
  }
  return watch.seen.get(quantity);
}

const sums = (times) => ({
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
  worst: percentile(times, 1),
  count: times.length,
});

/** One alarm at a time, with nothing else going on. The first few set leverage and warm up; they do not count. */
export async function idleLatency(service, watch, { strategy, secret, count }) {
  const agent = new Agent({ keepAlive: true });
  const times = [];
  for (let index = -3; index < count; index += 1) {
    const quantity = nextQuantity();
    const sentAt = performance.now();
    await post(service, agent, tradingBody(strategy, secret, quantity));
    const ms = (await arrival(watch, quantity)) - sentAt;
    if (index >= 0) times.push(ms);
    await new Promise((done) => setTimeout(done, SPACING_MS));
  }
  agent.destroy();
  return sums(times);
}

/** What the other alarms of a burst are about; an alarm waits only for earlier ones of its own instrument. */
const OTHER_TICKERS = [
  'ETHUSDT.P',
  'SOLUSDT.P',
  'XRPUSDT.P',
  'BNBUSDT.P',
  'ADAUSDT.P',
  'LTCUSDT.P',
];
const SAME_TICKER = ['BTCUSDT.P'];

/** The same while 800 other alarms arrive within a second, on other instruments or all on the same one. */
export async function burstLatency(
  service,
  watch,
  { strategy, secret, bursts, count, isSameTicker },
) {
  const tickers = isSameTicker ? SAME_TICKER : OTHER_TICKERS;
  const times = [];
  for (let round = 0; round < bursts; round += 1) {
    await new Promise((done) => setTimeout(done, 4_000));
    const bodies = Array.from({ length: count }, (_, index) =>
      alarmBody('bench-noise', { Secret: secret, Ticker: tickers[index % tickers.length] }),
    );
    const load = sendBurst(service, { count, overMs: 950, bodies });
    const agent = new Agent({ keepAlive: true });
    const orders = [];
    for (let index = 0; index < ORDERS_A_BURST; index += 1) {
      const quantity = nextQuantity();
      const sentAt = performance.now();
      await post(service, agent, tradingBody(strategy, secret, quantity));
      orders.push(arrival(watch, quantity).then((at) => at - sentAt));
      await new Promise((done) => setTimeout(done, 210));
    }
    times.push(...(await Promise.all(orders)));
    await load;
    agent.destroy();
  }
  return sums(times);
}

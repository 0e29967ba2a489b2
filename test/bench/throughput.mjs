import { createHash } from 'node:crypto';
import { createConnection } from 'mysql2/promise';
import { alarmBody } from './alarm-bodies.mjs';
import { sendBurst } from './burst.mjs';
import { SECRET, simulator, strateger, TOKEN } from './contenders.mjs';
import { limitCpu } from './cpu-share.mjs';
import { mean } from './figures.mjs';

/**
 * The part of a core that an instance gets in the second half: so little that database, exchange and load never need what is
 * left of a small machine, and a second instance has as much to compute with as the first.
 */
const CPU_SHARE = 0.3;

/** What an order waits for at the real exchange. */
const ANSWER_MS = 150;

/**
 * Alarms of one instrument are decided one at a time, so there are several; no more than the orders that BingX takes
 * from an account in a second, so that this limit holds nothing up. As many for one instance as for the other, which
 * get whole instruments each: their lanes do not meet.
 */
const BASES = ['BTC', 'ETH', 'SOL', 'LTC'];
const QUANTITIES = { BTC: '0.001', ETH: '0.02', SOL: '0.5', LTC: '0.5' };
const SETTLED_MS = 40_000;
/** A new instance has the books compared first, and what differs looked at again three seconds later. */
const COMPARED_MS = 5_000;

const headers = { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` };

async function post(url, body, more = {}) {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), ...more });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/**
 * Orders per second of one instance and of two, in turn, so that whatever else the machine does meets both.
 * `started` and `ended` are told of every process.
 */
export async function compareInstances({ url, book, accounts: count, started, ended, log }) {
  const exchange = await started(simulator(book));
  const instance = async (name) => {
    const env = environment(exchange);
    const made = await started(strateger(`strateger, ${name} of two`, url, env));
    await new Promise((done) => setTimeout(done, COMPARED_MS));
    return made;
  };
  const first = await instance('first');
  const accounts = await prepareAccounts(first, exchange, count);
  // The first of all warms up and does not count, nor does the first of each second instance.
  await drain(url, [first], accounts, 'order open long');
  const measured = [];
  for (const share of [null, CPU_SHARE]) {
    const rounds = { one: [], two: [] };
    const limits = [limited(first, share)];
    for (const order of ['order open long', 'order open short']) {
      rounds.one.push(await drain(url, [first], accounts, order));
      const second = await instance('second');
      limits.push(limited(second, share));
      await drain(url, [first, second], accounts, order);
      rounds.two.push(await drain(url, [first, second], accounts, order));
      await ended(second);
    }
    for (const undo of limits) undo?.();
    if (share !== null && limits.includes(null)) break;
    measured.push({ share, ...rounds });
    for (const name of ['one', 'two'])
      log(
        `${name}${share === null ? '' : ` on ${share} of a core each`}: ${rounds[name].map((figure) => figure.toFixed(1)).join(', ')} orders/s`,
      );
  }
  await ended(first, exchange);
  const orders = accounts.length * BASES.length;
  const [free, equal = null] = measured.map(({ one, two }) => ({ one: mean(one), two: mean(two) }));
  return { orders, accounts: accounts.length, answerMs: ANSWER_MS, share: CPU_SHARE, free, equal };
}

const limited = (contender, share) =>
  share === null ? undefined : limitCpu(contender.child.pid, share);

const environment = (exchange) => ({
  TRADING_MODE: 'live',
  WEBHOOK_SECRET: SECRET,
  API_TOKENS: `${TOKEN}:read+trade+strategies+admin`,
  BINGX_API_URL: exchange.address,
  // At the start only: what is under way while the books are compared could be taken for a difference.
  RECONCILE_EVERY: '3600',
  CREDENTIALS_KEY: `bench:${'0123456789abcdef'.repeat(4)}`,
});

/** On each account a strategy for every instrument: no two alarms of a round share a strategy, and no two orders a lane. */
async function prepareAccounts(service, exchange, count) {
  const control = (path, body) => post(`${exchange.address}/__control/${path}`, body);
  await control('rate-limits', { enabled: false });
  const names = [];
  for (let index = 0; index < count; index += 1) {
    const name = `bench-${index}`;
    const key = createHash('sha256').update(name).digest('hex');
    const keys = { key, secret: `${key}-secret` };
    await control('accounts', { name });
    await control('balance', { account: name, balance: '10000000' });
    await control('keys', { account: name, ...keys });
    const account = { name, exchange: 'bingx', environment: 'live' };
    const shown = { apiKey: keys.key, secretKey: keys.secret };
    await post(`${service.address}/accounts/`, { ...account, ...shown }, { headers });
    for (const base of BASES) await createStrategy(service, name, base);
    names.push(name);
  }
  const match = { method: 'POST', path: '/trade/order$' };
  const delay = { kind: 'delay', match, ms: ANSWER_MS, count: null, when: 'before' };
  await control('faults', { faults: [delay] });
  return names;
}

function createStrategy(service, account, base) {
  const side = {
    entryOrderTimeframe: '1m',
    closeOrderTimeframe: '1m',
    quantityMode: 'fixed',
    quantity: QUANTITIES[base],
    pyramiding: 1000,
  };
  const strategy = {
    alarmName: `${account}-${base}`,
    isOn: true,
    account,
    instrument: `bingx-usdt-m/${base}-USDT`,
    long: side,
    short: side,
  };
  return post(`${service.address}/strategies/`, strategy, { headers });
}

/** One alarm for each strategy, all of an instrument to one instance; how many orders a second were decided and left. */
async function drain(url, instances, accounts, order) {
  const since = new Date();
  const count = accounts.length * BASES.length;
  const shares = instances.map((_, at) =>
    accounts.flatMap((account) =>
      BASES.filter((__, i) => i % instances.length === at).map((base) => {
        const ticker = { Ticker: `${base}USDT.P`, Secret: SECRET, Order: order };
        return alarmBody(`${account}-${base}`, ticker);
      }),
    ),
  );
  await Promise.all(
    instances.map((instance, at) =>
      sendBurst(instance, { count: shares[at].length, overMs: 300, bodies: shares[at] }),
    ),
  );
  const seconds = await untilDispatched(url, since, count);
  return count / seconds;
}

/** From the first alarm's arrival to the moment at which the last order left. */
async function untilDispatched(url, since, count) {
  const target = new URL(url);
  target.pathname = `${target.pathname}_orders`;
  const connection = await createConnection({ uri: target.toString(), timezone: 'Z' });
  const deadline = Date.now() + SETTLED_MS;
  try {
    for (;;) {
      const [[row]] = await connection.query(
        `SELECT COUNT(*) AS n, MAX(submitted_at) AS last, SUM(state = 'FILLED') AS filled
           FROM trade_order WHERE created_at >= ?`,
        [since],
      );
      if (Number(row.filled) >= count) return (row.last.getTime() - since.getTime()) / 1_000;
      if (Date.now() > deadline)
        throw new Error(`of ${count} orders ${row.n} were made and ${row.filled} filled in time`);
      await new Promise((done) => setTimeout(done, 200));
    }
  } finally {
    await connection.end();
  }
}

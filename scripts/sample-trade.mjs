/** One alarm through the whole path, as a newcomer would send it: strategy, webhook, and what became of it. */

const STRATEGY = {
  alarmName: 'Quickstart',
  isOn: true,
  account: 'paper',
  instrument: 'bingx-usdt-m/BTC-USDT',
  long: {
    entryOrderTimeframe: '1m',
    closeOrderTimeframe: '1m',
    quantityMode: 'fixed',
    quantity: '0.001',
    leverage: '5',
    // Every run adds an entry, so that every run ends in a fill.
    pyramiding: 1000,
    takeProfitPerOrder: '4',
    stopLossPerOrder: '2',
  },
  short: { quantityMode: 'fixed' },
};
const SETTLED_TIMEOUT_MS = 20_000;

/** @returns the alarm, its decision, the order and its first fill, as the API answers them */
export async function sampleTrade(address, env) {
  const call = apiOf(address, env);
  const { items } = await call('GET', `/strategies/?alarmName=${STRATEGY.alarmName}`);
  const existing = items.find((strategy) => strategy.alarmName === STRATEGY.alarmName);
  if (existing === undefined) await call('POST', '/strategies/', STRATEGY);
  const { id } = await call('POST', '/alarms/webhook', alarmBody(env));
  return untilFilled(call, id);
}

function alarmBody(env) {
  const secret = env.WEBHOOK_SECRET ?? '';
  return {
    Ticker: 'BTCUSDT.P',
    Interval: '1',
    Price_Alert: '65000.5',
    Time_Alert: new Date().toISOString(),
    Order: 'order open long',
    Strategy: STRATEGY.alarmName,
    ...(secret === '' ? {} : { Secret: secret }),
  };
}

function apiOf(address, env) {
  const token = (env.API_TOKENS ?? '').split(',')[0]?.split(':')[0] ?? '';
  const headers = {
    'content-type': 'application/json',
    ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
  };
  return async (method, path, body) => {
    const answer = await fetch(`${address}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  };
}

async function untilFilled(call, id) {
  const deadline = Date.now() + SETTLED_TIMEOUT_MS;
  for (;;) {
    const alarm = await call('GET', `/alarms/${id}`);
    for (const decision of alarm.decisions) {
      const order = decision.orders.find((candidate) => candidate.fills.length > 0);
      if (order !== undefined) return { alarm, decision, order, fill: order.fills[0] };
    }
    if (Date.now() > deadline) {
      const became = alarm.decisions.map(({ reason, detail }) => `${reason}: ${detail}`).join('; ');
      throw new Error(
        `the alarm ${id} was stored but not filled within ${SETTLED_TIMEOUT_MS / 1000} s (${became || alarm.status})`,
      );
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

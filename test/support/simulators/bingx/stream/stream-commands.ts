import type { Body, Commands } from '../control-body';
import type { SocketChoice, StreamHub } from './hub';
import type { LoadPlan } from './market-load';
import type { StreamFaultScript } from './stream-faults';
import { Frame } from './frame';
import { STREAM_PRODUCTS, type StreamProduct } from './topics';

type Command = (hub: StreamHub, body: Body) => unknown;

const COMMANDS: Readonly<Record<string, Command>> = {
  'GET stream': (hub) => hub.state(),
  'POST stream/cut': (hub, body) => {
    const refuseMs = whole(body, 'refuseMs', 0);
    if (refuseMs > 0) hub.refuseFor(refuseMs, whole(body, 'status', 403));
    const sockets = hub.chosen(choiceOf(body));
    for (const socket of sockets) socket.cut();
    return { cut: sockets.length };
  },
  'POST stream/refuse': (hub, body) => {
    hub.refuseFor(whole(body, 'ms'), whole(body, 'status', 403));
    return {};
  },
  'POST stream/silence': (hub, body) => {
    const sockets = hub.chosen(choiceOf(body));
    const what = body.what === 'heartbeats' ? 'heartbeats' : 'everything';
    for (const socket of sockets) socket.silenceFor(whole(body, 'ms'), what);
    return { silent: sockets.length };
  },
  'POST stream/send': (hub, body) => {
    const { text } = body;
    if (typeof text !== 'string') throw new RangeError('text is missing');
    const sockets = hub.chosen(choiceOf(body));
    for (const socket of sockets) {
      if (body.as === 'text') socket.writeText(text);
      else if (body.as === 'binary') socket.write(Buffer.from(text));
      else socket.write(new Frame(text, 'market').bytes());
    }
    return { sent: sockets.length };
  },
  'POST stream/faults': (hub, body) => {
    const scripts = (
      Array.isArray(body.faults) ? body.faults : [body]
    ) as readonly StreamFaultScript[];
    return { ids: scripts.map((script) => hub.faults.add(script)) };
  },
  'DELETE stream/faults': (hub) => {
    hub.faults.clear();
    return {};
  },
  'POST stream/expire-keys': (hub, body) => ({
    expired: hub.keys.expireNow(typeof body.account === 'string' ? body.account : undefined),
  }),
  'POST stream/load': (hub, body) => ({ symbols: hub.market.setLoad(planOf(body)) }),
  'DELETE stream/load': (hub) => {
    const last = hub.market.loadState;
    hub.market.setLoad(null);
    return { ticks: last?.ticks ?? 0 };
  },
};

/** The control commands of the sockets. */
export const STREAM_COMMANDS: Commands = Object.fromEntries(
  Object.entries(COMMANDS).map(([name, command]) => [
    name,
    ({ stream }, body) => command(stream, body),
  ]),
);

function choiceOf({ product, account }: Body): SocketChoice {
  return {
    ...(product === undefined ? {} : { product: productOf(product) }),
    ...(typeof account === 'string' ? { account } : {}),
  };
}

function productOf(value: unknown): StreamProduct {
  const product = STREAM_PRODUCTS.find((name) => name === value);
  if (product === undefined)
    throw new RangeError(`product must be one of ${STREAM_PRODUCTS.join(', ')}`);
  return product;
}

function planOf(body: Body): LoadPlan {
  const { symbols } = body;
  if (typeof symbols !== 'number' && !Array.isArray(symbols))
    throw new RangeError('symbols must be a number or a list');
  if (typeof body.perSecond !== 'number') throw new RangeError('perSecond must be a number');
  return {
    product: productOf(body.product ?? 'swap'),
    symbols: typeof symbols === 'number' ? symbols : symbols.map(String),
    perSecond: body.perSecond,
    ...(typeof body.seed === 'number' ? { seed: body.seed } : {}),
  };
}

function whole(body: Body, name: string, fallback?: number): number {
  const value = body[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new RangeError(`${name} must be a whole number`);
  return value;
}

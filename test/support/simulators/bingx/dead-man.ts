import type { Exchange } from './exchange';
import { endOrder } from './perpetual/fills';
import { type Params, required } from './perpetual/order-request';
import { invalid } from './rejection';
import { integer } from './route';
import { cancelAllSpot } from './spot/cancelling';

type Switched = 'swap' | 'spot';

/**
 * The dead man's switch: cancels everything of a product, protection included, unless it is set again in time.
 * It is in the book, so a restart does not disarm it.
 */
export function deadManAnswer(
  exchange: Exchange,
  account: string,
  product: Switched,
  params: Params,
): unknown {
  const type = required(params, 'type');
  const key = `${account}|${product}`;
  if (type === 'CLOSE') {
    exchange.store.remove('deadMan', key);
    return { triggerTime: 0, status: 'CLOSED', note: '' };
  }
  const timeOut = integer(params, 'timeOut') ?? 0;
  if (type !== 'ACTIVATE' || timeOut < 10 || timeOut > 120)
    throw invalid('timeOut: must be between 10 and 120 seconds');
  const at = exchange.now() + timeOut * 1000;
  exchange.store.put('deadMan', key, { account, product, at });
  awaitDeadMan(exchange, key);
  const when = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  return {
    triggerTime: Math.floor(at / 1000),
    status: 'ACTIVATED',
    note: `All your ${product} pending orders will be closed automatically at ${when} UTC(+0),before that you can cancel the timer, or extend triggerTime time by this request`,
  };
}

/** Lets every armed switch run on, as after a restart. */
export function resumeDeadMen(exchange: Exchange): void {
  for (const { account, product } of exchange.store.all('deadMan'))
    awaitDeadMan(exchange, `${account}|${product}`);
}

function awaitDeadMan(exchange: Exchange, key: string): void {
  const row = exchange.store.get('deadMan', key);
  if (row === undefined) return;
  exchange.later(Math.max(row.at - exchange.now(), 0), () => {
    // Set again or switched off since: only the latest setting counts.
    if (exchange.store.get('deadMan', key) !== row) return;
    if (exchange.now() < row.at) {
      awaitDeadMan(exchange, key);
      return;
    }
    exchange.store.remove('deadMan', key);
    const account = exchange.account(row.account);
    if (row.product === 'spot') cancelAllSpot(account.spot);
    else
      for (const order of account.swap.openOrders()) endOrder(account.swap, order.id, 'CANCELLED');
  });
}

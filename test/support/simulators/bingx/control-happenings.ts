import { decimal, decimalText } from '@/kernel/decimal';
import {
  type Body,
  type Commands,
  type Controlled,
  accountOf,
  count,
  perpetualOf,
  text,
  textParams,
} from './control-body';
import type { SimPosition } from './model';
import { bookIncome } from './perpetual/fills';
import { applySettings } from './perpetual/leverage';
import { placeOrder } from './perpetual/placing';
import { changeSettings } from './settings';
import { placeSpot } from './spot/placing';

/** What happens on an exchange without the API's doing. */
export const HAPPENING_COMMANDS: Commands = {
  'POST funding': settleFunding,
  'POST symbol-settings': (controlled, body) => {
    const x = perpetualOf(controlled, body);
    const { symbol } = x.quoted(text(body, 'symbol'));
    return applySettings(x, symbol, {
      ...(body.longLeverage === undefined ? {} : { longLeverage: count(body, 'longLeverage') }),
      ...(body.shortLeverage === undefined ? {} : { shortLeverage: count(body, 'shortLeverage') }),
      ...(body.marginType === undefined ? {} : { marginType: text(body, 'marginType') }),
    });
  },
  'POST contract': changeContract,
  'POST order-by-hand': orderByHand,
  'POST maintenance': setMaintenance,
  'POST block': (controlled, body) => {
    const until = controlled.exchange.now() + count(body, 'ms');
    controlled.limits.block(accountOf(controlled, body).name, text(body, 'path', ''), until);
    return { until };
  },
  'DELETE block': ({ limits }) => {
    limits.unblock();
    return {};
  },
};

/**
 * Settles funding of a symbol for every account: longs pay the rate on what they hold (a negative rate pays them),
 * shorts the other way round.
 */
function settleFunding(controlled: Controlled, body: Body): unknown {
  const { exchange } = controlled;
  const symbol = text(body, 'symbol');
  const rate = decimal(text(body, 'rate', '0.0001'));
  const isCoin = symbol.endsWith('-USD');
  const paid: Record<string, string> = {};
  exchange.store.transaction(() => {
    for (const account of exchange.allAccounts()) {
      const x = isCoin ? account.coin : account.swap;
      const contract = x.quoted(symbol);
      for (const position of x.store.all('position').filter((one) => one.symbol === symbol)) {
        const worth = x.math.worth(contract, decimal(position.quantity), x.price(symbol));
        const fee = worth.times(rate);
        const amount = x.math.booked(position.side === 'LONG' ? fee.negated() : fee);
        x.pay(x.assetOf(symbol), amount, amount);
        bookIncome(x, symbol, 'FUNDING_FEE', amount, position.id);
        const row: SimPosition = {
          ...position,
          funding: decimalText(decimal(position.funding).plus(amount)),
          updatedAt: x.now(),
        };
        x.store.put('position', `${symbol}|${position.side}`, row);
        paid[`${account.name}|${position.side}`] = decimalText(amount);
      }
    }
    exchange.store.put('funding', exchange.store.nextId(), {
      product: isCoin ? 'cswap' : 'swap',
      symbol,
      rate: decimalText(rate),
      at: exchange.now(),
    });
  });
  return { paid };
}

/** Changes steps, minimums or status of a contract or a pair while it is traded. */
function changeContract({ exchange }: Controlled, body: Body): unknown {
  const symbol = text(body, 'symbol');
  const { product = symbol.endsWith('-USD') ? 'cswap' : 'swap', ...change } = body;
  if (product === 'spot') {
    exchange.market.changeSpotSymbol(symbol, change);
    return exchange.market.spotSymbol(symbol);
  }
  if (product !== 'swap' && product !== 'cswap') throw new RangeError('unknown product');
  exchange.market.changeContract(product, symbol, change);
  return exchange.market.contract(product, symbol);
}

/** A person places an order on the exchange's own page: checked like any other, but without a client order id. */
function orderByHand(controlled: Controlled, body: Body): unknown {
  const params = new Map(textParams(body));
  for (const name of ['clientOrderId', 'clientOrderID', 'newClientOrderId']) params.delete(name);
  if (body.product === 'spot')
    return { order: placeSpot(accountOf(controlled, body).spot, params) };
  return { order: placeOrder(perpetualOf(controlled, body), params, null, 'by-hand') };
}

/** Switches maintenance on or off, or on for a span of milliseconds. */
function setMaintenance({ exchange }: Controlled, body: Body): unknown {
  const mode = body.on === true ? text(body, 'mode', 'http-503') : 'off';
  if (mode !== 'off' && mode !== 'http-503' && mode !== 'busy-100500' && mode !== 'orders-disabled')
    throw new RangeError('unknown mode');
  changeSettings(exchange.settings, { maintenance: mode });
  if (body.forMs !== undefined)
    exchange.later(count(body, 'forMs'), () =>
      changeSettings(exchange.settings, { maintenance: 'off' }),
    );
  return { maintenance: mode };
}

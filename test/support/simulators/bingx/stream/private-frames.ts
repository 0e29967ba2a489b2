import { decimal } from '@/kernel/decimal';
import { digits } from '../wire';
import type { StreamSettings } from './stream-settings';
import type { StreamProduct } from './topics';
import type { AccountPush, ConfigPush, OrderPush } from './world';

type Body = Record<string, unknown>;
const eight = (amount: string): string => decimal(amount).toFixed(8);

/**
 * An order event of USDT-M and Coin-M. The id is an int64 as a JSON number, decimals are text. There is no quantity
 * of the fill: it is the growth of `z`.
 */
export function futuresOrderEvent(push: OrderPush, settings: StreamSettings, now: number): Body {
  const { fill } = push;
  return {
    e: settings.orderEvent,
    E: now,
    T: push.at,
    o: {
      s: push.symbol,
      c: settings.clientOrderIds === 'sent' ? push.clientOrderId : '',
      i: digits(push.orderId),
      S: push.side,
      o: push.type,
      q: eight(push.quantity),
      // A market order shows what it was filled at.
      p: eight(decimal(push.price).isZero() ? (fill?.price ?? '0') : push.price),
      sp: eight(push.stopPrice),
      ap: eight(push.averagePrice),
      x: push.execution,
      X: push.status,
      N: fill?.feeAsset ?? '',
      n: eight(fill?.fee ?? '0'),
      T: fill === null ? 0 : push.at,
      wt: push.stopPrice === '0' ? '' : push.workingType,
      ps: push.positionSide,
      rp: eight(fill?.profit ?? '0'),
      z: eight(push.executed),
      sg: 'false',
      ti: digits(push.triggerOrderId),
      ro: push.reduceOnly,
      td: digits(fill?.id ?? '0'),
      tv: fill?.value ?? '0',
    },
  };
}

/** Money and positions that changed; nothing else is listed. */
export function futuresAccountEvent(push: AccountPush, now: number): Body {
  return {
    e: 'ACCOUNT_UPDATE',
    E: now,
    a: {
      m: push.reason,
      B: push.balances.map(({ asset, wallet, cross, change }) => ({
        a: asset,
        wb: eight(wallet),
        cw: eight(cross),
        bc: eight(change),
      })),
      P: push.positions.map((position) => ({
        s: position.symbol,
        pa: eight(position.amount),
        ep: eight(position.entryPrice),
        up: eight(position.unrealised),
        mt: position.isIsolated ? 'isolated' : 'cross',
        iw: eight(position.isolatedWallet),
        ps: position.side,
        cr: eight(position.realised),
      })),
    },
  };
}

/** Leverage and margin mode of one symbol; Coin-M spells the mode with a capital letter. */
export function configEvent(product: StreamProduct, push: ConfigPush, now: number): Body {
  const mode = push.isIsolated ? 'isolated' : 'cross';
  return {
    e: 'ACCOUNT_CONFIG_UPDATE',
    E: now,
    ac: {
      s: push.symbol,
      l: push.longLeverage,
      S: push.shortLeverage,
      mt: product === 'cswap' ? `${mode.slice(0, 1).toUpperCase()}${mode.slice(1)}` : mode,
    },
  };
}

/** An order event of Spot: here decimals are numbers. */
export function executionReport(push: OrderPush, settings: StreamSettings, now: number): Body {
  const { fill } = push;
  const number = (amount: string): unknown => digits(decimal(amount).toFixed());
  return {
    code: 0,
    dataType: 'spot.executionReport',
    data: {
      e: 'executionReport',
      E: now,
      s: push.symbol,
      S: push.side,
      o: push.type,
      q: number(push.quantity),
      p: number(decimal(push.price).isZero() ? (fill?.price ?? '0') : push.price),
      x: push.execution,
      X: push.status,
      i: settings.spotOrderId === 'number' ? digits(push.orderId) : push.orderId,
      l: number(fill?.quantity ?? '0'),
      z: number(push.executed),
      L: number(fill?.price ?? '0'),
      n: number(fill?.fee ?? '0'),
      N: fill?.feeAsset ?? '',
      T: fill === null ? 0 : push.at,
      t: digits(fill?.id ?? '0'),
      O: push.createdAt,
      Z: number(push.value),
      Y: number(fill?.value ?? '0'),
      Q: number(push.quoteQuantity),
      m: fill?.isMaker ?? false,
      ...(settings.clientOrderIds === 'sent' ? { C: push.clientOrderId } : {}),
    },
  };
}

/** Balances of Spot, as text. Without a fill (INIT) there is no transaction time. */
export function spotAccountEvent(push: AccountPush, now: number): Body {
  return {
    e: 'ACCOUNT_UPDATE',
    a: {
      B: push.balances.map(({ asset, wallet, cross, change, locked }) => ({
        a: asset,
        bc: change,
        cw: cross,
        wb: wallet,
        lk: locked,
      })),
      m: push.reason,
    },
    E: now,
  };
}

export const listenKeyExpired = (listenKey: string, now: number): Body => ({
  e: 'listenKeyExpired',
  E: now,
  listenKey,
});

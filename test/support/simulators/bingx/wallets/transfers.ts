import { type Decimal, ZERO, decimalText, readDecimal } from '@/kernel/decimal';
import type { Account } from '../account';
import type { Exchange } from '../exchange';
import type { TransferRow } from '../model';
import { gatewayRejection, Rejection } from '../rejection';
import type { Params } from '../perpetual/order-request';
import { WALLETS, type WalletName } from './wallet';

export interface TransferOrder {
  readonly from: Account;
  readonly fromWallet: WalletName;
  readonly to: Account;
  readonly toWallet: WalletName;
  readonly asset: string;
  readonly amount: Decimal;
  readonly remark?: string;
  /** What kind of endpoint asked: its listings show its own transfers only. */
  readonly kind: TransferRow['kind'];
}

/** Moves money between two wallets at once and writes it down. */
export function transfer(exchange: Exchange, order: TransferOrder): TransferRow {
  const { from, to, asset, amount } = order;
  const source = from.wallet(order.fromWallet);
  const target = to.wallet(order.toWallet);
  if (!source.accepts(asset) || !target.accepts(asset))
    throw new Rejection(100437, `the coin ${asset} can not be transferred there`);
  if (amount.gt(source.free(asset))) throw new Rejection(100202, 'Insufficient assets');
  return exchange.store.transaction(() => {
    source.move(asset, amount.negated());
    target.move(asset, amount);
    const id = exchange.store.nextId();
    return exchange.store.put('transfer', id, {
      id,
      kind: order.kind,
      asset,
      amount: decimalText(amount),
      from: from.name,
      fromWallet: order.fromWallet,
      to: to.name,
      toWallet: order.toWallet,
      remark: order.remark ?? '',
      at: exchange.now(),
    });
  });
}

export function positiveAmount(params: Params, name: string): Decimal {
  const text = params.get(name) ?? '';
  const value = /^\d+(\.\d+)?$/.test(text) ? readDecimal(text) : null;
  if (value === null || !value.gt(ZERO)) throw gatewayRejection(100400, `${name} is invalid`);
  return value;
}

export function walletOf(params: Params, name: string): WalletName {
  const wanted = params.get(name) ?? '';
  const wallet = WALLETS.find((one) => one === wanted);
  if (wallet === undefined) throw gatewayRejection(100400, `${name} is invalid`);
  return wallet;
}

/** The wallets behind the account types of sub-account transfers. */
export function walletOfType(params: Params, name: string): WalletName {
  switch (params.get(name)) {
    case '1':
      return 'fund';
    case '2':
      return 'stdFutures';
    case '3':
      return 'USDTMPerp';
    case '15':
      return 'spot';
    default:
      throw gatewayRejection(100400, `${name} is invalid`);
  }
}

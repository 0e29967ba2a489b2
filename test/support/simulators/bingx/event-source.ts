import { ZERO, decimal, decimalText } from '@/kernel/decimal';
import type {
  BalanceChange,
  BalanceEvent,
  ExchangeEvent,
  Execution,
  PositionChange,
  Product,
} from './events';
import type { Exchange } from './exchange';
import type { SimIncome, SimOrder, SimPosition } from './model';
import { initialMargin, unrealised } from './perpetual/account-figures';
import type { Perpetual } from './perpetual/perpetual';
import type { SpotOrder, WalletRow } from './spot/model';
import type { Spot } from './spot/spot';
import type { Change } from './store';

/** Tells what one transaction did: prices first, then account by account orders, then money and positions. */
export function eventsOf(exchange: Exchange, changes: readonly Change[]): ExchangeEvent[] {
  const events = changes.flatMap((change) => priceEvents(change));
  for (const scope of new Set(changes.map((change) => change.scope))) {
    const [name = '', product] = scope.split('/');
    if (!exchange.hasAccount(name)) continue;
    const account = exchange.account(name);
    const own = changes.filter((change) => change.scope === scope);
    if (product === 'swap') events.push(...perpetualEvents(account.swap, own));
    if (product === 'cswap') events.push(...perpetualEvents(account.coin, own));
    if (product === 'spot') events.push(...spotEvents(account.spot, own));
  }
  return events;
}

function priceEvents(change: Change): ExchangeEvent[] {
  if (change.kind !== 'price' || change.after === null) return [];
  const [product, symbol = ''] = change.key.split('|');
  return [{ kind: 'price', product: product as Product, symbol, ...change.after }];
}

function perpetualEvents(x: Perpetual, changes: readonly Change[]): ExchangeEvent[] {
  const head = { product: x.product, account: x.account, at: x.now() };
  const events: ExchangeEvent[] = [];
  const balances = new Map<string, BalanceChange>();
  const positions = new Map<string, PositionChange>();
  const fills = changes.flatMap(({ kind, after }) => (kind === 'fill' && after ? [after] : []));
  const incomes = changes.flatMap(({ kind, after }) => (kind === 'income' && after ? [after] : []));
  for (const change of changes) {
    if (change.kind === 'order' && change.after !== null) {
      const execution = executionOf(change.before, change.after);
      if (execution === null) continue;
      const isFill = execution === 'TRADE' || execution === 'CALCULATED';
      const at = fills.findIndex(({ orderId }) => isFill && orderId === change.key);
      const [fill] = at < 0 ? [] : fills.splice(at, 1);
      events.push({
        ...head,
        kind: 'order',
        order: change.after,
        execution,
        ...(fill === undefined ? {} : { fill }),
      });
    }
    if (change.kind === 'balance' && change.after !== null) {
      const before = change.before?.balance ?? x.startBalance(change.key);
      const earlier = balances.get(change.key)?.change ?? '0';
      const moved = decimal(change.after.balance).minus(decimal(before)).plus(decimal(earlier));
      balances.set(change.key, {
        asset: change.key,
        balance: change.after.balance,
        locked: '0',
        change: decimalText(moved),
      });
    }
    if (change.kind === 'position')
      positions.set(change.key, positionOf(x, change.before, change.after));
    if (change.kind === 'symbol' && change.after !== null)
      events.push({ ...head, kind: 'config', symbol: change.key, ...change.after });
  }
  if (balances.size + positions.size > 0) {
    events.push({
      ...head,
      kind: 'balance',
      reason: incomes.reduce<BalanceEvent['reason']>(reasonOf, 'ORDER'),
      balances: [...balances.values()],
      positions: [...positions.values()],
    });
  }
  return events;
}

/** Null for changes that the exchange keeps to itself, such as a conditional order handing over to its child. */
function executionOf(before: SimOrder | null, after: SimOrder): Execution | null {
  if (before === null) return 'NEW';
  if (decimal(after.executed).gt(decimal(before.executed)))
    return after.origin === 'liquidation' || after.origin === 'adl' ? 'CALCULATED' : 'TRADE';
  if (before.status === after.status) return null;
  if (after.status === 'CANCELLED') return 'CANCELED';
  return after.status === 'FAILED' ? 'EXPIRED' : null;
}

function reasonOf(current: BalanceEvent['reason'], row: SimIncome): BalanceEvent['reason'] {
  if (row.type === 'TRANSFER') return decimal(row.amount).lt(ZERO) ? 'WITHDRAW' : 'DEPOSIT';
  return row.type === 'INSURANCE_CLEAR' || row.type === 'FUNDING_FEE' ? row.type : current;
}

function positionOf(
  x: Perpetual,
  before: SimPosition | null,
  after: SimPosition | null,
): PositionChange {
  const row = after ?? before;
  if (row === null) throw new RangeError('a position changed from nothing to nothing');
  const shown: SimPosition = after ?? { ...row, quantity: '0', addedMargin: '0' };
  return {
    symbol: row.symbol,
    side: row.side,
    quantity: shown.quantity,
    avgPrice: shown.avgPrice,
    unrealised: decimalText(unrealised(x, shown)),
    isolated: row.isolated,
    isolatedMargin: row.isolated ? decimalText(initialMargin(x, shown)) : '0',
    realised: row.realised,
    onlyOnePosition: row.onlyOnePosition,
  };
}

function spotEvents(x: Spot, changes: readonly Change[]): ExchangeEvent[] {
  const head = { product: 'spot' as const, account: x.account, at: x.now() };
  const events: ExchangeEvent[] = [];
  const wallets = new Map<string, { before: WalletRow; after: WalletRow }>();
  const fills = changes.flatMap(({ kind, after }) => (kind === 'spotFill' && after ? [after] : []));
  const isTrade = changes.some(({ kind }) => kind === 'spotOrder');
  for (const change of changes) {
    if (change.kind === 'spotOrder' && change.after !== null) {
      const execution = spotExecution(change.before, change.after);
      if (execution === null) continue;
      const at = fills.findIndex(({ orderId }) => execution === 'TRADE' && orderId === change.key);
      const [fill] = at < 0 ? [] : fills.splice(at, 1);
      events.push({
        ...head,
        kind: 'order',
        order: change.after,
        execution,
        ...(fill === undefined ? {} : { fill }),
      });
    }
    if (change.kind === 'wallet' && change.after !== null) {
      const start = { asset: change.key, free: x.startFree(change.key), locked: '0' };
      const before = wallets.get(change.key)?.before ?? change.before ?? start;
      wallets.set(change.key, { before, after: change.after });
    }
  }
  const balances = [...wallets.values()].map(({ before, after }) => walletChange(before, after));
  if (balances.length > 0) {
    const isOut = balances.some(({ change }) => change.startsWith('-'));
    const reason = isTrade ? 'ORDER' : isOut ? 'WITHDRAW' : 'DEPOSIT';
    events.push({ ...head, kind: 'balance', reason, balances, positions: [] });
  }
  return events;
}

function spotExecution(before: SpotOrder | null, after: SpotOrder): Execution | null {
  if (before === null) return 'NEW';
  if (decimal(after.executed).gt(decimal(before.executed))) return 'TRADE';
  if (before.status === after.status) return null;
  if (after.status === 'CANCELED') return 'CANCELED';
  return after.status === 'FAILED' ? 'EXPIRED' : null;
}

function walletChange(before: WalletRow, after: WalletRow): BalanceChange {
  const total = (row: WalletRow): ReturnType<typeof decimal> =>
    decimal(row.free).plus(decimal(row.locked));
  return {
    asset: after.asset,
    balance: decimalText(total(after)),
    locked: after.locked,
    change: decimalText(total(after).minus(total(before))),
  };
}

import { ZERO, decimal, decimalText } from '@/kernel/decimal';
import { initialMargin, unrealised } from './perpetual/account-figures';
import type {
  BalanceChange,
  BalanceEvent,
  ExchangeEvent,
  Execution,
  PositionChange,
} from './events';
import type { Exchange } from './perpetual/exchange';
import type { SimFill, SimIncome, SimOrder, SimPosition } from './model';
import type { Change } from './store';

/** Tells the feed what one transaction did to an account's book: orders first, then money and positions. */
export function eventsOf(x: Exchange, changes: readonly Change[]): ExchangeEvent[] {
  const at = x.now();
  const events: ExchangeEvent[] = [];
  const balances = new Map<string, BalanceChange>();
  const positions = new Map<string, PositionChange>();
  let fill: SimFill | undefined;
  let reason: BalanceEvent['reason'] = 'ORDER';
  for (const change of changes) {
    if (change.kind === 'fill') fill = change.after ?? undefined;
    if (change.kind === 'income' && change.after !== null) reason = reasonOf(change.after, reason);
    if (change.kind === 'order' && change.after !== null) {
      const execution = executionOf(change.before, change.after);
      if (execution === null) continue;
      const isFill = execution === 'TRADE' || execution === 'CALCULATED';
      events.push({
        kind: 'order',
        product: x.product,
        account: x.account,
        order: change.after,
        execution,
        ...(isFill && fill?.orderId === change.key ? { fill } : {}),
        at,
      });
    }
    if (change.kind === 'balance' && change.after !== null) {
      const before = decimal(change.before?.balance ?? x.startBalance(change.key));
      const earlier = decimal(balances.get(change.key)?.change ?? '0');
      const moved = decimal(change.after.balance).minus(before).plus(earlier);
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
      events.push({
        kind: 'config',
        product: x.product,
        account: x.account,
        symbol: change.key,
        ...change.after,
        at,
      });
  }
  if (balances.size + positions.size > 0) {
    events.push({
      kind: 'balance',
      product: x.product,
      account: x.account,
      reason,
      balances: [...balances.values()],
      positions: [...positions.values()],
      at,
    });
  }
  return events;
}

/** Null for changes that the exchange keeps to itself, such as a conditional order handing over to its child. */
function executionOf(before: SimOrder | null, after: SimOrder): Execution | null {
  if (before === null) return 'NEW';
  if (decimal(after.executed).gt(decimal(before.executed)))
    return after.origin === 'liquidation' ? 'CALCULATED' : 'TRADE';
  if (before.status === after.status) return null;
  if (after.status === 'CANCELLED') return 'CANCELED';
  return after.status === 'FAILED' ? 'EXPIRED' : null;
}

function reasonOf(row: SimIncome, current: BalanceEvent['reason']): BalanceEvent['reason'] {
  if (row.type === 'TRANSFER') return decimal(row.amount).lt(ZERO) ? 'WITHDRAW' : 'DEPOSIT';
  return row.type === 'INSURANCE_CLEAR' ? row.type : current;
}

function positionOf(
  x: Exchange,
  before: SimPosition | null,
  after: SimPosition | null,
): PositionChange {
  const row = after ?? before;
  if (row === null) throw new RangeError('a position changed from nothing to nothing');
  const gone = { ...row, quantity: '0' };
  const shown = after ?? gone;
  return {
    symbol: row.symbol,
    side: row.side,
    quantity: shown.quantity,
    avgPrice: shown.avgPrice,
    unrealised: decimalText(unrealised(x, shown)),
    isolated: row.isolated,
    isolatedMargin: row.isolated ? decimalText(initialMargin(shown)) : '0',
    realised: row.realised,
    onlyOnePosition: row.onlyOnePosition,
  };
}

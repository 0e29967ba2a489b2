import { Rejection, gatewayRejection } from '../rejection';
import {
  type Access,
  type Call,
  type Envelope,
  type Route,
  type Routes,
  WholeBody,
  integer,
  page,
} from '../route';
import type { TransferRow } from '../model';
import { decimal } from '@/kernel/decimal';
import { positiveAmount, transfer, walletOf } from './transfers';
import type { WalletName } from './wallet';

const LEGACY: Readonly<Record<string, readonly [from: WalletName, to: WalletName]>> = {
  FUND_SFUTURES: ['fund', 'stdFutures'],
  SFUTURES_FUND: ['stdFutures', 'fund'],
  FUND_PFUTURES: ['fund', 'USDTMPerp'],
  PFUTURES_FUND: ['USDTMPerp', 'fund'],
  SFUTURES_PFUTURES: ['stdFutures', 'USDTMPerp'],
  PFUTURES_SFUTURES: ['USDTMPerp', 'stdFutures'],
};

/** Moving money between the wallets of one account. There is no idempotency key. */
export const TRANSFER_ROUTES: Routes = {
  'POST /openApi/api/asset/v1/transfer': route('transfer', 'no-msg', (call) => {
    const { exchange, account, params } = call;
    const row = transfer(exchange, {
      from: account,
      fromWallet: walletOf(params, 'fromAccount'),
      to: account,
      toWallet: walletOf(params, 'toAccount'),
      asset: params.get('asset') ?? '',
      amount: positiveAmount(params, 'amount'),
      kind: 'own',
    });
    return exchange.settings.wallets.transferAnswer === 'bare'
      ? new WholeBody({ transferId: row.id })
      : { tranId: shortId(row), transferId: row.id };
  }),
  'GET /openApi/api/asset/v1/transfer/supportCoins': route(
    'transfer',
    'debug',
    ({ account, params }) => {
      const from = account.wallet(walletOf(params, 'fromAccount'));
      const to = account.wallet(walletOf(params, 'toAccount'));
      return {
        coins: from
          .rows()
          .filter(({ asset }) => to.accepts(asset))
          .map(({ asset }) => ({ asset, amount: from.free(asset).toFixed() })),
      };
    },
  ),
  'GET /openApi/api/v3/asset/transferRecord': route('read', 'no-msg', transferRecord),
  'POST /openApi/api/v3/post/asset/transfer': route('transfer', 'no-msg', legacyTransfer),
  'GET /openApi/api/v3/asset/transfer': route('read', 'no-msg', legacyRecord),
};

function route(access: Access, envelope: Envelope, answer: (call: Call) => unknown): Route {
  return { access, envelope, answer };
}

const shortId = (row: TransferRow): number => Number(BigInt(row.id) - 2_104_122_758_000_000_000n);

/** A bare listing without an envelope; amounts have twenty decimals. */
function transferRecord({ exchange, account, params }: Call): WholeBody {
  const id = params.get('transferId') ?? params.get('tranId') ?? '';
  if (id === '') {
    walletOf(params, 'fromAccount');
    walletOf(params, 'toAccount');
  }
  const start = integer(params, 'startTime') ?? 0;
  const end = integer(params, 'endTime') ?? exchange.now();
  const rows = exchange.store
    .all('transfer')
    .filter((row) => row.kind === 'own' && row.from === account.name)
    .filter((row) =>
      id === ''
        ? row.fromWallet === params.get('fromAccount') && row.toWallet === params.get('toAccount')
        : row.id === id || String(shortId(row)) === id,
    )
    .filter((row) => row.at >= start && row.at <= end)
    .reverse();
  const size = Math.min(integer(params, 'pageSize') ?? 10, 100);
  return new WholeBody({
    total: rows.length,
    rows: page(rows, integer(params, 'pageIndex'), size).map((row) => ({
      asset: row.asset,
      amount: decimal(row.amount).toFixed(20),
      status: 'CONFIRMED',
      transferId: row.id,
      timestamp: row.at,
      fromAccount: row.fromWallet,
      toAccount: row.toWallet,
    })),
  });
}

/** The old endpoint: its refusals have no code at all. */
function legacyTransfer({ exchange, account, params }: Call): WholeBody {
  const wallets = LEGACY[params.get('type') ?? ''];
  if (wallets === undefined) throw bareRefusal('type is invalid');
  try {
    const row = transfer(exchange, {
      from: account,
      fromWallet: wallets[0],
      to: account,
      toWallet: wallets[1],
      asset: params.get('asset') ?? '',
      amount: positiveAmount(params, 'amount'),
      kind: 'own',
    });
    return new WholeBody({ tranId: row.id });
  } catch (error) {
    if (error instanceof Rejection) throw bareRefusal(error.message);
    throw error;
  }
}

const bareRefusal = (message: string): Rejection =>
  new Rejection(100400, message, 'gateway', 200, '', { transferErrorMsg: message });

function legacyRecord({ exchange, account, params }: Call): WholeBody {
  const type = params.get('type') ?? '';
  const wallets = LEGACY[type];
  if (wallets === undefined) throw gatewayRejection(100400, 'type is invalid');
  const rows = exchange.store
    .all('transfer')
    .filter((row) => row.from === account.name && row.kind === 'own')
    .filter((row) => row.fromWallet === wallets[0] && row.toWallet === wallets[1])
    .reverse();
  const size = Math.min(integer(params, 'size') ?? 10, 100);
  return new WholeBody({
    total: rows.length,
    rows: page(rows, integer(params, 'current'), size).map((row) => ({
      asset: row.asset,
      amount: row.amount,
      type,
      status: 'CONFIRMED',
      tranId: shortId(row),
      timestamp: row.at,
    })),
  });
}

import {
  type Call,
  type Envelope,
  type Route,
  type Routes,
  WholeBody,
  integer,
  page,
} from '../route';
import { digits } from '../wire';

const WALLETS = '/openApi/wallets/v1/capital';
const NETWORKS: readonly (readonly [coin: string, network: string])[] = [
  ['BTC', 'BTC'],
  ['ETH', 'ERC20'],
  ['USDT', 'ERC20'],
  ['USDT', 'TRC20'],
];

/** Deposits, withdrawals and coins, to be read. The simulator lets nobody withdraw. */
export const RECORD_ROUTES: Routes = {
  'GET /openApi/api/v3/capital/deposit/hisrec': route('no-msg', (call) => bare(call, 'deposit')),
  'GET /openApi/api/v3/capital/withdraw/history': route('no-msg', (call) =>
    bare(call, 'withdrawal'),
  ),
  [`GET ${WALLETS}/config/getall`]: route('no-msg', ({ params }) => {
    const wanted = params.get('coin') ?? '';
    return [...new Set(NETWORKS.map(([coin]) => coin))]
      .filter((coin) => wanted === '' || coin === wanted)
      .map((coin) => ({
        coin,
        name: coin,
        networkList: NETWORKS.filter(([of]) => of === coin).map(([, network], index) => ({
          name: coin,
          network,
          isDefault: index === 0,
          minConfirm: 2,
          withdrawEnable: true,
          depositEnable: true,
          withdrawFee: '0.0006',
          withdrawMax: '1.17522',
          withdrawMin: '0.0005',
          depositMin: '0.0002',
        })),
      }));
  }),
  [`GET ${WALLETS}/deposit/address`]: route('no-msg', ({ account, params }) => {
    const wanted = params.get('coin') ?? '';
    const data = NETWORKS.filter(([coin]) => coin === wanted).map(([coin, network], index) => ({
      coinId: 760 + index,
      coin,
      network,
      address: `sim-${network}-${account.row.uid}`,
      tag: '',
    }));
    return { data, total: data.length };
  }),
  [`GET ${WALLETS}/deposit/riskRecords`]: route('no-msg', ({ account }) =>
    account.standard.all('walletRecord').flatMap((row) => (row.kind === 'risk' ? [row.row] : [])),
  ),
  [`GET ${WALLETS}/innerTransfer/records`]: route('no-msg', innerTransfers),
};

function route(envelope: Envelope, answer: (call: Call) => unknown): Route {
  return { access: 'read', envelope, answer };
}

/** A bare list: no envelope, no total. */
function bare({ account, params }: Call, kind: 'deposit' | 'withdrawal'): WholeBody {
  const coin = params.get('coin') ?? '';
  const offset = integer(params, 'offset') ?? 0;
  const limit = Math.min(integer(params, 'limit') ?? 1000, 1000);
  const rows = account.standard
    .all('walletRecord')
    .filter((row) => row.kind === kind && (coin === '' || row.row.coin === coin));
  return new WholeBody(rows.slice(offset, offset + limit).map(({ row }) => row));
}

/** Transfers between accounts; the id is a long number. */
function innerTransfers({ exchange, account, params }: Call): unknown {
  const coin = params.get('coin') ?? '';
  const rows = exchange.store
    .all('transfer')
    .filter((row) => row.kind === 'sub' && (row.from === account.name || row.to === account.name))
    .filter((row) => coin === '' || row.asset === coin)
    .reverse();
  const size = Math.min(integer(params, 'limit') ?? 100, 1000);
  return {
    data: page(rows, integer(params, 'offset'), size).map((row) => ({
      id: digits(row.id),
      coin: row.asset,
      receiver: Number(exchange.account(row.to).row.uid),
      amount: digits(row.amount),
      status: 6,
      fromUid: Number(exchange.account(row.from).row.uid),
      recordType: row.from === account.name ? 'out' : 'in',
    })),
    total: rows.length,
  };
}

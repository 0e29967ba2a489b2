import { gatewayRejection } from '../rejection';
import {
  type Access,
  type Call,
  type Envelope,
  type Route,
  type Routes,
  integer,
  page,
} from '../route';
import { subAccounts } from './routes-sub-accounts';
import { usdtBalances } from './valuation';

/** What accounts are worth, and the fund wallet. */
export const BALANCE_ROUTES: Routes = {
  'GET /openApi/account/v1/allAccountBalance': route('read', 'no-msg', ({ account, params }) => {
    const result = usdtBalances(account, params.get('accountType') ?? '');
    return { result, pageId: 1, total: result.length };
  }),
  'GET /openApi/subAccount/v1/allAccountBalance': route('read', 'no-msg', (call) => {
    const { params } = call;
    const size = integer(params, 'pageSize') ?? 0;
    if (size < 1 || size > 10) throw gatewayRejection(100400, 'pageSize must be 1 to 10');
    const wanted = params.get('subUid') ?? '';
    const subs = subAccounts(call).filter(({ row }) => wanted === '' || row.uid === wanted);
    const index = integer(params, 'pageIndex') ?? 1;
    return {
      result: page(subs, index, size).map((sub) => ({
        subUid: sub.row.uid,
        accountBalances: usdtBalances(sub, params.get('accountType') ?? ''),
      })),
      pageId: index,
      total: subs.length,
    };
  }),
  'GET /openApi/fund/v1/account/balance': route(
    'transfer',
    'debug',
    ({ exchange, account, params }) => {
      const asset = params.get('asset') ?? '';
      const rows = account
        .wallet('fund')
        .rows()
        .filter((row) => asset === '' || row.asset === asset);
      return exchange.settings.wallets.fundBalanceKey === 'assets'
        ? { assets: rows }
        : { balances: rows };
    },
  ),
};

function route(access: Access, envelope: Envelope, answer: (call: Call) => unknown): Route {
  return { access, envelope, answer };
}

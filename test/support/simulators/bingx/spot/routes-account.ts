import { digits } from '../wire';
import type { Routes } from '../route';
import { spotRead } from './route';

/** The spot wallet and what trading costs. */
export const SPOT_ACCOUNT_ROUTES: Routes = {
  'GET /openApi/spot/v1/account/balance': spotRead(({ x }) => ({
    balances: x.wallets().map((wallet) => ({ ...wallet, displayName: wallet.asset })),
  })),
  'GET /openApi/spot/v1/user/commissionRate': spotRead(({ x, params }) => {
    x.quoted(params.get('symbol') ?? '');
    return { takerCommissionRate: digits('0.001'), makerCommissionRate: digits('0.001') };
  }),
};

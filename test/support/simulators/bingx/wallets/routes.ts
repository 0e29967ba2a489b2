import type { Routes } from '../route';
import { BALANCE_ROUTES } from './routes-balances';
import { KEY_ROUTES } from './routes-keys';
import { RECORD_ROUTES } from './routes-records';
import { SUB_ACCOUNT_ROUTES } from './routes-sub-accounts';
import { TRANSFER_ROUTES } from './routes-transfers';

export const WALLET_ROUTES: Routes = {
  ...KEY_ROUTES,
  ...BALANCE_ROUTES,
  ...TRANSFER_ROUTES,
  ...SUB_ACCOUNT_ROUTES,
  ...RECORD_ROUTES,
};

import type { Routes } from '../route';
import { SPOT_ACCOUNT_ROUTES } from './routes-account';
import { SPOT_BATCH_ROUTES } from './routes-batch';
import { SPOT_LIST_ROUTES } from './routes-lists';
import { SPOT_MARKET_ROUTES } from './routes-market';
import { SPOT_ORDER_ROUTES } from './routes-orders';

export const SPOT_ROUTES: Routes = {
  ...SPOT_MARKET_ROUTES,
  ...SPOT_ACCOUNT_ROUTES,
  ...SPOT_ORDER_ROUTES,
  ...SPOT_BATCH_ROUTES,
  ...SPOT_LIST_ROUTES,
};

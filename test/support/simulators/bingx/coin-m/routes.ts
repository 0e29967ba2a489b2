import type { Routes } from '../route';
import { COIN_ACCOUNT_ROUTES } from './routes-account';
import { COIN_MARKET_ROUTES } from './routes-market';
import { COIN_ORDER_ROUTES } from './routes-orders';

export const COIN_ROUTES: Routes = {
  ...COIN_MARKET_ROUTES,
  ...COIN_ORDER_ROUTES,
  ...COIN_ACCOUNT_ROUTES,
};

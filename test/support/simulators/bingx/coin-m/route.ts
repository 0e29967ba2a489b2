import type { Access, PerpetualCall, Route } from '../route';

const coinRoute =
  (access: Access) =>
  (answer: (call: PerpetualCall) => unknown): Route => ({
    access,
    envelope: 'stamped',
    answer: (call) => answer({ ...call, x: call.account.coin }),
  });

/** Routes of Coin-M. */
export const coinPublic = coinRoute('public');
export const coinRead = coinRoute('read');
export const coinTrade = coinRoute('trade');

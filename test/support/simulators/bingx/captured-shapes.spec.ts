import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { captured, fieldsOf, hasCaptured } from './captured';
import { type ClientAnswer, SignedClient } from './signed-client';
import { type Simulator, startSimulator } from './start-simulator';

type Params = Readonly<Record<string, string>>;

const COIN = '/openApi/cswap/v1';
const SPOT = '/openApi/spot/v1';
const SWAP1 = '/openApi/swap/v1';
const SWAP2 = '/openApi/swap/v2';

let simulator: Simulator;
let client: SignedClient;
const ids: Record<string, string> = {};
const idOf = (answer: ClientAnswer): string => /"orderId":"?(\d+)/.exec(answer.text)?.[1] ?? '';
const COIN_ORDER = { symbol: 'SOL-USD', side: 'BUY', positionSide: 'LONG', quantity: '1' };
const SPOT_LIMIT = {
  symbol: 'BTC-USDT',
  side: 'BUY',
  type: 'LIMIT',
  price: '50000',
  quantity: '0.001',
};
const OCO = {
  symbol: 'BTC-USDT',
  side: 'SELL',
  quantity: '0.01',
  limitPrice: '65000',
  triggerPrice: '58000',
  orderPrice: '57900',
};

(hasCaptured ? describe : describe.skip)('all products have the captured fields and types', () => {
  beforeAll(async () => {
    simulator = await startSimulator({
      settings: { rateLimits: { enabled: false }, sameCancelMs: 0, twapSecondMs: 1_000 },
    });
    client = new SignedClient(simulator);
    const post = (path: string, params: Params): Promise<ClientAnswer> =>
      client.call('POST', path, params);
    ids.coinFilled = idOf(await post(`${COIN}/trade/order`, { ...COIN_ORDER, type: 'MARKET' }));
    for (const name of ['coinOpen', 'coinOther'])
      ids[name] = idOf(
        await post(`${COIN}/trade/order`, { ...COIN_ORDER, type: 'LIMIT', price: '150' }),
      );
    await post(`${SPOT}/trade/order`, {
      symbol: 'BTC-USDT',
      side: 'BUY',
      type: 'MARKET',
      quoteOrderQty: '100',
    });
    for (const name of ['spotOpen', 'spotOther', 'spotThird'])
      ids[name] = idOf(await post(`${SPOT}/trade/order`, SPOT_LIMIT));
    await post(`${SPOT}/oco/order`, { ...OCO, listClientOrderId: '8150001' });
    ids.leg = idOf(await post(`${SPOT}/oco/order`, OCO));
    await post(`${SPOT}/oco/cancel`, { orderId: ids.leg });
    await simulator.control.putStandardPosition({ symbol: 'LTC/USDT' });
    await simulator.control.putStandardOrder({ symbol: 'BTC-USDT' });
    await simulator.control.openAccount('trader1');
    await post('/openApi/api/asset/v1/transfer', {
      fromAccount: 'fund',
      toAccount: 'spot',
      asset: 'USDT',
      amount: '1',
    });
    await client.call('POST', `${SWAP2}/trade/marginType`, {
      symbol: 'BTC-USDT',
      marginType: 'ISOLATED',
    });
    await client.open('LONG', '0.1');
    await client.open('LONG', '1', { symbol: 'ETH-USDT' });
    await simulator.control.liquidate('ETH-USDT', 'LONG', '2900');
    await post(`${SWAP2}/trade/positionMargin`, {
      symbol: 'BTC-USDT',
      amount: '3',
      type: '1',
      positionSide: 'LONG',
    });
    const twap = await post(`${SWAP1}/twap/order`, {
      symbol: 'SOL-USDT',
      side: 'BUY',
      positionSide: 'LONG',
      priceType: 'constant',
      priceVariance: '5',
      triggerPrice: '123',
      interval: '8',
      amountPerOrder: '1',
      totalAmount: '3',
    });
    ids.twap = twap.data.mainOrderId;
  });
  afterAll(() => simulator.stop());

  it.each<[string, string, string, () => Params]>([
    ['cswap.get-v1-market-contracts.ccxt.json', 'GET', `${COIN}/market/contracts`, () => ({})],
    [
      'cswap.get-v1-market-openInterest.json',
      'GET',
      `${COIN}/market/openInterest`,
      () => ({ bare: 'data[]' }),
    ],
    [
      'cswap.get-v1-market-premiumIndex.ccxt.json',
      'GET',
      `${COIN}/market/premiumIndex`,
      () => ({}),
    ],
    [
      'cswap.get-v1-market-depth.json',
      'GET',
      `${COIN}/market/depth`,
      () => ({ symbol: 'BTC-USD' }),
    ],
    [
      'cswap.get-v1-trade-allFillOrders.ccxt.json',
      'GET',
      `${COIN}/trade/allFillOrders`,
      () => ({ orderId: ids.coinFilled ?? '' }),
    ],
    [
      'cswap.get-v1-trade-leverage.ccxt.json',
      'GET',
      `${COIN}/trade/leverage`,
      () => ({ symbol: 'SOL-USD' }),
    ],
    [
      'cswap.get-v1-trade-marginType.ccxt.json',
      'GET',
      `${COIN}/trade/marginType`,
      () => ({ symbol: 'SOL-USD' }),
    ],
    ['cswap.get-v1-trade-openOrders.ccxt.json', 'GET', `${COIN}/trade/openOrders`, () => ({})],
    [
      'cswap.get-v1-trade-orderDetail.ccxt.json',
      'GET',
      `${COIN}/trade/orderDetail`,
      () => ({ symbol: 'SOL-USD', orderId: ids.coinOpen ?? '' }),
    ],
    ['cswap.get-v1-user-balance.ccxt.json', 'GET', `${COIN}/user/balance`, () => ({})],
    [
      'cswap.get-v1-user-commissionRate.ccxt.json',
      'GET',
      `${COIN}/user/commissionRate`,
      () => ({}),
    ],
    ['cswap.get-v1-user-positions.ccxt.json', 'GET', `${COIN}/user/positions`, () => ({})],
    [
      'cswap.post-v1-trade-order.json',
      'POST',
      `${COIN}/trade/order`,
      () => ({ ...COIN_ORDER, type: 'MARKET' }),
    ],
    [
      'cswap.post-v1-trade-leverage.json',
      'POST',
      `${COIN}/trade/leverage`,
      () => ({ symbol: 'SOL-USD', side: 'LONG', leverage: '5' }),
    ],
    [
      'cswap.delete-v1-trade-cancelOrder.ccxt.json',
      'DELETE',
      `${COIN}/trade/cancelOrder`,
      () => ({ symbol: 'SOL-USD', orderId: ids.coinOpen ?? '' }),
    ],
    [
      'cswap.delete-v1-trade-allOpenOrders.ccxt.json',
      'POST',
      `${COIN}/trade/allOpenOrders`,
      () => ({}),
    ],
    [
      'cswap.post-v1-trade-closeAllPositions.ccxt.json',
      'POST',
      `${COIN}/trade/closeAllPositions`,
      () => ({}),
    ],
    ['spot.get-v1-common-symbols.ccxt.json', 'GET', `${SPOT}/common/symbols`, () => ({})],
    ['spot.get-v1-ticker-24hr.json', 'GET', `${SPOT}/ticker/24hr`, () => ({})],
    [
      'spot.get-v1-ticker-bookTicker.json',
      'GET',
      `${SPOT}/ticker/bookTicker`,
      () => ({ symbol: 'BTC-USDT' }),
    ],
    [
      'spot.get-v1-ticker-price.json',
      'GET',
      `${SPOT}/ticker/price`,
      () => ({ symbol: 'BTC_USDT' }),
    ],
    [
      'spot.get-v1-market-depth.json',
      'GET',
      `${SPOT}/market/depth`,
      () => ({ symbol: 'BTC-USDT' }),
    ],
    [
      'spot.get-v1-market-trades.json',
      'GET',
      `${SPOT}/market/trades`,
      () => ({ symbol: 'BTC-USDT' }),
    ],
    [
      'spot.get-v2-market-kline.json',
      'GET',
      '/openApi/spot/v2/market/kline',
      () => ({ symbol: 'BTC-USDT', interval: '1m' }),
    ],
    [
      'spot.get-market-his-v1-kline.json',
      'GET',
      '/openApi/market/his/v1/kline',
      () => ({ symbol: 'BTC-USDT', interval: '1m' }),
    ],
    ['spot.get-v1-account-balance.ccxt.json', 'GET', `${SPOT}/account/balance`, () => ({})],
    [
      'spot.get-v1-user-commissionRate.ccxt.json',
      'GET',
      `${SPOT}/user/commissionRate`,
      () => ({ symbol: 'BTC-USDT' }),
    ],
    ['spot.post-v1-trade-order.http-body.json', 'POST', `${SPOT}/trade/order`, () => SPOT_LIMIT],
    [
      'spot.get-v1-trade-query.json',
      'GET',
      `${SPOT}/trade/query`,
      () => ({ symbol: 'BTC-USDT', orderId: ids.spotOpen ?? '' }),
    ],
    ['spot.get-v1-trade-openOrders.json', 'GET', `${SPOT}/trade/openOrders`, () => ({})],
    ['spot.get-v1-trade-historyOrders.json', 'GET', `${SPOT}/trade/historyOrders`, () => ({})],
    [
      'spot.get-v1-trade-myTrades.json',
      'GET',
      `${SPOT}/trade/myTrades`,
      () => ({ symbol: 'BTC-USDT' }),
    ],
    [
      'spot.get-v1-oco-orderList.json',
      'GET',
      `${SPOT}/oco/orderList`,
      () => ({ clientOrderId: '8150001' }),
    ],
    ['spot.get-v1-oco-openOrderList.json', 'GET', `${SPOT}/oco/openOrderList`, () => ({})],
    ['spot.get-v1-oco-historyOrderList.json', 'GET', `${SPOT}/oco/historyOrderList`, () => ({})],
    ['spot.post-v1-oco-order.json', 'POST', `${SPOT}/oco/order`, () => OCO],
    [
      'spot.post-v1-trade-cancel.ccxt.json',
      'POST',
      `${SPOT}/trade/cancel`,
      () => ({ symbol: 'BTC-USDT', orderId: ids.spotOpen ?? '' }),
    ],
    [
      'spot.post-v1-trade-cancelOrders.json',
      'POST',
      `${SPOT}/trade/cancelOrders`,
      () => ({ symbol: 'BTC-USDT', orderIds: `${ids.spotOther ?? ''},1`, process: '1' }),
    ],
    [
      'spot.post-v1-trade-order-cancelReplace.json',
      'POST',
      `${SPOT}/trade/order/cancelReplace`,
      () => ({ ...SPOT_LIMIT, cancelOrderId: '1', CancelReplaceMode: 'ALLOW_FAILURE' }),
    ],
    [
      'spot.post-v1-trade-cancelOpenOrders.json',
      'POST',
      `${SPOT}/trade/cancelOpenOrders`,
      () => ({}),
    ],
    [
      'spot.post-v1-trade-cancelAllAfter.json',
      'POST',
      `${SPOT}/trade/cancelAllAfter`,
      () => ({ type: 'ACTIVATE', timeOut: '100' }),
    ],
    [
      'error.100400-quoteOrderQty.json',
      'POST',
      `${SPOT}/trade/order`,
      () => ({ symbol: 'BTC-USDT', side: 'BUY', type: 'MARKET' }),
    ],
    [
      'standard.get-contract-v1-allOrders.json',
      'GET',
      '/openApi/contract/v1/allOrders',
      () => ({ symbol: 'BTC-USDT' }),
    ],
    [
      'standard.get-contract-v1-balance.ccxt.json',
      'GET',
      '/openApi/contract/v1/balance',
      () => ({}),
    ],
    [
      'account.get-account-v1-allAccountBalance.json',
      'GET',
      '/openApi/account/v1/allAccountBalance',
      () => ({}),
    ],
    [
      'account.get-subAccount-v1-allAccountBalance.json',
      'GET',
      '/openApi/subAccount/v1/allAccountBalance',
      () => ({ pageIndex: '1', pageSize: '10' }),
    ],
    [
      'account.get-subAccount-v1-list.json',
      'GET',
      '/openApi/subAccount/v1/list',
      () => ({ page: '1', limit: '10' }),
    ],
    [
      'account.get-v1-account-apiPermissions.json',
      'GET',
      '/openApi/v1/account/apiPermissions',
      () => ({}),
    ],
    [
      'account.get-api-asset-v1-transfer-supportCoins.json',
      'GET',
      '/openApi/api/asset/v1/transfer/supportCoins',
      () => ({ fromAccount: 'fund', toAccount: 'spot' }),
    ],
    [
      'account.get-api-v3-asset-transferRecord.ccxt.json',
      'GET',
      '/openApi/api/v3/asset/transferRecord',
      () => ({ fromAccount: 'fund', toAccount: 'spot' }),
    ],
    [
      'account.get-wallets-v1-capital-config-getall.json',
      'GET',
      '/openApi/wallets/v1/capital/config/getall',
      () => ({}),
    ],
    [
      'account.get-wallets-v1-capital-deposit-address.json',
      'GET',
      '/openApi/wallets/v1/capital/deposit/address',
      () => ({ coin: 'USDT' }),
    ],
    [
      'swap.get-v1-maintMarginRatio.json',
      'GET',
      `${SWAP1}/maintMarginRatio`,
      () => ({ symbol: 'BTC-USDT' }),
    ],
    [
      'swap.get-v1-market-markPriceKlines.json',
      'GET',
      `${SWAP1}/market/markPriceKlines`,
      () => ({ symbol: 'BTC-USDT', interval: '1h' }),
    ],
    [
      'swap.get-v1-positionMargin-history.json',
      'GET',
      `${SWAP1}/positionMargin/history`,
      () => ({ symbol: 'BTC-USDT' }),
    ],
    ['swap.get-v1-trade-assetMode.json', 'GET', `${SWAP1}/trade/assetMode`, () => ({})],
    [
      'swap.get-v1-trade-multiAssetsRules.json',
      'GET',
      `${SWAP1}/trade/multiAssetsRules`,
      () => ({}),
    ],
    ['swap.get-v1-user-marginAssets.json', 'GET', `${SWAP1}/user/marginAssets`, () => ({})],
    [
      'swap.get-v1-twap-orderDetail.json',
      'GET',
      `${SWAP1}/twap/orderDetail`,
      () => ({ mainOrderId: ids.twap ?? '' }),
    ],
    [
      'swap.get-v2-quote-bookTicker.json',
      'GET',
      `${SWAP2}/quote/bookTicker`,
      () => ({ symbol: 'BTC-USDT' }),
    ],
    [
      'swap.get-v2-quote-fundingRate.json',
      'GET',
      `${SWAP2}/quote/fundingRate`,
      () => ({ symbol: 'BTC-USDT' }),
    ],
    [
      'swap.get-v2-quote-trades.json',
      'GET',
      `${SWAP2}/quote/trades`,
      () => ({ symbol: 'BTC-USDT' }),
    ],
    [
      'swap.get-v2-trade-forceOrders.json',
      'GET',
      `${SWAP2}/trade/forceOrders`,
      () => ({ autoCloseType: 'LIQUIDATION' }),
    ],
    [
      'swap.post-v2-trade-positionMargin.json',
      'POST',
      `${SWAP2}/trade/positionMargin`,
      () => ({ symbol: 'BTC-USDT', amount: '1', type: '1', positionSide: 'LONG' }),
    ],
    [
      'swap.post-v1-trade-reverse.json',
      'POST',
      `${SWAP1}/trade/reverse`,
      () => ({ symbol: 'BTC-USDT', type: 'Reverse' }),
    ],
    [
      'swap.post-v1-twap-cancelOrder.json',
      'POST',
      `${SWAP1}/twap/cancelOrder`,
      () => ({ mainOrderId: ids.twap ?? '' }),
    ],
  ])('%s', async (file, method, path, params) => {
    const { bare, ...query } = params();
    const { text } = await client.call(method, path, query);
    const wanted = captured(file)
      .filter((field) => !/^\.(debugMsg|timestamp)/.test(field))
      // Two sources differ in whether this is one object or a list, and in the name of its time.
      .filter((field) => bare === undefined || !field.endsWith('.time: number'))
      .map((field) => (bare === undefined ? field : field.replace('.data.', `.${bare}.`)));
    expect(fieldsOf(JSON.parse(text))).toEqual(expect.arrayContaining(wanted));
  });
});

import { captured, fieldsOf, hasCaptured } from '../captured';
import { SignedClient } from '../signed-client';
import { type Simulator, startSimulator } from '../start-simulator';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

(hasCaptured ? describe : describe.skip)(
  'answers have the fields and types of the captured ones',
  () => {
    let simulator: Simulator;
    let client: SignedClient;
    const orderIds: Record<string, string> = {};

    beforeAll(async () => {
      simulator = await startSimulator({
        settings: { rateLimits: { enabled: false }, legDelayMs: 1, sameCancelMs: 0 },
      });
      client = new SignedClient(simulator);
      const sol = {
        symbol: 'SOL-USDT',
        takeProfit: '{"type":"TAKE_PROFIT_MARKET","stopPrice":126}',
        stopLoss: '{"type":"STOP_MARKET","stopPrice":120}',
      };
      await client.open('LONG', '10', sol);
      await pause(50);
      const open = await client.call('GET', '/openApi/swap/v2/trade/openOrders', {
        symbol: 'SOL-USDT',
      });
      orderIds.stop = /"orderId":(\d+)/.exec(open.text)?.[1] ?? '';
      await simulator.control.setPrice('SOL-USDT', '119.5');
      await simulator.control.setPrice('SOL-USDT', '123');
      await client.open('LONG', '2', {
        symbol: 'LINK-USDT',
        takeProfit: '{"type":"TAKE_PROFIT_MARKET","stopPrice":16.263}',
        stopLoss: '{"type":"STOP_MARKET","stopPrice":13.526}',
      });
      await client.open('LONG', '10', { symbol: 'XRP-USDT', clientOrderId: 'market' });
      await client.open('LONG', '10', {
        symbol: 'XRP-USDT',
        type: 'LIMIT',
        price: '1.4',
        clientOrderId: 'limit',
        stopLoss: '{"type":"STOP_MARKET","stopPrice":1.3}',
      });
      await pause(50);
    });
    afterAll(() => simulator.stop());

    const trade = '/openApi/swap/v2/trade';
    const now = () => ({ startTs: String(Date.now() - 60_000), endTs: String(Date.now() + 1_000) });
    it.each<[string, string, string, () => Record<string, string>]>([
      [
        'swap.get-v2-quote-contracts.live.json',
        'GET',
        '/openApi/swap/v2/quote/contracts',
        () => ({}),
      ],
      [
        'swap.get-v1-ticker-price.json',
        'GET',
        '/openApi/swap/v1/ticker/price',
        () => ({ symbol: 'BTC-USDT' }),
      ],
      [
        'swap.get-v2-quote-premiumIndex.json',
        'GET',
        '/openApi/swap/v2/quote/premiumIndex',
        () => ({ symbol: 'BTC-USDT' }),
      ],
      [
        'swap.get-v3-quote-klines.newest-first.live.json',
        'GET',
        '/openApi/swap/v3/quote/klines',
        () => ({ symbol: 'BTC-USDT', interval: '1h' }),
      ],
      ['swap.get-v3-user-balance.ccxt.json', 'GET', '/openApi/swap/v3/user/balance', () => ({})],
      [
        'swap.get-v2-user-positions.live-demo.json',
        'GET',
        '/openApi/swap/v2/user/positions',
        () => ({}),
      ],
      [
        'swap.get-v2-user-positions.ccxt.json',
        'GET',
        '/openApi/swap/v2/user/positions',
        () => ({}),
      ],
      [
        'swap.get-v2-trade-openOrders.tp-sl-adjacent-ids.live-demo.json',
        'GET',
        `${trade}/openOrders`,
        () => ({ symbol: 'LINK-USDT' }),
      ],
      [
        'swap.get-v2-trade-openOrders.limit-pending-with-tpsl.live-demo.json',
        'GET',
        `${trade}/openOrders`,
        () => ({ symbol: 'XRP-USDT' }),
      ],
      [
        'swap.get-v2-trade-order.market-filled-xrp.live-demo.json',
        'GET',
        `${trade}/order`,
        () => ({ symbol: 'XRP-USDT', clientOrderId: 'market' }),
      ],
      [
        'swap.get-v2-trade-order.by-trigger-id-returns-child.live-demo.json',
        'GET',
        `${trade}/order`,
        () => ({ symbol: 'SOL-USDT', orderId: orderIds.stop ?? '' }),
      ],
      [
        'swap.get-v2-trade-allOrders.full-fields.live-demo.json',
        'GET',
        `${trade}/allOrders`,
        () => ({ symbol: 'SOL-USDT', limit: '500' }),
      ],
      [
        'swap.get-v2-trade-allFillOrders.no-tradingUnit.live-demo.json',
        'GET',
        `${trade}/allFillOrders`,
        now,
      ],
      [
        'swap.get-v1-trade-positionHistory.live-demo.json',
        'GET',
        '/openApi/swap/v1/trade/positionHistory',
        () => ({ symbol: 'SOL-USDT', ...now() }),
      ],
      [
        'swap.get-v2-trade-leverage.live-demo.json',
        'GET',
        `${trade}/leverage`,
        () => ({ symbol: 'BTC-USDT' }),
      ],
      [
        'swap.get-v2-user-commissionRate.json',
        'GET',
        '/openApi/swap/v2/user/commissionRate',
        () => ({}),
      ],
      ['swap.get-v2-user-income.json', 'GET', '/openApi/swap/v2/user/income', () => ({})],
      [
        'swap.post-v1-positionSide-dual.json',
        'GET',
        '/openApi/swap/v1/positionSide/dual',
        () => ({}),
      ],
      ['swap.get-v2-server-time.json', 'GET', '/openApi/swap/v2/server/time', () => ({})],
      [
        'account.get-v1-account-apiRestrictions.live.json',
        'GET',
        '/openApi/v1/account/apiRestrictions',
        () => ({}),
      ],
      ['account.get-account-v1-uid.json', 'GET', '/openApi/account/v1/uid', () => ({})],
      [
        'swap.post-v2-trade-order.market.vst-http-body.json',
        'POST',
        `${trade}/order`,
        () => ({
          symbol: 'LTC-USDT',
          side: 'BUY',
          positionSide: 'LONG',
          type: 'MARKET',
          quantity: '0.1',
        }),
      ],
      [
        'swap.post-v2-trade-leverage.ccxt.json',
        'POST',
        `${trade}/leverage`,
        () => ({ symbol: 'BTC-USDT', side: 'LONG', leverage: '10' }),
      ],
      [
        'swap.post-v2-trade-marginType.live-demo.json',
        'POST',
        `${trade}/marginType`,
        () => ({ symbol: 'BTC-USDT', marginType: 'CROSSED' }),
      ],
      [
        'swap.delete-v2-trade-order.by-client-id.live-demo.json',
        'DELETE',
        `${trade}/order`,
        () => ({ symbol: 'XRP-USDT', clientOrderId: 'limit' }),
      ],
      [
        'swap.post-v2-trade-cancelAllAfter.json',
        'POST',
        `${trade}/cancelAllAfter`,
        () => ({ type: 'ACTIVATE', timeOut: '100' }),
      ],
      [
        'swap.post-v2-trade-closeAllPositions.json',
        'POST',
        `${trade}/closeAllPositions`,
        () => ({ symbol: 'XRP-USDT' }),
      ],
      [
        'error.109421-order-not-exist-on-query.json',
        'GET',
        `${trade}/order`,
        () => ({ symbol: 'XRP-USDT', orderId: '1' }),
      ],
      [
        'error.100413-incorrect-apikey.json',
        'GET',
        '/openApi/swap/v3/user/balance',
        () => ({ key: 'wrong' }),
      ],
    ])('%s', async (file, method, path, params) => {
      const { key, ...query } = params();
      const caller = key === undefined ? client : new SignedClient({ ...simulator, key });
      const { text } = await caller.call(method, path, query);
      // debugMsg belongs to the spot and coin-M envelopes; the documentation copied one of those here.
      const wanted = captured(file).filter((field) => !field.startsWith('.debugMsg'));
      expect(fieldsOf(JSON.parse(text))).toEqual(expect.arrayContaining(wanted));
    });
  },
);

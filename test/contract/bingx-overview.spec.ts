import { BingxOverviewService } from '@/modules/exchanges/bingx-overview.service';
import { BingxReadsService } from '@/modules/exchanges/bingx-reads.service';
import { bingxParts, type BingxParts } from '@test/support/builders/bingx-parts';
import { readRoute } from '@test/support/builders/read-row';
import { json, startBingxStub, type BingxStub } from './bingx-stub';
import { STUB_KEY } from './on-stub';

let stub: BingxStub;
let parts: BingxParts;
let reads: BingxReadsService;

beforeEach(async () => {
  stub = await startBingxStub();
  parts = bingxParts({ url: stub.url, ...STUB_KEY }, { timeoutMs: 1_000 });
  reads = new BingxReadsService(parts.hosts, parts.keyring);
});

afterEach(async () => {
  parts.hosts.close();
  await stub.close();
});

describe('the overview of an account', () => {
  const wallets = () => {
    stub.on(
      readRoute('listBingxSpotTickers'),
      json({ code: 0, data: [{ symbol: 'BTC-USDT', lastPrice: 65000.5 }] }),
    );
    stub.on(
      readRoute('listBingxUsdtMPrices'),
      json({
        code: 0,
        data: [
          { symbol: 'BTC-USDT', price: '1' },
          { symbol: 'SOL-USDT', price: '150.10' },
        ],
      }),
    );
    stub.on(
      readRoute('listBingxSpotBalances'),
      json({
        code: 0,
        data: {
          balances: [
            { asset: 'BTC', free: '0.1', locked: '0.1' },
            { asset: 'DUST', free: '5', locked: 0 },
            { asset: 'ETH', free: 0, locked: '0.0' },
          ],
        },
      }),
    );
    stub.on(
      readRoute('listBingxFundBalances'),
      json({ code: 0, data: { assets: [{ asset: 'USDT', free: '10', locked: '0' }] } }),
    );
    stub.on(
      readRoute('listBingxUsdtMBalances'),
      json({
        code: 0,
        data: [
          { asset: 'USDT', balance: '100', equity: '101.5' },
          { asset: 'VST', balance: '1', equity: '1' },
        ],
      }),
    );
    stub.on(
      readRoute('listBingxCoinMBalances'),
      json({ code: 0, data: [{ asset: 'SOL', balance: '2', equity: '2' }] }),
    );
    stub.on(
      readRoute('listBingxStandardBalances'),
      json({ code: 100004, msg: 'Permission denied' }),
    );
  };
  const overview = () => new BingxOverviewService(reads, parts.clock).overview('bingx');

  it('values what has a price, lists what has none, and shows what could not be read', async () => {
    wallets();
    const { wallets: shown, totalUsdt, isComplete, pricesProblem } = await overview();
    expect(totalUsdt).toBe('13411.8');
    expect(isComplete).toBe(false);
    expect(pricesProblem).toBeNull();
    expect(shown.map(({ wallet, usdtValue }) => [wallet, usdtValue])).toEqual([
      ['spot', '13000.1'],
      ['fund', '10'],
      ['usdt-m', '101.5'],
      ['coin-m', '300.2'],
      ['standard', null],
    ]);
    expect(shown[0]?.assets).toEqual([
      {
        asset: 'BTC',
        amount: '0.2',
        price: '65000.5',
        priceSymbol: 'BTC-USDT',
        usdtValue: '13000.1',
        unvalued: null,
      },
      {
        asset: 'DUST',
        amount: '5',
        price: null,
        priceSymbol: null,
        usdtValue: null,
        unvalued: 'no USDT market of BingX has a price for it',
      },
    ]);
    expect(shown[2]?.assets[1]).toMatchObject({
      asset: 'VST',
      usdtValue: null,
      unvalued: 'demo money',
    });
    expect(shown[4]).toMatchObject({ isRead: false, problemCode: 'venue-refused' });
  });

  it('says so when there are no prices', async () => {
    wallets();
    stub.on(readRoute('listBingxSpotTickers'), json('', 403));
    stub.on(readRoute('listBingxUsdtMPrices'), json('', 403));
    const shown = await overview();
    expect(shown.pricesProblem).toBe('the prices of Spot and USDT-M could not be read');
    expect(shown.isComplete).toBe(false);
  }, 20_000);

  it('refuses an account that it does not know', async () => {
    const asked = new BingxOverviewService(reads, parts.clock).overview('nobody');
    await expect(asked).rejects.toMatchObject({ category: 'account-unknown' });
  });
});

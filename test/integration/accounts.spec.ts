import { PinoLogger } from 'nestjs-pino';
import type { DataSource } from 'typeorm';
import { AccountsService } from '@/modules/accounts/accounts.service';
import { BalanceRecorder } from '@/modules/accounts/balance-recorder';
import { BalancesRepository } from '@/modules/accounts/balances.repository';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import { IdSource } from '@/platform/identity/new-id';
import { BingxSettings } from '@/platform/settings/bingx.settings';
import { HttpSettings } from '@/platform/settings/http.settings';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { openTestConnection, truncateAll, unitOfWorkFor } from '@test/support/database';
import { FAKE_BTC, FakeVenue } from '@test/support/fakes/fake-venue';
import { FixedClock } from '@test/support/fakes/fixed-clock';
import { knownAccounts } from '@test/support/fakes/known-accounts';
import { paperParts } from '@test/support/fakes/paper-parts';

const BTC = FAKE_BTC.instrument;
const ON_PAPER = { venue: 'paper', isPaper: true, entryObjection: null };

let accountsSource: DataSource;
let positionsSource: DataSource;

beforeAll(async () => {
  accountsSource = await openTestConnection('accounts');
  positionsSource = await openTestConnection('positions');
});
beforeEach(async () => {
  await truncateAll(accountsSource);
  await truncateAll(positionsSource);
});
afterAll(() => Promise.all([accountsSource.destroy(), positionsSource.destroy()]));

function setUp(mode: 'paper' | 'live', bingxKey = 'key-of-bingx-abcd') {
  const clock = new FixedClock();
  const settings = Object.assign(new TradingSettings(), { TRADING_MODE: mode });
  const bingx = new FakeVenue({ clock, accounts: ['bingx'], balance: '777' });
  const paper = paperParts(positionsSource, unitOfWorkFor({ positions: positionsSource }), clock);
  const known = knownAccounts(
    Object.assign(new BingxSettings(), { BINGX_API_KEY: bingxKey }),
    paper.books,
  );
  const balances = new BalancesRepository(accountsSource);
  const service = new AccountsService(
    known,
    new VenueRegistry([paper.venue, bingx]),
    balances,
    settings,
  );
  const logger = new PinoLogger({ pinoHttp: { level: 'silent' } });
  const recorder = new BalanceRecorder(
    service,
    balances,
    new IdSource(clock),
    clock,
    new HttpSettings(),
    logger,
  );
  return { service, recorder, bingx, clock };
}

describe(AccountsService.name, () => {
  it('executes every account on paper in paper mode', async () => {
    const { service } = setUp('paper');
    for (const name of ['bingx', 'paper', 'whatever']) {
      expect(await service.executionVenueFor(name, BTC)).toEqual(ON_PAPER);
    }
  });

  it('sends orders where they belong in live mode, and nowhere when the account or market is not there', async () => {
    const { service } = setUp('live');
    expect(await service.executionVenueFor('bingx', BTC)).toEqual({
      venue: 'bingx-usdt-m',
      isPaper: false,
      entryObjection: null,
    });
    expect(await service.executionVenueFor('paper', BTC)).toEqual(ON_PAPER);
    expect(await service.executionVenueFor('whatever', BTC)).toBeNull();
    expect(await service.executionVenueFor('bingx', { ...BTC, market: 'bingx-spot' })).toBeNull();
    expect(await setUp('live', '').service.executionVenueFor('bingx', BTC)).toBeNull();
  });

  it('says what is wrong with the place of a strategy, by field, and in live mode only', async () => {
    const { service } = setUp('live');
    expect(await service.placeProblems('bingx', BTC)).toEqual([]);
    expect(await service.placeProblems('paper', BTC)).toEqual([]);
    const pointers = async (account: string, market: typeof BTC.market) =>
      (await service.placeProblems(account, { ...BTC, market })).map(({ pointer }) => pointer);
    expect(await pointers('whatever', 'bingx-usdt-m')).toEqual(['/account']);
    expect(await pointers('bingx', 'bingx-spot')).toEqual(['/instrument']);
    expect(await setUp('paper').service.placeProblems('whatever', BTC)).toEqual([]);
  });

  it('reads equity, and gives null rather than a guess', async () => {
    const { service, bingx } = setUp('live');
    expect(await service.equity('bingx', 'bingx-usdt-m', 'USDT')).toBe('777');
    expect(await service.equity('bingx', 'bingx-usdt-m', 'BTC')).toBeNull();
    expect(await service.equity('new on paper', 'paper', 'USDC')).toBe('10000');
    bingx.isDown = true;
    expect(await service.equity('bingx', 'bingx-usdt-m', 'USDT')).toBeNull();
  });

  it('shows why an account can not be read, and the others all the same', async () => {
    const { service, bingx } = setUp('live');
    bingx.isDown = true;
    const views = await service.overview();
    expect(views.map(({ account, balances }) => [account.name, balances === null])).toEqual([
      ['paper', false],
      ['bingx', true],
    ]);
    expect(views[1]?.problem).toMatch(/could not be asked/);
    expect(views[1]?.account.keyEnd).toBe('abcd');
  });

  it('records balances and lists them newest first', async () => {
    const { service, recorder, clock, bingx } = setUp('live');
    const account = await service.get('bingx');
    await recorder.record(account);
    clock.advance(60_000);
    await recorder.record(account);
    const { rows, total } = await service.history('bingx', null, 10);
    expect(total).toBe(2);
    expect(rows.map(({ takenAt, equity }) => [takenAt.toISOString(), equity])).toEqual([
      ['2026-01-15T12:01:00.000Z', '777'],
      ['2026-01-15T12:00:00.000Z', '777'],
    ]);
    expect((await service.history('bingx', rows[0]?.id ?? null, 10)).rows).toHaveLength(1);
    bingx.isDown = true;
    expect(await recorder.record(account)).toBe(0);
    await expect(service.get('nobody')).rejects.toMatchObject({ code: 'account-not-found' });
  });
});

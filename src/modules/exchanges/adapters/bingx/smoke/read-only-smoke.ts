import type { Instrument } from '@/kernel/instrument';
import type { Venue } from '@/modules/exchanges/venue.port';
import { BingxUsdtMVenue } from '../usdt-m/usdt-m.venue';
import { BingxCoinMVenue } from '../coin-m/coin-m.venue';
import { BingxSpotVenue } from '../spot/spot.venue';
import { BingxStandardVenue } from '../standard/standard.venue';
import { BingxSessions } from '../bingx.sessions';
import { smokeAccountSteps } from './account-smoke';
import { SmokeSkipped, type SmokeParts, type SmokeStep } from './smoke-steps';

const MOST_USED: readonly (readonly [Instrument['market'], string, string])[] = [
  ['bingx-usdt-m', 'BTC', 'USDT'],
  ['bingx-coin-m', 'BTC', 'USD'],
  ['bingx-spot', 'BTC', 'USDT'],
];

/** Reads of every product with the account's own key. Nothing here can place, change or cancel an order. */
export function readOnlySmoke(parts: SmokeParts): readonly SmokeStep[] {
  const venues: readonly Venue[] = [
    new BingxUsdtMVenue(parts),
    new BingxCoinMVenue(parts),
    new BingxSpotVenue(parts),
    new BingxStandardVenue(parts),
  ];
  const session = new BingxSessions('bingx-usdt-m', parts.hosts, parts.keyring);
  return [
    {
      name: 'server time',
      run: async () => {
        await session.market.time.measure();
        const { offsetMs } = session.market.time;
        if (offsetMs === null) throw new Error('the clock of BingX could not be read');
        return `our clock is ${String(0 - Math.round(offsetMs))} ms ahead of BingX's`;
      },
    },
    ...smokeAccountSteps(parts, session),
    ...venues.flatMap((venue) => venueSteps(venue, parts)),
  ];
}

function venueSteps(venue: Venue, { hosts, account }: SmokeParts): readonly SmokeStep[] {
  const found = MOST_USED.find(([id]) => id === venue.id);
  const step = (what: string, run: () => Promise<string>): SmokeStep => ({
    name: `${venue.id} ${what}`,
    run: async () => {
      if (hosts.market.kind === 'demo' && venue.id !== 'bingx-usdt-m')
        throw new SmokeSkipped('the demo host has USDT-M only');
      return run();
    },
  });
  const market = found === undefined ? [] : marketSteps(venue, instrumentFor(found), step);
  const { positions, orders, accounts } = venue;
  return [
    ...market,
    step('balance', async () => {
      const held = await accounts.balances(account);
      return held.map(({ asset, total }) => `${total} ${asset}`).join(', ') || 'nothing there';
    }),
    ...(accounts.positionMode === undefined || venue.id === 'bingx-standard'
      ? []
      : [step('position mode', async () => String(await accounts.positionMode?.(account)))]),
    ...(positions === undefined
      ? []
      : [step('positions', async () => counted(await positions.open(account), 'open'))]),
    ...(orders === undefined
      ? []
      : [step('open orders', async () => counted(await orders.open(account), 'open'))]),
  ];
}

function marketSteps(
  { instruments, prices }: Venue,
  instrument: Instrument,
  step: (what: string, run: () => Promise<string>) => SmokeStep,
): readonly SmokeStep[] {
  return [
    step('instruments', async () => {
      const list = await instruments.list();
      if (list.length === 0) throw new Error('BingX lists none');
      return counted(list, 'listed');
    }),
    step('ticker', async () => {
      const ticker = await prices?.ticker(instrument);
      return `${instrument.base}-${instrument.quote} at ${ticker?.price ?? 'no price'}`;
    }),
  ];
}

const instrumentFor = ([market, base, quote]: (typeof MOST_USED)[number]): Instrument => ({
  market,
  base,
  quote,
});

const counted = (list: readonly unknown[], word: string): string =>
  `${String(list.length)} ${word}`;

import type { MarketVenueId } from '@/kernel/venue-id';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';

/** The day on which the shipped list was written down. */
export const SHIPPED_AT = '2026-11-22';

/** `BASE-QUOTE quantityStep minQuantity priceTick`, as BingX writes the pair. */
type Line = `${string} ${string} ${string} ${string}`;

/**
 * USDT-M perpetuals. BTC, ETH, LINK and SOL are as the exchange's contract list gave them; the others are
 * close to it and serve only while the exchange can not be reached. Every one asks for 2 USDT at least.
 */
const USDT_M: readonly Line[] = [
  'BTC-USDT 0.0001 0.0001 0.1',
  'ETH-USDT 0.01 0.01 0.01',
  'SOL-USDT 0.01 0.02 0.001',
  'LINK-USDT 0.1 0.2 0.001',
  'BNB-USDT 0.01 0.01 0.01',
  'XRP-USDT 1 1 0.0001',
  'ADA-USDT 1 4 0.0001',
  'DOGE-USDT 1 10 0.00001',
  'TRX-USDT 1 8 0.00001',
  'AVAX-USDT 0.1 0.1 0.001',
  'DOT-USDT 0.1 0.4 0.001',
  'LTC-USDT 0.01 0.03 0.01',
  'BCH-USDT 0.01 0.01 0.01',
  'ETC-USDT 0.1 0.1 0.001',
  'UNI-USDT 0.1 0.3 0.001',
  'ATOM-USDT 0.1 0.4 0.001',
  'FIL-USDT 0.1 0.6 0.001',
  'NEAR-USDT 0.1 0.6 0.001',
  'APT-USDT 0.1 0.3 0.001',
  'ARB-USDT 1 4 0.0001',
  'OP-USDT 1 2 0.0001',
  'SUI-USDT 1 1 0.0001',
  'SEI-USDT 1 8 0.0001',
  'TIA-USDT 0.1 0.5 0.001',
  'INJ-USDT 0.1 0.1 0.001',
  'AAVE-USDT 0.01 0.02 0.01',
  'MKR-USDT 0.001 0.002 0.1',
  'CRV-USDT 1 4 0.0001',
  'SAND-USDT 1 6 0.0001',
  'MANA-USDT 1 6 0.0001',
  'AXS-USDT 0.1 0.5 0.001',
  'GALA-USDT 1 100 0.00001',
  'APE-USDT 1 2 0.0001',
  'ICP-USDT 0.1 0.3 0.001',
  'XLM-USDT 1 8 0.00001',
  'ALGO-USDT 1 10 0.0001',
  'HBAR-USDT 1 12 0.00001',
  'VET-USDT 1 80 0.00001',
  'EOS-USDT 1 3 0.0001',
  'XTZ-USDT 1 3 0.0001',
  'RUNE-USDT 0.1 0.6 0.001',
  'LDO-USDT 1 2 0.0001',
  'STX-USDT 1 2 0.0001',
  'IMX-USDT 1 2 0.0001',
  'GRT-USDT 1 12 0.00001',
  'TON-USDT 0.1 0.4 0.001',
  'WLD-USDT 1 1 0.0001',
  'JUP-USDT 1 3 0.0001',
  'WIF-USDT 1 2 0.0001',
  'ORDI-USDT 0.1 0.1 0.001',
  'FET-USDT 1 2 0.0001',
  'RENDER-USDT 0.1 0.4 0.001',
  'TAO-USDT 0.001 0.006 0.01',
  'ENA-USDT 1 5 0.0001',
  'ONDO-USDT 1 3 0.0001',
  'HYPE-USDT 0.1 0.1 0.001',
  '1000PEPE-USDT 1 200 0.0000001',
  '1000SHIB-USDT 1 150 0.000001',
  '1000BONK-USDT 1 100 0.000001',
  '1000FLOKI-USDT 1 20 0.00001',
];

/** Coin-M perpetuals: whole contracts, and what one is worth in USD, which is also the least that an order may be. */
const COIN_M: readonly (readonly [Line, string])[] = [
  ['BTC-USD 1 1 0.1', '100'],
  ['ETH-USD 1 1 0.01', '10'],
  ['SOL-USD 1 1 0.001', '10'],
  ['BNB-USD 1 1 0.01', '10'],
];

/** Spot. Every pair asks for 5 USDT at least. */
const SPOT: readonly Line[] = [
  'BTC-USDT 0.00001 0.00019 0.01',
  'ETH-USDT 0.0001 0.002 0.01',
  'SOL-USDT 0.001 0.03 0.01',
  'XRP-USDT 0.1 2 0.0001',
  'BNB-USDT 0.001 0.008 0.01',
  'DOGE-USDT 1 25 0.00001',
];

function rulesOf(
  market: MarketVenueId,
  line: Line,
  minNotional: string | null,
  contractValue: string | null = null,
): InstrumentRules {
  const [pair = '', quantityStep = '', minQuantity = '', priceTick = ''] = line.split(' ');
  const [base = '', quote = ''] = pair.split('-');
  return {
    instrument: { market, base, quote },
    venueSymbol: pair,
    quantityStep,
    minQuantity,
    minNotional,
    contractValue,
    ...(market === 'bingx-spot' ? { quoteStep: '0.01' } : {}),
    priceTick,
    status: 'trading',
  };
}

const LISTS: Readonly<Record<MarketVenueId, readonly InstrumentRules[]>> = {
  'bingx-usdt-m': USDT_M.map((line) => rulesOf('bingx-usdt-m', line, '2')),
  'bingx-coin-m': COIN_M.map(([line, worth]) => rulesOf('bingx-coin-m', line, worth, worth)),
  'bingx-spot': SPOT.map((line) => rulesOf('bingx-spot', line, '5')),
  'bingx-standard': [],
};

/** The instruments of a market as this project ships them, for work without the exchange. */
export const shippedInstruments = (market: MarketVenueId): readonly InstrumentRules[] =>
  LISTS[market];

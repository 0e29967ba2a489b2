import { decideTrade } from '@/modules/strategies/decide-trade';
import type { DecisionFacts } from '@/modules/strategies/decision';
import {
  CONTRACTS,
  byRules,
  firstLeg,
  halted,
  instrument,
  itDecides,
  longRules,
  type Case,
} from '@test/support/builders/decision-cases';
import {
  aStrategy,
  anAlarm,
  facts,
  orderSignal,
  sideRules,
  step,
} from '@test/support/builders/decision-facts';

const bySizeOfAlarm = (quantity: string): DecisionFacts =>
  facts({ strategy: longRules({ quantityMode: 'alarm' }), alarm: anAlarm({ quantity }) });
const onInstrument = (change: Parameters<typeof instrument>[0]): DecisionFacts =>
  facts({ instrument: instrument(change) });

const OPENS: Case[] = [
  ['fixed without quantity', byRules({ quantity: null }), 'quantity-missing', /no quantity/],
  ['alarm mode, none', byRules({ quantityMode: 'alarm' }), 'quantity-missing', /alarm carries no/],
  ['alarm mode, negative', bySizeOfAlarm('-1'), 'quantity-missing', /negative/],
  ['alarm mode, zero', bySizeOfAlarm('0.00'), 'quantity-too-small', /quantity of 0/],
  ['alarm mode, absurd', bySizeOfAlarm('1e30'), 'quantity-missing', /more than any venue takes/],
  [
    'quote without price',
    facts({ price: null, strategy: longRules({ quantityMode: 'quote' }) }),
    'quantity-missing',
    /price/,
  ],
  [
    'equity unknown',
    facts({ equity: null, strategy: longRules({ quantityMode: 'equity-percent' }) }),
    'quantity-missing',
    /equity is not known/,
  ],
  [
    'equity gone',
    facts({ equity: '-3', strategy: longRules({ quantityMode: 'equity-percent' }) }),
    'quantity-missing',
    /equity is -3/,
  ],
  [
    'quote amount in contracts of unknown worth',
    facts({
      strategy: aStrategy({
        instrument: 'bingx-coin-m/BTC-USD',
        long: sideRules({ quantityMode: 'quote', quantity: '100' }),
      }),
    }),
    'quantity-missing',
    /worth of a contract/,
  ],
  [
    'under the step',
    byRules({ quantity: '0.00009' }),
    'quantity-too-small',
    /is 0 in whole steps of 0\.0001; the venue's minimum is 0\.0001/,
  ],
  ['under the minimum', onInstrument({ minQuantity: '0.02' }), 'quantity-too-small', /0\.02/],
  [
    'under the notional minimum',
    facts({ price: '100', strategy: longRules({ quantity: '0.0199' }) }),
    'quantity-too-small',
    /worth 1\.99 at 100; the venue's minimum is 2 in quote/,
  ],
  ['notional unknown without a price', facts({ price: null }), 'placed', /buy/],
  ['risk says no', facts({ risk: { entry: halted, close: null } }), 'risk-halted', /since noon/],
  ['nothing can trade', facts({ canTrade: null }), 'venue-cannot', /nothing can trade/],
  [
    'no market orders',
    facts({ canTrade: { ...CONTRACTS, orderTypes: ['limit'] } }),
    'venue-cannot',
    /market/,
  ],
  ['close-only', onInstrument({ status: 'close-only' }), 'venue-cannot', /only closes/],
  ['instrument off', onInstrument({ status: 'off' }), 'venue-cannot', /switched off/],
  ['no instrument', facts({ instrument: null }), 'instrument-unknown', /BTC-USDT/],
  ['no usable step', onInstrument({ quantityStep: '0' }), 'instrument-unknown', /usable/],
  [
    'shorts unsupported',
    facts({
      alarm: anAlarm({ signal: orderSignal(step('open', 'short')) }),
      canTrade: { ...CONTRACTS, shorts: false },
    }),
    'venue-cannot',
    /no short/,
  ],
];

describe(decideTrade.name, () => {
  describe('opens', () => {
    itDecides(OPENS);

    it.each([
      ['alarm', '5', '0.01239', '0.0123'],
      ['quote', '100', null, '0.0016'],
      ['equity-percent', '25', null, '0.0041'],
    ] as const)('sizes by %s', (quantityMode, quantity, alarmQuantity, expected) => {
      const strategy = longRules({ quantityMode, quantity, leverage: '10' });
      const result = decideTrade(facts({ strategy, alarm: anAlarm({ quantity: alarmQuantity }) }));
      expect(firstLeg(result)?.quantity).toBe(expected);
    });

    it('never rounds up a quantity whose digits go beyond the arithmetic', () => {
      const quantity = `0.${'9'.repeat(95)}`;
      const strategy = longRules({ quantityMode: 'alarm' });
      const result = decideTrade(facts({ strategy, alarm: anAlarm({ quantity }) }));
      expect(firstLeg(result)?.quantity).toBe('0.9999');
    });

    it('keeps 18 decimal places', () => {
      const strategy = longRules({ quantity: '123456.123456789012345678' });
      const fine = instrument({ quantityStep: '0.000000000000000001' });
      expect(firstLeg(decideTrade(facts({ strategy, instrument: fine })))?.quantity).toBe(
        '123456.123456789012345678',
      );
    });
  });
});

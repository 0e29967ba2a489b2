import { decimal } from '@/kernel/decimal';
import { instrumentText, readInstrument } from '@/kernel/instrument';
import {
  shippedInstruments,
  SHIPPED_AT,
} from '@/modules/exchanges/adapters/paper/shipped-instruments';

describe('shipped instruments', () => {
  it('are dated and hold at least forty perpetuals', () => {
    expect(SHIPPED_AT).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(shippedInstruments('bingx-usdt-m').length).toBeGreaterThanOrEqual(40);
  });

  it.each(['bingx-usdt-m', 'bingx-coin-m', 'bingx-spot'] as const)(
    'are usable and unique on %s',
    (market) => {
      const rules = shippedInstruments(market);
      expect(new Set(rules.map((one) => instrumentText(one.instrument))).size).toBe(rules.length);
      for (const one of rules) {
        expect(readInstrument(instrumentText(one.instrument))).toEqual(one.instrument);
        expect(decimal(one.quantityStep).gt(0)).toBe(true);
        expect(decimal(one.priceTick).gt(0)).toBe(true);
        expect(decimal(one.minQuantity).gte(decimal(one.quantityStep))).toBe(true);
        expect(decimal(one.minQuantity).mod(decimal(one.quantityStep)).isZero()).toBe(true);
      }
    },
  );
});

import {
  closeVerdict,
  entryVerdict,
  notionalVerdict,
  type RiskFigures,
  type RiskLimits,
} from '@/modules/trading/risk/risk-gate';

const CLEAR: RiskFigures = {
  systemState: 'active',
  accountState: 'active',
  ordersLastMinute: 0,
  ordersToday: 0,
  openPositions: 0,
};
const UNLIMITED: RiskLimits = {
  maxOrdersPerMinute: 0,
  maxOrdersPerDay: 0,
  maxOpenPositions: 0,
  maxOrderNotional: null,
};

describe('risk gate', () => {
  it('lets everything through when nothing is set', () => {
    expect(entryVerdict(CLEAR, UNLIMITED)).toBeNull();
    expect(closeVerdict(CLEAR)).toBeNull();
  });

  it.each([
    ['halted', 'risk-halted', 'risk-halted'],
    ['reducing', 'risk-reducing', undefined],
  ] as const)('a system or account that is %s', (state, entry, close) => {
    for (const scope of ['systemState', 'accountState'] as const) {
      expect(entryVerdict({ ...CLEAR, [scope]: state }, UNLIMITED)?.reason).toBe(entry);
      expect(closeVerdict({ ...CLEAR, [scope]: state })?.reason).toBe(close);
    }
  });

  it.each([
    ['ordersLastMinute', 'maxOrdersPerMinute', 'risk-orders-per-minute'],
    ['ordersToday', 'maxOrdersPerDay', 'risk-orders-per-day'],
    ['openPositions', 'maxOpenPositions', 'risk-open-positions'],
  ] as const)('holds entries, never closes, against %s', (figure, limit, reason) => {
    const limits = { ...UNLIMITED, [limit]: 3 };
    expect(entryVerdict({ ...CLEAR, [figure]: 2 }, limits)).toBeNull();
    expect(entryVerdict({ ...CLEAR, [figure]: 3 }, limits)?.reason).toBe(reason);
    expect(entryVerdict({ ...CLEAR, [figure]: null }, limits)?.reason).toBe('risk-unknown');
    expect(closeVerdict({ ...CLEAR, [figure]: null })).toBeNull();
  });

  it('refuses an entry when the state could not be read, and lets a close out', () => {
    expect(entryVerdict({ ...CLEAR, systemState: null }, UNLIMITED)?.reason).toBe('risk-unknown');
    expect(closeVerdict({ ...CLEAR, systemState: null })).toBeNull();
  });

  it('holds the notional of an entry against its limit, to the last decimal', () => {
    const limits = { ...UNLIMITED, maxOrderNotional: '100' };
    expect(notionalVerdict('0.001', '100000', null, limits)).toBeNull();
    expect(notionalVerdict('0.001', '100000.0001', null, limits)?.reason).toBe(
      'risk-order-notional',
    );
    expect(notionalVerdict('0.001', null, null, limits)?.reason).toBe('risk-unknown');
  });
});

import fc from 'fast-check';
import { decimal, Decimal } from '@/kernel/decimal';
import { signalText } from '@/kernel/signal';
import type { AlarmReading } from '../alarm';
import { readAlarm } from './read-alarm';
import { READABLE_BODY as BODY } from '@test/support/builders/alarm-body';

const read = (body: unknown, timeZone = 'UTC'): AlarmReading =>
  readAlarm(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), { timeZone });

const codes = (reading: AlarmReading): readonly string[] =>
  reading.problems.map(({ code }) => code);

describe(readAlarm.name, () => {
  it('reads any bytes without failing or hanging, and trades on none of them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(readAlarm(Buffer.from(bytes), { timeZone: 'UTC' }).isTradable).toBe(false);
      }),
    );
    fc.assert(
      fc.property(fc.json({ maxDepth: 30 }), (text) => {
        expect(() => read(text)).not.toThrow();
      }),
    );
  });

  it('reads hostile sizes in reasonable time', () => {
    const hostile = [
      '['.repeat(10_000) + ']'.repeat(10_000),
      '['.repeat(100_000),
      `{"a":${'{"a":'.repeat(30_000)}1`,
      JSON.stringify({ ...BODY, pad: 'x'.repeat(200_000) }),
      `{${Array.from({ length: 20_000 }, (_, i) => `"k${String(i)}":1`).join(',')}}`,
      `{"Ticker":"${'A'.repeat(100_000)}","Quantity":${'9'.repeat(60_000)}}`,
      `{"Time_Alert":"${'1'.repeat(100_000)}","Order":"${'open '.repeat(20_000)}"}`,
      '{{'.repeat(80_000),
    ];
    for (const body of hostile) {
      const startedAt = performance.now();
      read(body);
      expect(performance.now() - startedAt).toBeLessThan(1_500);
    }
  });

  it('does not let a body reach the prototypes', () => {
    const reading = read(
      `{"__proto__":{"isOn":true,"signal":1},"constructor":{"prototype":{"admin":true}},${JSON.stringify(BODY).slice(1)}`,
    );
    expect(reading.isTradable).toBe(true);
    expect(({} as Record<string, unknown>)['isOn']).toBeUndefined();
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    expect(JSON.stringify(reading.extra)).toBe(
      '{"__proto__":{"isOn":true,"signal":1},"constructor":{"prototype":{"admin":true}}}',
    );
    expect(
      (JSON.parse(JSON.stringify(reading)) as Record<string, unknown>)['isOn'],
    ).toBeUndefined();
  });

  it('does not depend on the order, case and spacing of names', () => {
    const spelling = (name: string) =>
      fc.constantFrom(
        name,
        name.toLowerCase(),
        name.toUpperCase(),
        name.replaceAll('_', ' '),
        name.replaceAll('_', ''),
        `_${name} `,
      );
    const members = fc
      .tuple(
        ...Object.entries(BODY).map(([name, value]) =>
          spelling(name).map((key) => [key, value] as const),
        ),
      )
      .chain((entries) => fc.shuffledSubarray(entries, { minLength: entries.length }));
    fc.assert(
      fc.property(members, fc.constantFrom(0, 2), (entries, indent) => {
        const text = `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${' '.repeat(indent)}${JSON.stringify(value)}`).join(',\n')}}`;
        expect(read(text)).toEqual(read(BODY));
      }),
    );
  });

  it('keeps the exact value of decimals, text or number', () => {
    const digits = fc.tuple(
      fc.bigInt({ min: 1n, max: 10n ** 20n }),
      fc.integer({ min: 0, max: 18 }),
    );
    fc.assert(
      fc.property(digits, fc.boolean(), ([units, scale], isText) => {
        const value = new Decimal(units.toString()).div(new Decimal(10).pow(scale)).toFixed();
        const { quantity } = read(
          JSON.stringify(BODY).replace('"0.01"', isText ? `"${value}"` : value),
        );
        expect(decimal(quantity ?? '0').eq(decimal(value))).toBe(true);
      }),
    );
  });

  it.each([
    ['order open long', 'order open long'],
    ['Open Long', 'order open long'],
    ['OpenShort', 'order open short'],
    ['CLOSE_LONG', 'order close long'],
    ['  indicator   close short ', 'indicator close short'],
    ['Order_Close_Short', 'order close short'],
  ])('reads the signal %j', (order, expected) => {
    const { signal } = read({ ...BODY, Order: order });
    expect(signal === null ? null : signalText(signal)).toBe(expected);
  });

  it.each([
    'open',
    'long',
    'open long now',
    'reopen long',
    'order',
    'buy long',
    'openlongshort',
    '',
    null,
    true,
    [],
    7,
  ])('does not trade on the order %j', (order) => {
    expect(read({ ...BODY, Order: order })).toMatchObject({ signal: null, isTradable: false });
  });

  it.each([
    ['flat', 'long', 'buy', 'order open long'],
    ['long', 'flat', 'sell', 'order close long'],
    ['flat', 'short', 'sell', 'order open short'],
    ['short', 'flat', 'buy', 'order close short'],
    ['long', 'long', 'buy', 'order open long'],
    ['long', 'long', 'sell', 'order reduce long'],
    ['short', 'short', 'sell', 'order open short'],
    ['short', 'short', 'buy', 'order reduce short'],
    ['long', 'short', 'sell', 'order close long + open short'],
    ['short', 'long', 'buy', 'order close short + open long'],
    ['flat', 'long', 'sell', null],
    ['long', 'flat', 'buy', null],
    ['long', 'short', 'buy', null],
    ['flat', 'flat', 'buy', null],
  ])('reads %s → %s by a %s as %j', (before, after, action, expected) => {
    const { Order: _order, ...rest } = BODY;
    const reading = read({
      ...rest,
      Action: action,
      MarketPosition: after,
      PrevMarketPosition: before,
    });
    expect(reading.signal === null ? null : signalText(reading.signal)).toBe(expected);
    expect(reading.isTradable).toBe(expected !== null);
  });

  it.each([
    ['BTCUSDT', 'BTC', 'USDT', false],
    ['btcusdt.p', 'BTC', 'USDT', true],
    ['BTCUSDT.PS', 'BTC', 'USDT', true],
    ['BINGX:BTCUSDT.PS', 'BTC', 'USDT', true],
    ['BTCUSDTPERP', 'BTC', 'USDT', true],
    ['BTC-USDT-PERP', 'BTC', 'USDT', true],
    ['BTCUSDT_PERP', 'BTC', 'USDT', true],
    ['BTC_USDT', 'BTC', 'USDT', false],
    ['BTC-USDT', 'BTC', 'USDT', false],
    ['BTC/USDT:USDT', 'BTC', 'USDT', true],
    ['BINANCE:BTC/USDT:USDT', 'BTC', 'USDT', true],
    ['1000PEPEUSDT.P', '1000PEPE', 'USDT', true],
    ['BTCUSD', 'BTC', 'USD', false],
    ['ARBUSD', 'ARB', 'USD', false],
    ['USDCUSDT', 'USDC', 'USDT', false],
    ['ETHBTC', 'ETH', 'BTC', false],
  ])('splits the ticker %s', (ticker, base, quote, isPerpetual) => {
    expect(read({ ...BODY, Ticker: ticker }).instrument).toEqual({ base, quote, isPerpetual });
  });

  it.each([
    'USDT',
    'BTC',
    'TSLA',
    'BTC1!',
    'BTC.D',
    'ETH-PERP',
    'BTC--USDT',
    'A-B-USDT',
    'B\u0422CUSDT',
    '\uff22TCUSDT',
    'BTC USDT',
    'NYMEX_DLY:BTCUSDT',
  ])('does not guess the ticker %j', (ticker) => {
    expect(read({ ...BODY, Ticker: ticker })).toMatchObject({
      instrument: null,
      isTradable: false,
    });
  });

  it.each([
    ['2026-01-15T12:00:00Z', '2026-01-15T12:00:00.000Z'],
    ['2026-01-15T12:00:00.1234567+05:30', '2026-01-15T06:30:00.123Z'],
    ['2026-01-15 12:00', '2026-01-15T11:00:00.000Z'],
    ['2026-1-5 7:8:9', '2026-01-05T06:08:09.000Z'],
    ['7:8:9_5/1/2026', '2026-01-05T06:08:09.000Z'],
    ['14:46:00_24/5/2024', '2024-05-24T12:46:00.000Z'],
    ['2026-07-15T12:00:00', '2026-07-15T10:00:00.000Z'],
    // 2026-10-25 02:30 exists twice in Madrid: the first of them.
    ['2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
    // 2026-03-29 02:30 does not exist there.
    ['2026-03-29T02:30:00', '2026-03-29T01:30:00.000Z'],
    ['1768478400', '2026-01-15T12:00:00.000Z'],
    ['1768478400123', '2026-01-15T12:00:00.123Z'],
  ])('reads the time %s in Madrid', (text, expected) => {
    expect(read({ ...BODY, Time_Alert: text }, 'Europe/Madrid').alarmAt?.toISOString()).toBe(
      expected,
    );
  });

  it.each([
    'yesterday',
    '2026-02-30T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-01-15T24:00:00Z',
    '25:00:00_1/1/2026',
    '{{timenow}}',
    '12:00',
    '2026-01-15T12:00:00+99:00',
    'true',
  ])('does not trade on the time %j', (text) => {
    expect(read({ ...BODY, Time_Alert: text })).toMatchObject({ alarmAt: null, isTradable: false });
  });

  it('tells the time of the alert rather than that of its bar', () => {
    const { Time_Alert: _time, ...rest } = BODY;
    const reading = read({
      ...rest,
      time: '2026-01-15T11:00:00Z',
      timenow: '2026-01-15T12:00:01Z',
    });
    expect(reading.alarmAt?.toISOString()).toBe('2026-01-15T12:00:01.000Z');
  });

  it.each(['NaN', 'Infinity', '∞', '1 000', '', '0', '-1', '1e999', 'abc', '{{plot_0}}', '$5'])(
    'has no quantity in %j and still trades',
    (text) => {
      expect(read({ ...BODY, Quantity: text })).toMatchObject({ quantity: null, isTradable: true });
    },
  );

  it.each(['0,01', '1,340,000.00', '$1,340'])('refuses the comma of %j', (text) => {
    expect(read({ ...BODY, Quantity: text })).toMatchObject({ quantity: null, isTradable: false });
    expect(codes(read({ ...BODY, Price_Alert: text }))).toEqual(['comma-in-number']);
  });

  it('refuses repeated names and contradictions', () => {
    const repeated = JSON.stringify(BODY).replace('{', '{"Order":"order open long",');
    expect(codes(read(repeated))).toEqual(['duplicate-key']);
    expect(codes(read({ ...BODY, order: 'order close long' }))).toEqual(['conflict']);
    expect(codes(read({ ...BODY, Symbol: 'BINGX:ETH-USDT' }))).toEqual(['conflict']);
    expect(
      codes(read({ ...BODY, Symbol: 'BINGX:BTCUSDT.P', Contracts: '0.010', Timeframe: '5m' })),
    ).toEqual([]);
    expect(read({ ...BODY, AlarmName: 'S2' }).isTradable).toBe(false);
  });

  it('shows what means nothing to it, without secrets', () => {
    const reading = read({
      ...BODY,
      Secret: 'hush-hush-hush',
      Comment: 'x',
      general: { token: 'hush', leverage: 3, big: 1 },
    });
    expect(reading.extra).toEqual({ Comment: 'x', general: { leverage: 3, big: 1 } });
    expect(JSON.stringify(reading)).not.toContain('hush');
  });
});

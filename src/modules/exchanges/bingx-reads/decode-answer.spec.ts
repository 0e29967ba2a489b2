import fc from 'fast-check';
import { decimalText, readDecimal } from '@/kernel/decimal';
import { readJson } from '@/modules/exchanges/adapters/bingx/bingx.json';
import { VenueProtocolError } from '@/modules/exchanges/venue.errors';
import { decodeRow, objectAt, rowsAt } from './decode-answer';
import {
  coded,
  count,
  decimal,
  flag,
  id,
  listOf,
  must,
  nested,
  shape,
  text,
  time,
  unless,
  word,
} from './fields';

const INNER = shape('Inner', 'A part.', { stopPrice: decimal('A price.', '1') });
const ROW = shape('Row', 'A row.', {
  orderId: must(id('An id.', '1', 'orderID', 'orderId')),
  price: decimal('A price.', '1'),
  percent: decimal('A share.', '1'),
  profit: decimal('A profit.', '1', 'realizedProfit', 'realisedProfit'),
  at: time('A time.'),
  size: count('A count.', 1),
  isOpen: flag('A flag.'),
  status: word('A state.', ['FILLED']),
  state: coded('A number.', { '1': 'online' }),
  note: text('A text.', 'x'),
  stop: unless(nested('A stop.', INNER), 'stopPrice'),
  levels: listOf('Levels.', shape('Level', 'A level.', { price: must(decimal('It.', '1', '0')) })),
});

const decode = (json: string) => decodeRow(ROW, readJson(json) ?? null);
const withId = (rest: string) => decode(`{"orderId":1,${rest}}`);

describe(decodeRow, () => {
  it('keeps ids digit for digit, as number or text', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 19n - 1n }), (value) => {
        const digits = String(value);
        expect(decode(`{"orderId":${digits}}`)['orderId']).toBe(digits);
        expect(decode(`{"orderId":"${digits}"}`)['orderId']).toBe(digits);
        expect(decode(`{"orderId":${digits},"orderID":"${digits}"}`)['orderId']).toBe(digits);
      }),
    );
  });

  it('tells adjacent ids of 19 digits apart', () => {
    expect(decode('{"orderId":2104122758140616704}')['orderId']).not.toBe(
      decode('{"orderId":2104122758140616705}')['orderId'],
    );
  });

  it('reads a decimal the same as number, text and with an exponent', () => {
    const digits = fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n });
    fc.assert(
      fc.property(digits, fc.integer({ min: -20, max: 20 }), (value, exponent) => {
        const written = `${String(value)}e${String(exponent)}`;
        const wanted = readDecimal(written);
        if (wanted === null) throw new Error(written);
        const plain = decimalText(wanted);
        for (const form of [written, plain, `"${written}"`, `"${plain}"`]) {
          expect(withId(`"price":${form}`)['price']).toBe(plain);
        }
        expect(plain).not.toMatch(/[eE]/);
      }),
    );
  });

  it.each(['""', 'null', '" "'])('takes %s for none, and what is missing too', (none) => {
    const names = ['price', 'percent', 'profit', 'at', 'size', 'isOpen', 'status', 'state', 'note'];
    const row = withId(names.map((name) => `"${name}":${none}`).join(','));
    for (const name of names) expect(row[name]).toBeNull();
    for (const name of names) expect(decode('{"orderId":1}')[name]).toBeNull();
    expect(row['levels']).toEqual([]);
  });

  it('reads both spellings, and prefers the one that says something', () => {
    expect(withId('"realisedProfit":"1.50"')['profit']).toBe('1.5');
    expect(withId('"realizedProfit":1.5')['profit']).toBe('1.5');
    expect(withId('"realizedProfit":"","realisedProfit":"2"')['profit']).toBe('2');
    expect(withId('"status":"Canceled"')['status']).toBe('CANCELLED');
    expect(withId('"status":"Filled"')['status']).toBe('FILLED');
    expect(withId('"status":"SOMETHING_NEW"')['status']).toBe('SOMETHING_NEW');
  });

  it.each([
    ['1702713615000', '2023-12-16T08:00:15.000Z'],
    ['"1702713615000"', '2023-12-16T08:00:15.000Z'],
    ['1702713615', '2023-12-16T08:00:15.000Z'],
    ['"2023-07-04T20:56:01.000+0800"', '2023-07-04T12:56:01.000Z'],
    ['"2023-07-04T20:56:01Z"', '2023-07-04T20:56:01.000Z'],
    ['"2023-07-04 20:56:01"', '2023-07-04T20:56:01.000Z'],
    ['0', null],
  ])('reads the time %s', (wire, iso) => {
    expect(withId(`"at":${wire}`)['at']).toBe(iso);
  });

  it('reads booleans, their text, codes and units', () => {
    const row = withId('"isOpen":"true","state":1,"size":"10X","percent":"-2.910%"');
    expect(row).toMatchObject({ isOpen: true, state: 'online', size: 10, percent: '-2.91' });
    expect(withId('"isOpen":false,"state":99')).toMatchObject({ isOpen: false, state: '99' });
  });

  it('leaves out a stop that is none', () => {
    expect(withId('"stop":{"stopPrice":0}')['stop']).toBeNull();
    expect(withId('"stop":{"stopPrice":""}')['stop']).toBeNull();
    expect(withId('"stop":""')['stop']).toBeNull();
    expect(withId('"stop":{"stopPrice":"64000.0"}')['stop']).toEqual({ stopPrice: '64000' });
  });

  it('reads rows that come as arrays', () => {
    expect(withId('"levels":[["65000.10","1"],[65000,2]]')['levels']).toEqual([
      { price: '65000.1' },
      { price: '65000' },
    ]);
  });

  it.each([
    ['no id', '{"price":1}'],
    ['an id of zero', '{"orderId":0}'],
    ['words for a number', '{"orderId":1,"price":"lots"}'],
    ['a broken count', '{"orderId":1,"size":1.5}'],
    ['a count beyond all counting', '{"orderId":1,"size":"9007199254740993"}'],
    ['an object for a number', '{"orderId":1,"price":{}}'],
    ['words for a flag', '{"orderId":1,"isOpen":"perhaps"}'],
    ['words for a time', '{"orderId":1,"at":"soon"}'],
    ['a list that is none', '{"orderId":1,"levels":{}}'],
    ['no row at all', '"text"'],
  ])('refuses %s, naming the place', (_name, json) => {
    expect(() => decode(json)).toThrow(VenueProtocolError);
    expect(() => decode(json)).toThrow(/Row/);
  });

  it('finds a value inside of others', () => {
    const deep = shape('Deep', 'Deep.', { price: decimal('It.', '1', 'price', 'trades.0.price') });
    const read = (json: string) => decodeRow(deep, readJson(json) ?? null)['price'];
    expect(read('{"trades":[{"price":"1.50"},{"price":2}]}')).toBe('1.5');
    expect(read('{"price":3,"trades":[{"price":"1.50"}]}')).toBe('3');
    expect(read('{"trades":[]}')).toBeNull();
    expect(read('{"trades":"none"}')).toBeNull();
  });

  it('reads no name from the prototype', () => {
    const odd = shape('Odd', 'Odd.', { constructor: text('It.', 'x') });
    expect(Object.entries(decodeRow(odd, {}))).toEqual([['constructor', null]]);
  });
});

describe('where the answer is', () => {
  const json = (text: string) => readJson(text) ?? null;

  it('takes the first list that is there', () => {
    expect(rowsAt(json('{"orders":[1]}'), ['orders', ''], false)).toEqual(['1']);
    expect(rowsAt(json('[1]'), ['orders', ''], false)).toEqual(['1']);
    expect(rowsAt(json('{"orders":null}'), ['orders', ''], false)).toEqual([]);
    expect(rowsAt(null, ['orders'], false)).toEqual([]);
    expect(rowsAt(json('{"data":{"data":[1]}}'), ['', 'data', 'data.data'], false)).toEqual(['1']);
  });

  it('takes a lone row only where BingX sends one', () => {
    expect(rowsAt(json('{"symbol":"A"}'), [''], true)).toEqual([{ symbol: 'A' }]);
    expect(() => rowsAt(json('{"symbol":"A"}'), [''], false)).toThrow(VenueProtocolError);
  });

  it('takes an object, also out of a list of one', () => {
    expect(objectAt(json('{"order":{"a":1}}'), ['order', ''])).toEqual({ a: '1' });
    expect(objectAt(json('[{"a":1}]'), [''])).toEqual({ a: '1' });
    expect(objectAt(json('[{"a":1},{"a":2}]'), [''])).toBeNull();
  });
});

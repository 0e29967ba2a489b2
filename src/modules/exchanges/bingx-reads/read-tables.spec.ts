import fc from 'fast-check';
import { encodedQuery } from '@/modules/exchanges/adapters/bingx/bingx.signing';
import { InvalidRequestError } from '@/platform/http/http.errors';
import { ALL_BINGX_READS, BINGX_READS } from './all-reads';
import { wireNamesOf, type Field, type Shape } from './fields';
import { wordsOf, type Parameter } from './parameters';
import { readInput } from './read-input';
import { parametersOf } from './read-parameters';
import { BINGX_PRODUCTS, type ReadRow } from './read-table';

const ROWS = ALL_BINGX_READS.map((row) => [row.operationId, row] as const);
const SYMBOLS = {
  'usdt-m': 'ETH-USDT',
  'coin-m': 'ETH-USD',
  spot: 'ETH-USDT',
  standard: 'ETH-USDT',
};

function valueFor(row: ReadRow, parameter: Parameter): string {
  switch (parameter.kind) {
    case 'symbol':
      return SYMBOLS[row.product as keyof typeof SYMBOLS];
    case 'id':
      return '1736012449498123457';
    case 'decimal':
      return '0.5';
    case 'time':
      return '2026-01-15T12:00:00Z';
    case 'count':
      return String(parameter.max ?? 1);
    case 'choice':
      return wordsOf(parameter)[0] ?? '';
    case 'text':
      return String(parameter.example ?? 'abc');
    case 'flag':
      return 'true';
  }
}

/** A question that gives every parameter but the cursor. */
function fullQuery(row: ReadRow): Record<string, string> {
  const entries = Object.entries(parametersOf(row))
    .filter(([name]) => name !== 'cursor' && name !== 'to')
    .map(([name, parameter]) => [name, valueFor(row, parameter)]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function problemsOf(row: ReadRow, query: Record<string, unknown>): readonly string[] {
  try {
    readInput(row, query);
    return [];
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    return error.fields.map(({ pointer, message }) => `${pointer} ${message}`);
  }
}

function shapesOf(shape: Shape): readonly Shape[] {
  const inner = Object.values(shape.fields).flatMap((field: Field) => {
    if (field.kind === 'nested') return shapesOf(field.shape);
    return field.kind === 'list' && 'fields' in field.of ? shapesOf(field.of) : [];
  });
  return [shape, ...inner];
}

describe('the tables of reads', () => {
  it('name every operation, route and shape once', () => {
    const names = ALL_BINGX_READS.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
    const routes = ALL_BINGX_READS.map(({ product, path }) => `${product}/${path}`);
    expect(new Set(routes).size).toBe(routes.length);
    const shapes = new Set(ALL_BINGX_READS.flatMap(({ answer }) => shapesOf(answer.shape)));
    const shapeNames = [...shapes].map(({ name }) => name);
    expect(new Set(shapeNames).size).toBe(shapeNames.length);
  });

  it.each(BINGX_PRODUCTS)('%s holds its own rows', (product) => {
    expect(BINGX_READS[product].filter((row) => row.product !== product)).toEqual([]);
  });

  it.each(ROWS)('%s reads, and says so', (name, row) => {
    expect(name).toMatch(/^(get|list)Bingx/);
    expect(row.endpoint.method).toBe('GET');
    expect(row.endpoint.path).toMatch(/^\/openApi\/[\w/]+$/);
    expect(row.endpoint.path).not.toMatch(/withdraw\/apply/);
    expect(row.path).toMatch(/^[a-z-]+(\/[a-z-]+)?$/);
  });

  it.each(ROWS)('%s says what each field means', (_name, row) => {
    for (const { fields } of shapesOf(row.answer.shape)) {
      for (const [name, field] of Object.entries(fields)) {
        expect(field.doc).toMatch(/\w.*\.$/);
        expect(wireNamesOf(name, field).length).toBeGreaterThan(0);
      }
    }
  });

  it.each(ROWS)('%s sorts and pages by a time that it decodes', (_name, { answer }) => {
    if (answer.kind === 'one' || !('by' in answer.paging)) return;
    expect(answer.shape.fields[answer.paging.by]?.kind).toBe('time');
  });

  it.each(ROWS)(
    '%s takes all its parameters and sends them by the names of BingX',
    (_name, row) => {
      const { wire, isRaw } = readInput(row, fullQuery(row));
      expect(isRaw).toBe(true);
      const own = Object.entries(row.parameters).filter(([name]) => name !== 'to');
      expect(Object.keys(wire).sort()).toEqual(
        [...Object.keys(row.fixed ?? {}), ...own.map(([name, { wire: as }]) => as ?? name)].sort(),
      );
      expect(() => encodedQuery(wire)).not.toThrow();
    },
  );

  it.each(ROWS)('%s refuses what would become another parameter', (_name, row) => {
    const good = fullQuery(row);
    for (const name of Object.keys(parametersOf(row))) {
      for (const bad of ['BTC-USDT&side=SELL', 'a=b', 'a?b', 'a#b', 'a\r\nb', '', '\u0000']) {
        const problems = problemsOf(row, { ...good, [name]: bad });
        expect(problems.map((text) => text.split(' ')[0])).toContain(`/${name}`);
      }
    }
  });

  it.each(ROWS)(
    '%s refuses a parameter given twice and one that it does not have',
    (_name, row) => {
      const good = fullQuery(row);
      for (const name of Object.keys(parametersOf(row))) {
        const problems = problemsOf(row, { ...good, [name]: ['1', '2'] });
        expect(problems).toContain(`/${name} must be given once`);
      }
      expect(problemsOf(row, { ...good, signature: 'x' })).toEqual([
        '/signature is not a parameter of this operation',
      ]);
      expect(problemsOf(row, { ...good, ['__proto__x']: 'x' })).toHaveLength(1);
    },
  );

  it.each(ROWS)('%s names what is missing', (_name, row) => {
    const problems = problemsOf(row, {});
    for (const [name, { isRequired, fallback }] of Object.entries(row.parameters)) {
      const isNamed = problems.some((text) => text.startsWith(`/${name} is required`));
      expect(isNamed).toBe((isRequired && fallback === undefined) || row.oneOf?.[0] === name);
    }
  });

  it('holds under any text whatever', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ALL_BINGX_READS),
        fc.dictionary(
          fc.constantFrom('symbol', 'orderId', 'coin', 'type', 'account', 'txId'),
          fc.string(),
        ),
        (row, query) => {
          try {
            const { wire } = readInput(row, query);
            for (const value of Object.values(wire)) expect(value).not.toMatch(/[&=?#\r\n]/);
          } catch (error) {
            expect(error).toBeInstanceOf(InvalidRequestError);
          }
        },
      ),
    );
  });
});

describe('symbols of another product', () => {
  const rowOf = (name: string): ReadRow => {
    const row = ALL_BINGX_READS.find(({ operationId }) => operationId === name);
    if (row === undefined) throw new Error(name);
    return row;
  };

  it.each([
    [
      'listBingxUsdtMPositions',
      'BTC-USD',
      '/symbol must be a USDT-M contract such as BTC-USDT; BTC-USD is a Coin-M contract',
    ],
    [
      'listBingxUsdtMPositions',
      'ETH-BTC',
      '/symbol must be a USDT-M contract such as BTC-USDT; ETH-BTC is a Spot pair',
    ],
    [
      'listBingxCoinMPositions',
      'BTC-USDT',
      '/symbol must be a Coin-M contract such as BTC-USD; BTC-USDT is a USDT-M contract',
    ],
    [
      'listBingxSpotOpenOrders',
      'BTC-USD',
      '/symbol must be a Spot pair such as BTC-USDT; BTC-USD is a Coin-M contract',
    ],
    ['listBingxUsdtMPositions', 'btc-usdt', '/symbol must be a USDT-M contract such as BTC-USDT'],
    ['listBingxUsdtMPositions', 'BTC/USDT', '/symbol must be a USDT-M contract such as BTC-USDT'],
  ])('%s refuses %s by name', (name, symbol, problem) => {
    expect(problemsOf(rowOf(name), { symbol })).toEqual([problem]);
  });

  it('puts an underscore where BingX wants one', () => {
    const row = rowOf('getBingxSpotAggregatedOrderBook');
    expect(readInput(row, { symbol: 'BTC-USDT' }).wire).toEqual({
      symbol: 'BTC_USDT',
      depth: '20',
      type: 'step0',
    });
  });

  it('asks for fills in coins, because contracts are cut to whole numbers', () => {
    expect(readInput(rowOf('listBingxUsdtMFills'), {}).wire).toEqual({ tradingUnit: 'COIN' });
  });
});

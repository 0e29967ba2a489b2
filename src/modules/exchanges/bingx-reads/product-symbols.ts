import type { BingxProduct } from './read-table';

interface SymbolRule {
  readonly product: BingxProduct;
  readonly noun: string;
  readonly example: string;
  readonly pattern: RegExp;
}

/** In this order an alien symbol is named by the product that it belongs to. */
const RULES: readonly SymbolRule[] = [
  {
    product: 'coin-m',
    noun: 'Coin-M contract',
    example: 'BTC-USD',
    pattern: /^[A-Z0-9]{1,30}-USD$/,
  },
  {
    product: 'usdt-m',
    noun: 'USDT-M contract',
    example: 'BTC-USDT',
    pattern: /^[A-Z0-9]{1,30}-(?:USDT|USDC)$/,
  },
  {
    product: 'standard',
    noun: 'Standard contract',
    example: 'BTC-USDT',
    pattern: /^[A-Z0-9]{1,30}-(?:USDT|USDC)$/,
  },
  {
    product: 'spot',
    noun: 'Spot pair',
    example: 'BTC-USDT',
    pattern: /^[A-Z0-9]{1,30}-(?!USD$)[A-Z0-9]{1,30}$/,
  },
];

/** Example of a product's symbols. */
export const symbolExample = (product: BingxProduct): string => ruleOf(product).example;

/** What is wrong with a symbol for this product, naming the product that it belongs to; null when nothing is. */
export function symbolProblem(product: BingxProduct, symbol: string): string | null {
  const rule = ruleOf(product);
  if (rule.pattern.test(symbol)) return null;
  const wanted = `must be a ${rule.noun} such as ${rule.example}`;
  const other = RULES.find(({ pattern }) => pattern.test(symbol));
  // Matched by a pattern, the text is safe to repeat.
  return other === undefined ? wanted : `${wanted}; ${symbol} is a ${other.noun}`;
}

function ruleOf(product: BingxProduct): SymbolRule {
  const rule = RULES.find((one) => one.product === product);
  if (rule === undefined) throw new Error(`${product} has no symbols`);
  return rule;
}

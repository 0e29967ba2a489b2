import { present } from '@/kernel/present';

/** One thing that a caller may ask with, and how BingX wants to hear it. */
export interface Parameter {
  readonly kind: 'symbol' | 'decimal' | 'id' | 'time' | 'count' | 'choice' | 'text' | 'flag';
  readonly doc: string;
  readonly example?: string | number | boolean;
  readonly isRequired: boolean;
  /** BingX's name; our own when absent. */
  readonly wire?: string;
  /** Times: what BingX counts in. */
  readonly unit?: 'ms' | 's';
  /** Symbols: what BingX puts between the coins, where it is no hyphen. */
  readonly joint?: '_';
  readonly min?: number;
  readonly max?: number;
  /** Sent when the caller says nothing. */
  readonly fallback?: string | number;
  /** Our words; with BingX's where they differ. */
  readonly choices?: readonly string[] | Readonly<Record<string, string>>;
  /** Texts: what they may be made of. */
  readonly pattern?: RegExp;
}

export const symbol: Parameter = {
  kind: 'symbol',
  doc: 'The symbol, in the spelling of BingX. It must belong to this product.',
  isRequired: false,
};

export const idNumber = (doc: string, wire?: string): Parameter => ({
  kind: 'id',
  doc,
  example: '1736012449498123456',
  isRequired: false,
  ...present({ wire }),
});

export const CLIENT_ID = /^[A-Za-z0-9_-]{1,40}$/;
/** Nothing that means something in a query, and no control characters. */
const PLAIN = /^[A-Za-z0-9 _.:@/+-]{1,100}$/;

export const plainText = (
  doc: string,
  example: string,
  wire?: string,
  pattern: RegExp = PLAIN,
): Parameter => ({
  kind: 'text',
  doc,
  example,
  isRequired: false,
  pattern,
  ...present({ wire }),
});

export const clientId = (wire?: string): Parameter =>
  plainText('The client order id.', 'tv-0001', wire, CLIENT_ID);

export const coin = (doc = 'The coin.'): Parameter =>
  plainText(doc, 'USDT', undefined, /^[A-Za-z0-9]{1,30}$/);

export const choice = (
  doc: string,
  choices: readonly string[] | Readonly<Record<string, string>>,
  wire?: string,
): Parameter => ({
  kind: 'choice',
  doc,
  choices,
  isRequired: false,
  ...present({ wire }),
});

export const atMost = (doc: string, max: number, fallback?: number, wire?: string): Parameter => ({
  kind: 'count',
  doc,
  min: 1,
  max,
  isRequired: false,
  ...present({ fallback, wire }),
});

export const instant = (doc: string, wire: string, unit: 'ms' | 's' = 'ms'): Parameter => ({
  kind: 'time',
  doc,
  wire,
  unit,
  example: '2026-01-15T12:00:00Z',
  isRequired: false,
});

export const required = (parameter: Parameter): Parameter => ({ ...parameter, isRequired: true });

export const withFallback = (parameter: Parameter, fallback: string | number): Parameter => ({
  ...parameter,
  fallback,
});

/** Our words of a choice. */
export const wordsOf = (parameter: Parameter): readonly string[] =>
  parameter.choices === undefined
    ? []
    : Array.isArray(parameter.choices)
      ? (parameter.choices as readonly string[])
      : Object.keys(parameter.choices);

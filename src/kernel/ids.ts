/** Ids are text everywhere: 19-digit venue ids and database keys never pass through `number`. */
export type AlarmId = string & { readonly __brand: 'AlarmId' };
export type StrategyId = string & { readonly __brand: 'StrategyId' };
export type DecisionId = string & { readonly __brand: 'DecisionId' };
export type OrderId = string & { readonly __brand: 'OrderId' };
export type ClientOrderId = string & { readonly __brand: 'ClientOrderId' };

/**
 * Whether a text has the form of our own ids. Anything else is nobody's id and must not reach a query:
 * the id columns are ASCII, and databases refuse to compare them with other letters.
 */
export const isIdText = (text: string): boolean => /^[0-9A-Z]{26}$/.test(text);

/** How an id of ours is written out: a ULID. Stricter than {@link isIdText}, for what callers name. */
export const ID_TEXT = /^[0-9A-HJKMNP-TV-Z]{26}$/;

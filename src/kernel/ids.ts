/** Ids are text everywhere: 19-digit venue ids and database keys never pass through `number`. */
export type AlarmId = string & { readonly __brand: 'AlarmId' };
export type StrategyId = string & { readonly __brand: 'StrategyId' };
export type DecisionId = string & { readonly __brand: 'DecisionId' };
export type OrderId = string & { readonly __brand: 'OrderId' };
export type ClientOrderId = string & { readonly __brand: 'ClientOrderId' };

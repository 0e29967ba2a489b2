import type { PipeTransform } from '@nestjs/common';
import { ApiHeader, ApiParam } from '@nestjs/swagger';
import type { FieldProblem } from '@/kernel/errors';
import { symbolProblem } from '@/modules/exchanges/bingx-reads/product-symbols';
import { InvalidRequestError } from '@/platform/http/http.errors';

/** The products of BingX that take orders. */
export const TRADING_PRODUCTS = ['usdt-m', 'coin-m', 'spot'] as const;
export type TradingProduct = (typeof TRADING_PRODUCTS)[number];

/** Reads the product of a path; throws InvalidRequestError for any that takes no orders. */
export class TradingProductPipe implements PipeTransform<string, TradingProduct> {
  transform(value: string): TradingProduct {
    const product = TRADING_PRODUCTS.find((one) => one === value);
    if (product !== undefined) return product;
    const message = `must be one of ${TRADING_PRODUCTS.join(', ')}: nothing else of BingX takes orders by API`;
    throw new InvalidRequestError([{ pointer: '/product', message }]);
  }
}

/** Documents the product of a path. */
export const ApiTradingProduct = (): MethodDecorator =>
  ApiParam({ name: 'product', description: 'The product.', enum: TRADING_PRODUCTS });

/** Canonical instrument text. Throws InvalidRequestError that names the product to which an alien symbol belongs. */
export function instrumentIn(product: TradingProduct, symbol: string, pointer = '/symbol'): string {
  const message = symbolProblem(product, symbol);
  if (message !== null) throw new InvalidRequestError([problem(pointer, message)]);
  return `bingx-${product}/${symbol}`;
}

const problem = (pointer: string, message: string): FieldProblem => ({ pointer, message });

/** Account and instrument of a request. */
export const placeOf = (
  product: TradingProduct,
  { account, symbol }: { readonly account: string; readonly symbol: string },
): { readonly account: string; readonly instrument: string } => ({
  account,
  instrument: instrumentIn(product, symbol),
});

/** What every order of a person goes through, for the document. */
export const GATE =
  'It passes the risk gate and the journal and is written down before it is sent. In paper mode the paper venue takes it. ' +
  'Answers 202 when nobody knows yet whether BingX took it (`state` UNKNOWN): it is being looked for and never sent twice.';

/** Documents the key of a command that may be said twice. */
export const ApiIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'idempotency-key',
    required: false,
    description:
      'A text of your own choice. A repeat with the same key returns what the first request made and places nothing.',
  });

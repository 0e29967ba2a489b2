import type { PipeTransform } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
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
export const ApiTradingProduct = (): MethodDecorator & ClassDecorator =>
  ApiParam({ name: 'product', description: 'The product.', enum: TRADING_PRODUCTS });

/** Canonical instrument text. Throws InvalidRequestError that names the product to which an alien symbol belongs. */
export function instrumentIn(product: TradingProduct, symbol: string, pointer = '/symbol'): string {
  const message = symbolProblem(product, symbol);
  if (message !== null) throw new InvalidRequestError([problem(pointer, message)]);
  return `bingx-${product}/${symbol}`;
}

const problem = (pointer: string, message: string): FieldProblem => ({ pointer, message });

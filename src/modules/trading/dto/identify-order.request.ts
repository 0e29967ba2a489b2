import { ApiPropertyOptional } from '@nestjs/swagger';
import { Equals, IsOptional, Matches } from 'class-validator';
import { InvalidRequestError } from '@/platform/http/http.errors';
import type { Identification } from '@/modules/trading/settling/order-identification';

/** Which order of the venue an unrecognised order of ours is. Give exactly one of the two. */
export class IdentifyOrderRequest {
  /** The venue's id of the order that is ours. */
  @ApiPropertyOptional({ example: '1736012449498123456' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,64}$/, { message: 'must be an id of the venue' })
  venueOrderId?: string;

  /** True: none of the venue's orders is ours; it was never placed. */
  @ApiPropertyOptional({ example: true })
  @IsOptional()
  @Equals(true, { message: 'must be true, or left out' })
  notPlaced?: boolean;
}

/** Exactly one of the two; throws InvalidRequestError otherwise. */
export function identificationOf({
  venueOrderId,
  notPlaced,
}: IdentifyOrderRequest): Identification {
  const isDenied = notPlaced === true;
  if (typeof venueOrderId === 'string' && !isDenied) return { venueOrderId };
  if (typeof venueOrderId !== 'string' && isDenied) return { notPlaced: true };
  const message = 'or notPlaced is required, and only one of them';
  throw new InvalidRequestError([{ pointer: '/venueOrderId', message }]);
}

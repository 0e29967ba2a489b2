import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** One field that is missing, unknown or wrong. */
export class ProblemField {
  /** JSON pointer of the field, such as `/long/quantity`. */
  @ApiProperty({ example: '/quantity' })
  pointer!: string;

  /** What the field must be. */
  @ApiProperty({ example: 'must be a decimal number as text, such as "0.5"' })
  message!: string;
}

/** The body of every answer that is not a success (RFC 9457, application/problem+json). */
export class Problem {
  /** `/problems/<code>`, explained in docs/operations/problems.md; `about:blank` where the HTTP status says it all. */
  @ApiProperty({ example: '/problems/order-not-found' })
  type!: string;

  /** The kind of problem in a few words. The same for every occurrence. */
  @ApiProperty({ example: 'Order not found' })
  title!: string;

  /** The HTTP status. */
  @ApiProperty({ type: 'integer', example: 404 })
  status!: number;

  /** What happened this time. */
  @ApiProperty({ example: 'there is no order 01K9Z3V5E8Y7Q2M4N6P8R0S2T4' })
  detail!: string;

  /** The path that was asked for, without its query. */
  @ApiPropertyOptional({ example: '/orders/01K9Z3V5E8Y7Q2M4N6P8R0S2T4' })
  instance?: string;

  /** The problem's own name, for programs. */
  @ApiProperty({ example: 'order-not-found' })
  code!: string;

  /** Find the log lines of this request with it; also in the header X-Request-Id. */
  @ApiProperty({ example: '01K9Z3V5E8Y7Q2M4N6P8R0S2T5' })
  requestId!: string;

  /** The venue's own code, where a venue refused. */
  @ApiPropertyOptional({ type: String, example: '101204' })
  venueCode?: string;

  /** More facts about this occurrence. */
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    example: { venue: 'bingx-usdt-m' },
  })
  details?: Readonly<Record<string, unknown>>;

  /** The fields that are missing, unknown or wrong. */
  @ApiPropertyOptional({ type: () => [ProblemField] })
  errors?: ProblemField[];
}

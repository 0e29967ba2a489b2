import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const STATUSES = ['received', 'not-understood', 'duplicate'] as const;

/** What the sender of an alarm is told once it is stored. */
export class ReceiptResponse {
  /** The alarm's id; of the original when this delivery repeats it. */
  @ApiProperty({ example: '01K9Z3V5E8Y7Q2M4N6P8R0S2T4' })
  id!: string;

  /** `received` is decided next, `not-understood` is kept and not traded, `duplicate` was there already. */
  @ApiProperty({ enum: STATUSES, enumName: 'ReceiptStatus', example: 'received' })
  status!: (typeof STATUSES)[number];

  /** The alarm that this delivery repeats. */
  @ApiPropertyOptional({ example: '01K9Z3V5E8Y7Q2M4N6P8R0S2T4' })
  duplicateOf?: string;
}

import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { AccountField } from '@/modules/exchanges/dto/account-field';
import { SymbolField } from '@/modules/bingx/dto/symbol-field';
import { NoteField } from '@/modules/trading/dto/order-terms.fields';
import { DecimalField } from '@/platform/http/validation/decimal-field';

/** Two orders on Spot of which whichever trades first cancels the other. */
export class BingxOcoRequest {
  /** Name of the account that trades. */
  @AccountField()
  account!: string;

  @SymbolField()
  symbol!: string;

  /** What both do. A sell locks its coins once. */
  @ApiProperty({ example: 'sell', enum: ['buy', 'sell'] })
  @IsIn(['buy', 'sell'])
  side!: 'buy' | 'sell';

  /** Size of either in coins, as decimal text. A multiple of the symbol's step. */
  @DecimalField('0.001', { moreThan: '0' })
  quantity!: string;

  /** Where the limit rests, as decimal text: above the price on a sell, below it on a buy. */
  @DecimalField('66000', { moreThan: '0' })
  limitPrice!: string;

  /** Where the stop wakes, as decimal text: below the price on a sell, above it on a buy. */
  @DecimalField('58000', { moreThan: '0' })
  triggerPrice!: string;

  /** Where the stop rests once it is awake, as decimal text. It stays unfilled when the price jumps past it. */
  @DecimalField('57900', { moreThan: '0' })
  orderPrice!: string;

  @NoteField('first try', 'Why the orders are placed; kept with them.')
  note?: string;
}

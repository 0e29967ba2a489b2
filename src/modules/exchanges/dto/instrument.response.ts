import { ApiProperty } from '@nestjs/swagger';
import { instrumentText } from '@/kernel/instrument';
import type { InstrumentRules } from '@/modules/exchanges/venue.types';
import { pageResponse } from '@/platform/http/validation/page-response';

/** One instrument and what its market asks of an order. */
export class InstrumentResponse {
  /** Canonical name, used wherever an instrument is asked for. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  readonly instrument!: string;

  /** The market's own spelling. */
  @ApiProperty({ example: 'BTC-USDT' })
  readonly venueSymbol!: string;

  /** Quantities are whole multiples of this. */
  @ApiProperty({ example: '0.0001', format: 'decimal' })
  readonly quantityStep!: string;

  /** Smallest quantity of an entry. */
  @ApiProperty({ example: '0.0001', format: 'decimal' })
  readonly minQuantity!: string;

  /** Smallest worth of an entry in quote currency; null when there is none. */
  @ApiProperty({ type: String, nullable: true, example: '2', format: 'decimal' })
  readonly minNotional!: string | null;

  /** Worth of one contract in quote currency; null where quantities are base coin. */
  @ApiProperty({ type: String, nullable: true, example: null, format: 'decimal' })
  readonly contractValue!: string | null;

  /** Prices are whole multiples of this. */
  @ApiProperty({ example: '0.1', format: 'decimal' })
  readonly priceTick!: string;

  /** `trading`, `close-only` or `off`. */
  @ApiProperty({ example: 'trading' })
  readonly status!: string;

  static from(rules: InstrumentRules): InstrumentResponse {
    return Object.assign(new InstrumentResponse(), {
      instrument: instrumentText(rules.instrument),
      venueSymbol: rules.venueSymbol,
      quantityStep: rules.quantityStep,
      minQuantity: rules.minQuantity,
      minNotional: rules.minNotional,
      contractValue: rules.contractValue,
      priceTick: rules.priceTick,
      status: rules.status,
    } satisfies Readonly<InstrumentResponse>);
  }
}

/** One page of instruments, by name. */
export class InstrumentListResponse extends pageResponse(
  InstrumentResponse,
  'instruments',
  (rules: InstrumentRules) => InstrumentResponse.from(rules),
) {}

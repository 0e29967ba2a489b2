import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { AccountField } from '@/modules/exchanges/dto/account-field';

/** How long BingX waits for us, and when the switch is closed on purpose. */
export class DeadMansSwitchRequest {
  /** Name of the account. */
  @AccountField()
  account!: string;

  /** After so many seconds of silence BingX cancels everything, 10 to 120. It is renewed at a third of that. */
  @ApiProperty({ type: 'integer', example: 60, minimum: 10, maximum: 120 })
  @IsInt()
  @Min(10)
  @Max(120)
  timeoutSeconds!: number;

  /** True closes the switch for good when trading is halted; false keeps it alive then. */
  @ApiPropertyOptional({ example: false })
  @IsOptional()
  @IsBoolean()
  isClosedOnHalt?: boolean;

  /** True closes it when the service stops in order, and sets it again at the next start; false lets it fire then. */
  @ApiPropertyOptional({ example: false })
  @IsOptional()
  @IsBoolean()
  isClosedOnShutdown?: boolean;
}

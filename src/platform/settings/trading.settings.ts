import { IsIn, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { IsDecimalText } from '@/platform/http/validation/is-decimal-text';
import { IsTimeZone } from '@/platform/settings/rules';

/** How alarms become orders. */
export class TradingSettings {
  /** `paper` sends every order to the paper venue; `live` sends them where the strategy's account says. */
  @IsIn(['paper', 'live'])
  TRADING_MODE: 'paper' | 'live' = 'paper';

  /** Time zone of alarm times that carry none. */
  @IsTimeZone()
  ALARM_TIME_ZONE = 'UTC';

  /** Oldest alarm that still opens, in seconds from its own time. */
  @IsInt()
  @Min(1)
  @Max(86_400)
  ALARM_MAX_AGE = 60;

  /** Oldest alarm that still closes, in seconds: a late exit is better than none. */
  @IsInt()
  @Min(1)
  @Max(604_800)
  ALARM_CLOSE_MAX_AGE = 600;

  /** Most orders an account may place in a minute; 0 = no limit. */
  @IsInt()
  @Min(0)
  RISK_MAX_ORDERS_PER_MINUTE = 0;

  /** Most orders an account may place in a UTC day; 0 = no limit. */
  @IsInt()
  @Min(0)
  RISK_MAX_ORDERS_PER_DAY = 0;

  /** Largest quantity × price of one entry, in quote currency; empty = no limit. */
  @ValidateIf((settings: TradingSettings) => settings.RISK_MAX_ORDER_NOTIONAL !== '')
  @IsDecimalText({ moreThan: '0' })
  RISK_MAX_ORDER_NOTIONAL = '';

  /** Most strategy sides an account may hold open at once; 0 = no limit. */
  @IsInt()
  @Min(0)
  RISK_MAX_OPEN_POSITIONS = 0;

  /** How often the books of each account are compared with its venue's, in seconds. */
  @IsInt()
  @Min(5)
  @Max(3_600)
  RECONCILE_EVERY = 60;

  /** Paper fee, in percent of notional. */
  @IsDecimalText({ min: '0' })
  PAPER_FEE_PERCENT = '0.05';

  /** Paper slippage against the trader, in percent of price. */
  @IsDecimalText({ min: '0' })
  PAPER_SLIPPAGE_PERCENT = '0';

  /** What a paper account starts with, in each quote currency. */
  @IsDecimalText({ min: '0' })
  PAPER_START_BALANCE = '10000';

  /** What a paper account starts with in each coin, which is what Coin-M settles in. */
  @IsDecimalText({ min: '0' })
  PAPER_START_COINS = '1';
}

import { ApiProperty } from '@nestjs/swagger';
import {
  QUANTITY_MODES,
  type QuantityMode,
  type SideRules,
  type Strategy,
} from '@/modules/strategies/strategy';

const text = (example: string): PropertyDecorator =>
  ApiProperty({ example, type: String, nullable: true });

/** The rules of one side. */
export class SideRulesResponse {
  /** Timeframe of the `order open` signal that enters; null: the side has no entries. */
  @text('1m')
  entryOrderTimeframe!: string | null;

  /** Timeframe of the `order close` signal that closes; null: no signal closes this side. */
  @text('1m')
  closeOrderTimeframe!: string | null;

  /** Timeframe of the `indicator open` signal that must hold for an entry; null: none is needed. */
  @text('1h')
  entryIndicatorTimeframe!: string | null;

  /** Timeframe of the `indicator close` signal that ends what `indicator open` began. */
  @text('1h')
  closeIndicatorTimeframe!: string | null;

  /** Largest age of the `indicator open` signal, in seconds; null: any age. */
  @ApiProperty({ example: 86_400, type: 'integer', nullable: true })
  regimeMaxAgeSeconds!: number | null;

  /** Most entries open at once; null and 0 mean 1. */
  @ApiProperty({ example: 1, type: 'integer', nullable: true })
  pyramiding!: number | null;

  /** Leverage that is set before an entry; null: the venue's stays. */
  @text('5')
  leverage!: string | null;

  /** How the size is found. */
  @ApiProperty({ enum: QUANTITY_MODES, example: 'fixed' })
  quantityMode!: QuantityMode;

  /** The size in the mode's unit: base coin, quote currency or percent of equity. */
  @text('0.01')
  quantity!: string | null;

  /** Take profit of each entry, in percent of its own fill price. */
  @text('2')
  takeProfitPerOrder!: string | null;

  /** Stop loss of each entry, in percent of its own fill price. */
  @text('1')
  stopLossPerOrder!: string | null;

  /** Take profit of the whole side, in percent of its average price. */
  @text('5')
  takeProfitGeneral!: string | null;

  /** Stop loss of the whole side, in percent of its average price. */
  @text('3')
  stopLossGeneral!: string | null;

  /** The stop goes to the average entry price once the price has moved this many percent in favour; null: never. */
  @text('1')
  breakEvenAtPercent!: string | null;

  /** Percent beyond the entry price and the fees where the break-even stop goes; null means 0. */
  @text('0.1')
  breakEvenOffsetPercent!: string | null;

  /** Distance in percent at which the stop follows the best price; null: it does not. */
  @text('1.5')
  trailingStopPercent!: string | null;

  /** The stop begins to follow once the price has moved this many percent in favour; null: at once. */
  @text('2')
  trailingActivationPercent!: string | null;

  static from(rules: SideRules): SideRulesResponse {
    const response = new SideRulesResponse();
    response.entryOrderTimeframe = rules.entryOrderTimeframe;
    response.closeOrderTimeframe = rules.closeOrderTimeframe;
    response.entryIndicatorTimeframe = rules.entryIndicatorTimeframe;
    response.closeIndicatorTimeframe = rules.closeIndicatorTimeframe;
    response.regimeMaxAgeSeconds = rules.regimeMaxAgeSeconds;
    response.pyramiding = rules.pyramiding;
    response.leverage = rules.leverage;
    response.quantityMode = rules.quantityMode;
    response.quantity = rules.quantity;
    response.takeProfitPerOrder = rules.takeProfitPerOrder;
    response.stopLossPerOrder = rules.stopLossPerOrder;
    response.takeProfitGeneral = rules.takeProfitGeneral;
    response.stopLossGeneral = rules.stopLossGeneral;
    response.breakEvenAtPercent = rules.breakEvenAtPercent;
    response.breakEvenOffsetPercent = rules.breakEvenOffsetPercent;
    response.trailingStopPercent = rules.trailingStopPercent;
    response.trailingActivationPercent = rules.trailingActivationPercent;
    return response;
  }
}

/** A strategy. */
export class StrategyResponse {
  /** Id of the strategy. */
  @ApiProperty({ example: '01KEZ6Y3J8V5P4Q2R7S9T0W1XA' })
  id!: string;

  /** Grows by one at every change; send it back with the next one, or as If-Match. */
  @ApiProperty({ example: 1, type: 'integer' })
  version!: number;

  /** The strategy name that its alarms carry. */
  @ApiProperty({ example: 'Stochastic_v1' })
  alarmName!: string;

  /** Whether it may open. Closes stay allowed when it is off. */
  @ApiProperty({ example: true })
  isOn!: boolean;

  /** Name of the account that trades. */
  @ApiProperty({ example: 'main' })
  account!: string;

  /** What it trades, in canonical form. */
  @ApiProperty({ example: 'bingx-usdt-m/BTC-USDT' })
  instrument!: string;

  /** What the strategy is about, for people. */
  @text('Stochastic on the minute, regime by the hour')
  description!: string | null;

  /** Alarms that arrive from then on may open. */
  @text('2026-01-01T00:00:00.000Z')
  startAt!: string | null;

  /** Alarms that arrive from then on open no more. */
  @text('2027-01-01T00:00:00.000Z')
  endAt!: string | null;

  /** The long side. */
  long!: SideRulesResponse;

  /** The short side. */
  short!: SideRulesResponse;

  /** Notes on results. */
  @text('up 3 % in January')
  resultNote!: string | null;

  /** Longest silence that is normal, in minutes: a watchdog notifies when no alarm comes for longer; null: any. */
  @ApiProperty({ example: 90, type: 'integer', nullable: true })
  expectSignalWithinMinutes!: number | null;

  /** When it was created. */
  @ApiProperty({ example: '2026-01-01T00:00:00.000Z' })
  createdAt!: string;

  /** When it was last changed. */
  @ApiProperty({ example: '2026-01-01T00:00:00.000Z' })
  updatedAt!: string;

  /** When it was deleted; null while it lives. */
  @text('2026-06-01T00:00:00.000Z')
  deletedAt!: string | null;

  static from(strategy: Strategy): StrategyResponse {
    const response = new StrategyResponse();
    response.id = strategy.id;
    response.version = strategy.version;
    response.alarmName = strategy.alarmName;
    response.isOn = strategy.isOn;
    response.account = strategy.account;
    response.instrument = strategy.instrument;
    response.description = strategy.description;
    response.startAt = strategy.startAt?.toISOString() ?? null;
    response.endAt = strategy.endAt?.toISOString() ?? null;
    response.long = SideRulesResponse.from(strategy.long);
    response.short = SideRulesResponse.from(strategy.short);
    response.resultNote = strategy.resultNote;
    response.expectSignalWithinMinutes = strategy.expectSignalWithinMinutes;
    response.createdAt = strategy.createdAt.toISOString();
    response.updatedAt = strategy.updatedAt.toISOString();
    response.deletedAt = strategy.deletedAt?.toISOString() ?? null;
    return response;
  }
}

import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { instrumentOf, type Instrument } from '@/kernel/instrument';
import { settlementAssetOf } from '@/kernel/inverse';
import type { PositionSide } from '@/kernel/side';
import type { Signal } from '@/kernel/signal';
import type { VenueId } from '@/kernel/venue-id';
import { AccountsService } from '@/modules/accounts/accounts.service';
import type { ReadAlarm } from '@/modules/alarms/alarm';
import { AlarmsService } from '@/modules/alarms/alarms.service';
import { capabilitiesOn } from '@/modules/exchanges/venue-capabilities';
import { VenueUnavailableError } from '@/modules/exchanges/venue.errors';
import { VenueRegistry } from '@/modules/exchanges/venue.registry';
import type { Venue } from '@/modules/exchanges/venue.port';
import { laneOfOrder } from '@/modules/orders/decisions/trade-decision';
import { OrdersService } from '@/modules/orders/orders.service';
import type {
  DecisionFacts,
  InstrumentFacts,
  OpenEntry,
  RegimeFacts,
  RiskVerdict,
} from '@/modules/strategies/decision';
import { rulesOf, type Strategy } from '@/modules/strategies/strategy';
import { UnitOfWork } from '@/platform/database/unit-of-work';
import { TradingSettings } from '@/platform/settings/trading.settings';
import { Drifts } from '@/modules/trading/reconciliation/drifts';
import { LeverageReadings } from '@/modules/trading/deciding/leverage-readings';
import { RiskFacts, type AccountRisk } from '@/modules/trading/risk/risk-facts';
import {
  accountVerdict,
  closeVerdict,
  entryVerdict,
  type RiskLimits,
} from '@/modules/trading/risk/risk-gate';
import type { LaneGlance } from '@/modules/trading/sending/decided-placing';
import { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';
import { SellableCoins } from '@/modules/trading/deciding/sellable-coins';

/** How far in the future an alarm's own time may lie. */
const FUTURE_MS = 30_000;
/** What a fact that needs the network may take before the decision goes on without it. */
const READ_MS = 3_000;

/** The facts of one alarm and strategy, and where its orders would go. */
export interface GatheredFacts {
  readonly facts: DecisionFacts;
  /** Null when the account or venue can not execute. */
  readonly venue: VenueId | null;
  readonly limits: RiskLimits;
  /** The lane of its orders as it was seen with the facts; null for an alarm that trades nothing. */
  readonly glance: LaneGlance | null;
  /** True while an order of the side to be closed is in flight: nobody knows yet how much there is to close. */
  readonly mustWait: boolean;
}

/** Reads everything that a decision may look at. Reads only; the rule itself is pure. */
@Injectable()
export class FactGathering {
  constructor(
    private readonly alarms: AlarmsService,
    private readonly orders: OrdersService,
    private readonly accounts: AccountsService,
    private readonly venues: VenueRegistry,
    private readonly risk: RiskFacts,
    private readonly leverage: LeverageReadings,
    private readonly coins: SellableCoins,
    private readonly drifts: Drifts,
    private readonly dispatcher: OrderDispatcher,
    private readonly work: UnitOfWork,
    private readonly settings: TradingSettings,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(FactGathering.name);
  }

  async gather(alarm: ReadAlarm, signal: Signal, strategy: Strategy): Promise<GatheredFacts> {
    const instrument = instrumentOf(strategy.instrument);
    const sides = new Set(signal.steps.map((step) => step.side));
    const target = await this.accounts.executionVenueFor(strategy.account, instrument);
    const venue = target === null ? null : this.venues.find(target.venue);
    // The order will need it before it may leave.
    if (target?.entryObjection === null && opensWithLeverage(strategy, signal)) {
      const { account, instrument: text } = strategy;
      this.leverage.expect({ venue: target.venue, account, instrument: text });
    }
    const [[risk, drift, glance], rules, long, short, longRegime, shortRegime, sellable] =
      await Promise.all([
        this.ofAccount(strategy, signal),
        this.instrumentFacts(venue, instrument, alarm, signal),
        this.entries(strategy, 'long', sides),
        this.entries(strategy, 'short', sides),
        this.regime(strategy, 'long', signal, alarm),
        this.regime(strategy, 'short', signal, alarm),
        this.orNull(this.coins.sellable(strategy, signal, venue, instrument), 'coins'),
      ]);
    const facts: DecisionFacts = {
      alarm: alarmFacts(alarm, signal),
      strategy,
      regime: { long: longRegime, short: shortRegime },
      openEntries: { long, short },
      instrument: rules === 'unreachable' ? null : rules,
      canTrade: capabilityOf(venue, instrument),
      sellable,
      equity: await this.equity(strategy, signal, venue, instrument),
      price: await this.price(alarm, signal, venue, instrument),
      risk: {
        entry: accountVerdict(target) ?? entryVerdict(risk.figures, risk.limits) ?? drift,
        close: closeVerdict(risk.figures),
      },
      limits: {
        maxAgeMs: this.settings.ALARM_MAX_AGE * 1_000,
        closeMaxAgeMs: this.settings.ALARM_CLOSE_MAX_AGE * 1_000,
        futureMs: FUTURE_MS,
      },
      now: this.clock.now(),
    };
    return {
      facts,
      venue: target?.venue ?? null,
      limits: risk.limits,
      glance,
      mustWait: rules === 'unreachable' ? isFresh(facts) : this.mustWait(facts),
    };
  }

  /** What holds for everything of the account or the lane, read together; the states first, as all need them. */
  private ofAccount(
    strategy: Strategy,
    signal: Signal,
  ): Promise<[AccountRisk, RiskVerdict | null, LaneGlance | null]> {
    const { account, instrument } = strategy;
    return this.work.look('orders', (look) =>
      Promise.all([
        this.risk.gather(account, look),
        opens(signal) ? this.drifts.verdict(account, instrument, look) : null,
        signal.kind === 'order' ? this.dispatcher.glanceAt(laneOfOrder(strategy), look) : null,
      ]),
    );
  }

  /** A close is decided on what is really open; it waits for its side's orders in flight, but not beyond its age. */
  private mustWait(facts: DecisionFacts): boolean {
    const { alarm } = facts;
    if (alarm.signal.kind !== 'order') return false;
    if (!isFresh(facts)) return false;
    return alarm.signal.steps.some(
      (step) =>
        step.action !== 'open' && facts.openEntries[step.side].some((entry) => entry.isUnsettled),
    );
  }

  private async instrumentFacts(
    venue: Venue | null,
    instrument: Instrument,
    alarm: ReadAlarm,
    signal: Signal,
  ): Promise<InstrumentFacts | 'unreachable' | null> {
    if (venue === null || signal.kind === 'indicator') return null;
    const rules = await venue.instruments.find(instrument).catch((error: unknown) => {
      if (!(error instanceof VenueUnavailableError)) throw error;
      this.logger.warn(
        { alarmId: alarm.id, venue: venue.id, err: error },
        'the venue could not be asked for its rules',
      );
      return 'unreachable' as const;
    });
    if (rules === null || rules === 'unreachable') return rules;
    const { quantityStep, minQuantity, minNotional, maxNotional, quoteStep } = rules;
    const { contractValue, priceTick, status } = rules;
    return {
      ...{ quantityStep, minQuantity, minNotional, contractValue, priceTick, status },
      ...(maxNotional === undefined ? {} : { maxNotional }),
      ...(quoteStep === undefined ? {} : { quoteStep }),
    };
  }

  private entries(
    strategy: Strategy,
    side: PositionSide,
    sides: ReadonlySet<PositionSide>,
  ): Promise<readonly OpenEntry[]> {
    return sides.has(side)
      ? this.orders.openEntries(strategy.id, side, strategy)
      : Promise.resolve([]);
  }

  private async regime(
    strategy: Strategy,
    side: PositionSide,
    signal: Signal,
    alarm: ReadAlarm,
  ): Promise<RegimeFacts> {
    const opens =
      signal.kind === 'order' &&
      signal.steps.some((step) => step.action === 'open' && step.side === side);
    const ticker = alarm.reading.instrument;
    if (!opens || ticker === null) return { openedAt: null, closedAt: null };
    const { entryIndicatorTimeframe, closeIndicatorTimeframe } = rulesOf(strategy, side);
    const query = { strategy: strategy.alarmName, base: ticker.base, quote: ticker.quote, side };
    const [openedAt, closedAt] = await Promise.all([
      entryIndicatorTimeframe === null
        ? null
        : this.alarms.latestIndicator({
            ...query,
            action: 'open',
            timeframe: entryIndicatorTimeframe,
          }),
      closeIndicatorTimeframe === null
        ? null
        : this.alarms.latestIndicator({
            ...query,
            action: 'close',
            timeframe: closeIndicatorTimeframe,
          }),
    ]);
    return { openedAt, closedAt };
  }

  private async equity(
    strategy: Strategy,
    signal: Signal,
    venue: Venue | null,
    instrument: Instrument,
  ): Promise<string | null> {
    const needed = opensWith(strategy, signal, ['equity-percent']);
    if (!needed || venue === null) return null;
    return this.orNull(
      this.accounts.equity(strategy.account, venue.id, settlementAssetOf(instrument)),
      'equity',
    );
  }

  /** The alarm's own price where it has one; else the venue's ticker, when the decision needs a price at all. */
  private async price(
    alarm: ReadAlarm,
    signal: Signal,
    venue: Venue | null,
    instrument: Instrument,
  ): Promise<string | null> {
    if (alarm.reading.price !== null) return alarm.reading.price;
    if (!opens(signal) || venue?.prices === undefined) return null;
    const ticker = await this.orNull(venue.prices.ticker(instrument), 'price');
    return ticker?.price ?? null;
  }

  private async orNull<T>(read: Promise<T>, what: string): Promise<T | null> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), READ_MS);
    });
    try {
      return await Promise.race([read, limit]);
    } catch (err) {
      this.logger.warn({ what, err }, 'a fact could not be read; the decision goes on without it');
      return null;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Whether waiting a little longer can still lead to a trade: opens and closes have their own ages. */
function isFresh({ alarm, limits, now }: DecisionFacts): boolean {
  const onlyCloses = alarm.signal.steps.every((step) => step.action !== 'open');
  const age = now.getTime() - (alarm.alarmAt ?? alarm.receivedAt).getTime();
  return age <= (onlyCloses ? limits.closeMaxAgeMs : limits.maxAgeMs);
}

function alarmFacts(alarm: ReadAlarm, signal: Signal): DecisionFacts['alarm'] {
  const { timeframe, quantity, price, alarmAt } = alarm.reading;
  return {
    id: alarm.id,
    signal,
    timeframe,
    quantity,
    price,
    alarmAt,
    receivedAt: alarm.receivedAt,
  };
}

function capabilityOf(venue: Venue | null, instrument: Instrument): DecisionFacts['canTrade'] {
  if (venue?.execution === undefined) return null;
  const { shorts, orderTypes, marketBuysBy, exitsBy } = capabilitiesOn(venue, instrument);
  return { shorts, orderTypes, marketBuysBy, exitsBy };
}

const opens = (signal: Signal): boolean =>
  signal.kind === 'order' && signal.steps.some((step) => step.action === 'open');

function opensWithLeverage(strategy: Strategy, signal: Signal): boolean {
  return (
    signal.kind === 'order' &&
    signal.steps.some(
      (step) => step.action === 'open' && rulesOf(strategy, step.side).leverage !== null,
    )
  );
}

function opensWith(strategy: Strategy, signal: Signal, modes: readonly string[]): boolean {
  return (
    signal.kind === 'order' &&
    signal.steps.some(
      (step) => step.action === 'open' && modes.includes(rulesOf(strategy, step.side).quantityMode),
    )
  );
}

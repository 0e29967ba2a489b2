import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Clock } from '@/kernel/clock';
import { instrumentOf } from '@/kernel/instrument';
import type { AlarmId, DecisionId, OrderId } from '@/kernel/ids';
import type { Alarm, ReadAlarm } from '@/modules/alarms/alarm';
import { OrdersService, type NewOrder } from '@/modules/orders/orders.service';
import type { NewDecision } from '@/modules/orders/decisions/trade-decision';
import type { DecisionFacts, DecisionLeg } from '@/modules/strategies/decision';
import { decideTrade } from '@/modules/strategies/decide-trade';
import { StrategiesService } from '@/modules/strategies/strategies.service';
import type { Strategy } from '@/modules/strategies/strategy';
import { crashPoint } from '@/platform/crash/crash-point';
import { IdSource } from '@/platform/identity/new-id';
import { AlarmApproach, type Matching } from '@/modules/trading/deciding/alarm-approach';
import { FactGathering, type GatheredFacts } from '@/modules/trading/deciding/fact-gathering';
import { OrderDispatcher } from '@/modules/trading/sending/order-dispatcher';
import { entryNotionalObjection } from '@/modules/trading/deciding/entry-notional';
import { PaperPrices } from '@/modules/trading/deciding/paper-prices';
import { tickerMeans } from '@/modules/trading/deciding/strategy-match';

const DEFER_MS = 300;

/** What became of an alarm: decided (with the alarm's own reason when no strategy matched), or put off. */
export type HandledAlarm =
  | { readonly kind: 'decided'; readonly reason: string | null; readonly detail: string | null }
  | { readonly kind: 'defer'; readonly until: Date };

/** Alarms that no strategy listens to, all for the same reason. */
export interface UnmatchedAlarms {
  readonly ids: readonly AlarmId[];
  readonly reason: string;
  readonly detail: string;
}

/** An alarm for which reading has begun. */
export type BegunAlarm = AlarmApproach<readonly GatheredFacts[]>;

/**
 * One alarm: finds its strategies, gathers the facts, has the pure rule decide, and stores decision and orders
 * in one transaction. Safe to run again: a decision exists once per alarm and strategy.
 */
@Injectable()
export class AlarmHandler {
  constructor(
    private readonly strategies: StrategiesService,
    private readonly facts: FactGathering,
    private readonly orders: OrdersService,
    private readonly dispatcher: OrderDispatcher,
    private readonly paperPrices: PaperPrices,
    private readonly ids: IdSource,
    private readonly clock: Clock,
    private readonly logger: PinoLogger,
  ) {
    this.logger.setContext(AlarmHandler.name);
  }

  /** Begins to look who listens to an alarm that is about to be handled. */
  approach(alarm: ReadAlarm): BegunAlarm {
    const { strategy: name, instrument: ticker, signal } = alarm.reading;
    const read = async (): Promise<Matching> => {
      if (name === null || ticker === null) return { named: [], matching: [] };
      const named = await this.strategies.findByAlarmName(name);
      const matching = named.filter((strategy) =>
        tickerMeans(ticker, instrumentOf(strategy.instrument)),
      );
      return { named, matching };
    };
    const gather = async ({ matching }: Matching): Promise<readonly GatheredFacts[]> => {
      if (signal === null) throw new Error(`alarm ${alarm.id} has no signal`);
      return Promise.all(matching.map((strategy) => this.facts.gather(alarm, signal, strategy)));
    };
    return new AlarmApproach(alarm, read, gather, this.clock);
  }

  async handle(alarm: Alarm, begun: BegunAlarm | null = null): Promise<HandledAlarm> {
    const { strategy: name, instrument: ticker, signal } = alarm.reading;
    if (name === null || ticker === null || signal === null) {
      return {
        kind: 'decided',
        reason: 'not-understood',
        detail: 'signal, ticker or strategy name is missing',
      };
    }
    const approach = begun?.isFreshFor(alarm) === true ? begun : this.approach(alarm);
    const { named, matching } = await approach.strategies;
    if (matching.length === 0)
      return { kind: 'decided', reason: 'no-strategy', detail: noStrategy(name, ticker, named) };
    const gathered = await approach.facts();
    for (const facts of gathered) if (!facts.mustWait) await this.decide(alarm, facts);
    const waiting = gathered.filter(({ mustWait }) => mustWait);
    if (await this.mustWait(alarm, waiting)) {
      return { kind: 'defer', until: new Date(this.clock.now().getTime() + DEFER_MS) };
    }
    this.paperPrices.show(gathered);
    return { kind: 'decided', reason: null, detail: null };
  }

  /** A strategy whose side is unsettled waits; the others of the same alarm do not wait with it. */
  private async mustWait(alarm: Alarm, waiting: readonly GatheredFacts[]): Promise<boolean> {
    if (waiting.length === 0) return false;
    const made = await this.orders.decisionsOfAlarm(alarm.id);
    const decided = new Set(made.map(({ decision }) => decision.strategyId));
    return waiting.some(({ facts }) => !decided.has(facts.strategy.id));
  }

  /** Of these alarms the ones that no strategy listens to, by what is said of them. Each name is looked up once. */
  async unmatched(alarms: readonly Alarm[]): Promise<readonly UnmatchedAlarms[]> {
    const named = new Map<string, readonly Strategy[]>();
    const groups = new Map<string, { ids: AlarmId[]; reason: string; detail: string }>();
    for (const { id, reading } of alarms) {
      const { strategy: name, instrument: ticker } = reading;
      if (name === null || ticker === null) continue;
      const strategies = named.get(name) ?? (await this.strategies.findByAlarmName(name));
      named.set(name, strategies);
      if (strategies.some(({ instrument }) => tickerMeans(ticker, instrumentOf(instrument))))
        continue;
      const detail = noStrategy(name, ticker, strategies);
      const group = groups.get(detail) ?? { ids: [], reason: 'no-strategy', detail };
      group.ids.push(id);
      groups.set(detail, group);
    }
    return [...groups.values()];
  }

  private async decide(
    alarm: Alarm,
    { facts, venue, limits, glance }: GatheredFacts,
  ): Promise<void> {
    const { strategy } = facts;
    const decided = entryNotionalObjection(decideTrade(facts), facts, limits);
    const orders =
      venue === null ? [] : decided.legs.map((leg) => this.newOrder(leg, strategy, facts, venue));
    const decision: NewDecision = {
      id: this.ids.newId() as DecisionId,
      alarmId: alarm.id,
      strategyId: strategy.id,
      source: 'alarm',
      decidedAt: this.clock.now(),
      outcome: decided.legs.length > 0 ? 'placed' : 'skipped',
      reason: decided.reason,
      detail: decided.detail,
      facts: shown(facts),
      steps: decided.steps,
    };
    const isToSend = orders.length > 0;
    const placed = await this.dispatcher.place({ decision, orders }, isToSend ? glance : null);
    crashPoint('after-decision-commit');
    const { reason } = placed.decision;
    this.logger.info(
      { alarmId: alarm.id, strategyId: strategy.id, reason, isNew: placed.isNew },
      'alarm decided',
    );
  }

  private newOrder(
    leg: DecisionLeg,
    strategy: Strategy,
    facts: DecisionFacts,
    venue: NewOrder['venue'],
  ): NewOrder {
    return {
      id: this.ids.newId() as OrderId,
      leg: leg.leg,
      purpose: leg.purpose,
      protectsOrderId: null,
      account: strategy.account,
      venue,
      instrument: strategy.instrument,
      side: leg.side,
      positionSide: leg.positionSide,
      type: 'market',
      quantity: leg.quantity,
      quoteQuantity: leg.quoteQuantity,
      dustBelow: leg.dustBelow,
      price: null,
      stopPrice: null,
      reduceOnly: leg.reduceOnly,
      leverage: leg.leverage,
      referencePrice: facts.alarm.price,
      sendBefore: leg.sendBefore,
    };
  }
}

/** The facts as they are kept: the strategy as it was, and everything that the rule looked at. */
const shown = (facts: DecisionFacts): Readonly<Record<string, unknown>> => ({ ...facts });

function noStrategy(
  name: string,
  ticker: { readonly base: string; readonly quote: string },
  named: readonly Strategy[],
): string {
  const pair = `${ticker.base}/${ticker.quote}`;
  if (named.length === 0) return `no strategy listens to the alarm name "${name}"`;
  const instruments = named.map((strategy) => strategy.instrument).join(', ');
  return `strategies named "${name}" exist for ${instruments}, but none for ${pair}`;
}

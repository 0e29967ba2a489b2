import { decimal, ZERO } from '@/kernel/decimal';
import { grouped } from '@/kernel/grouped';
import {
  opens,
  type Breach,
  type DecisionFact,
  type History,
  type OrderFact,
  type Post,
  type StrategyFact,
} from '@test/chaos/history';

/** What one alarm has to lead to for one strategy, as far as it can be said without knowing what the exchange did. */
export interface Prediction {
  readonly post: Post & { readonly alarmId: string };
  readonly strategy: StrategyFact;
  /** The only order that may come of it. */
  readonly purpose: 'entry' | 'close';
  readonly side: 'buy' | 'sell';
  /** What may be the reason when there is none. */
  readonly reasons: readonly string[];
}

/** The predictions of all accepted alarms: each strategy of the name decides once. */
export function predict({
  posts,
  strategies,
}: Pick<History, 'posts' | 'strategies'>): readonly Prediction[] {
  const named = grouped(strategies, ({ alarmName }) => alarmName);
  return posts.flatMap((post) => {
    const { alarmId, kind } = post;
    if (alarmId === null || kind === 'poison') return [];
    const isOpen = kind === 'open';
    return (named.get(post.alarmName) ?? []).map((strategy) => ({
      post: { ...post, alarmId },
      strategy,
      purpose: isOpen ? ('entry' as const) : ('close' as const),
      side: isOpen === (post.positionSide === 'long') ? ('buy' as const) : ('sell' as const),
      reasons: isOpen
        ? ['pyramiding-full', 'strategy-off', 'stale', 'risk-drift']
        : ['nothing-to-close', 'strategy-off', 'stale'],
    }));
  });
}

/** Where what happened differs from what was predicted. */
export function againstModel(history: History): readonly Breach[] {
  const predictions = predict(history);
  const decided = grouped(history.decisions, keyOf);
  const orders = grouped(history.orders, ({ decisionId }) => decisionId);
  const what = [
    ...predictions.flatMap((prediction) => {
      const key = keyOf({ alarmId: prediction.post.alarmId, strategyId: prediction.strategy.id });
      const all = decided.get(key) ?? [];
      const [decision] = all;
      if (decision === undefined || all.length > 1)
        return [
          `alarm ${prediction.post.alarmId} has ${String(all.length)} decisions for one strategy`,
        ];
      return againstOne(prediction, decision, orders.get(decision.id) ?? [], history);
    }),
    ...unexplained(history),
    ...closedTooMuch(history),
    ...outOfOrder(predictions, history),
  ];
  return what.map((one) => ({ invariant: 'model', what: one }));
}

const keyOf = (one: Pick<DecisionFact, 'alarmId' | 'strategyId'>): string =>
  `${one.alarmId ?? ''} ${one.strategyId ?? ''}`;

function againstOne(
  prediction: Prediction,
  decision: DecisionFact,
  orders: readonly OrderFact[],
  history: History,
): readonly string[] {
  const name = `alarm ${prediction.post.alarmId} (${prediction.post.kind} ${prediction.post.positionSide})`;
  const own = orders.filter(
    ({ protectsOrderId, leg }) => protectsOrderId === null && !leg.includes(':'),
  );
  if (decision.outcome !== 'placed') {
    if (own.length > 0) return [`${name} was skipped and has an order`];
    return prediction.reasons.includes(decision.reason)
      ? wrongSkip(name, prediction, decision, history)
      : [`${name} was skipped as ${decision.reason}`];
  }
  return own.flatMap((order) => {
    const isRight =
      order.purpose === prediction.purpose &&
      order.side === prediction.side &&
      order.positionSide === prediction.post.positionSide &&
      order.instrument === prediction.strategy.instrument;
    if (!isRight) return [`${name} led to ${order.purpose} ${order.side} ${order.instrument}`];
    const wanted = decimal(prediction.strategy.quantity);
    return order.purpose === 'close' || decimal(order.quantity).eq(wanted)
      ? []
      : [`${name} led to an entry of ${order.quantity} instead of ${prediction.strategy.quantity}`];
  });
}

/** A skip that the books contradict: full with fewer entries than may be, or nothing to close with one filled. */
function wrongSkip(
  name: string,
  { strategy, post }: Prediction,
  decision: DecisionFact,
  history: History,
): readonly string[] {
  const ofSide = history.orders.filter(
    ({ strategyId, positionSide, createdAt }) =>
      strategyId === strategy.id &&
      positionSide === post.positionSide &&
      createdAt <= decision.decidedAt,
  );
  const entries = ofSide.filter(({ purpose }) => purpose === 'entry');
  if (decision.reason === 'pyramiding-full' && entries.length < strategy.pyramiding)
    return [`${name} found the side full with ${String(entries.length)} entries ever`];
  if (decision.reason !== 'nothing-to-close') return [];
  const sure = entries.find(
    (entry) =>
      isFilledBefore(entry, decision.decidedAt, history) &&
      !ofSide.some((order) => !opens(order) && mayHaveClosed(order, entry, history)),
  );
  return sure === undefined ? [] : [`${name} found nothing to close beside entry ${sure.id}`];
}

const isFilledBefore = (entry: OrderFact, at: number, { events }: History): boolean =>
  events.some(
    (event) => event.orderId === entry.id && event.type === 'filled' && event.at < at - 1_000,
  );

/** Whether an order can have taken something of an entry; a stop that rested already can fire while it is being canceled. */
const mayHaveClosed = (order: OrderFact, entry: OrderFact, { fills }: History): boolean =>
  order.createdAt >= entry.createdAt
    ? order.purpose === 'close' || decimal(order.filledQuantity).gt(ZERO)
    : fills.some(({ orderId, filledAt }) => orderId === order.id && filledAt >= entry.createdAt);

/** Orders that no alarm and no entry explains. */
function unexplained({ orders, alarms }: History): readonly string[] {
  const known = new Set(alarms.map(({ id }) => id));
  const entries = new Set(
    orders
      .filter(({ purpose }) => purpose === 'entry')
      .map(({ strategyId, positionSide }) => `${strategyId ?? ''} ${positionSide}`),
  );
  return orders
    .filter(({ purpose }) => purpose !== 'external')
    .filter(({ alarmId, strategyId, positionSide, purpose }) =>
      purpose === 'entry' || purpose === 'close'
        ? alarmId === null || !known.has(alarmId)
        : !entries.has(`${strategyId ?? ''} ${positionSide}`),
    )
    .map(({ purpose, id }) => `nothing explains ${purpose} ${id}`);
}

/** When something happened. Ids of one process ascend also while its clock is set right, which may take the time back. */
interface Moment {
  readonly ms: number;
  readonly id: string;
}

const momentOf = (ms: number, id: string): Moment => ({ ms, id });

const isBefore = (one: Moment, other: Moment): boolean => one.ms < other.ms && one.id <= other.id;

/**
 * Lane order: when one alarm had been answered before the next of its lane was sent, it is decided first and its
 * order leaves first, for each side of a strategy: what one side waits for holds the other side up no longer. Alarms that were on their way together may come in either order.
 */
function outOfOrder(predictions: readonly Prediction[], history: History): readonly string[] {
  const decidedAt = new Map(
    history.decisions.map((decision) => [
      keyOf(decision),
      momentOf(decision.decidedAt, decision.id),
    ]),
  );
  const sentAt = new Map(
    history.events
      .filter(({ type }) => type === 'submitted')
      .map(({ orderId, at }) => [orderId, at]),
  );
  const orderSentAt = new Map(
    history.orders
      // The first attempt: a close that was lost is tried again much later.
      .filter(({ leg }) => leg === 'entry' || leg === 'close')
      .flatMap((order) => {
        const at = sentAt.get(order.id);
        return at === undefined ? [] : [[keyOf(order), momentOf(at, '')] as const];
      }),
  );
  return [
    ...grouped(predictions, ({ strategy, post }) => `${strategy.id} ${post.positionSide}`).values(),
  ].flatMap((all) => {
    const inTime = [...all].sort((a, b) => a.post.at - b.post.at);
    return [decidedAt, orderSentAt].flatMap((times, stage) => {
      let last: { readonly prediction: Prediction; readonly at: Moment } | null = null;
      const problems: string[] = [];
      for (const prediction of inTime) {
        const at = times.get(
          keyOf({ alarmId: prediction.post.alarmId, strategyId: prediction.strategy.id }),
        );
        if (at === undefined) continue;
        if (
          last !== null &&
          isBefore(at, last.at) &&
          last.prediction.post.answeredAt < prediction.post.at
        )
          problems.push(
            `alarm ${prediction.post.alarmId} was ${stage === 0 ? 'decided' : 'sent'} before ${last.prediction.post.alarmId} of its lane`,
          );
        else if (last === null || at.ms > last.at.ms) last = { prediction, at };
      }
      return problems;
    });
  });
}

/** A close that is tried again closes what its alarm found, never an entry that came after the alarm. */
function closedTooMuch({ orders, fills }: History): readonly string[] {
  return orders.flatMap((again) => {
    if (again.purpose !== 'close' || again.leg === 'close') return [];
    const ofSide = orders.filter(
      ({ strategyId, positionSide }) =>
        strategyId === again.strategyId && positionSide === again.positionSide,
    );
    const first = ofSide.find((one) => one.decisionId === again.decisionId && one.leg === 'close');
    if (first === undefined) return [];
    const newer = new Set(
      ofSide.filter((one) => opens(one) && one.createdAt > first.createdAt).map(({ id }) => id),
    );
    const ofOlder = new Map(
      ofSide
        .filter((one) => !newer.has(one.id) && !newer.has(one.protectsOrderId ?? ''))
        .map((one) => [one.id, opens(one)]),
    );
    const left = fills
      .filter(({ orderId, filledAt }) => ofOlder.has(orderId) && filledAt < again.createdAt)
      .reduce((sum, { orderId, quantity }) => {
        const part = decimal(quantity);
        return sum.plus(ofOlder.get(orderId) === true ? part : part.neg());
      }, ZERO);
    return decimal(again.filledQuantity).gt(left)
      ? [
          `close ${again.id}, tried again, closed ${again.filledQuantity} of ${left.toFixed()} that its alarm found`,
        ]
      : [];
  });
}

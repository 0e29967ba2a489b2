import { readDecimal } from '@/kernel/decimal';
import { signalText, type Signal } from '@/kernel/signal';
import { choose, isFilled, named, sameIgnoringCase, sameNumber, type Chosen } from './chosen-value';
import type { Fields } from './field-names';
import { readAmount, readSize } from './number-reading';
import type { Problems } from './problems';
import {
  isReversal,
  openPartOf,
  readAction,
  readMarketPosition,
  readPhrase,
  signalOfFill,
} from './signal-reading';

const PHRASES =
  '"order open long", "order close long", "order open short", "order close short", or the same with "indicator"';
const WHAT_TO_ADD =
  'add "MarketPosition": "{{strategy.market_position}}" and "PrevMarketPosition": "{{strategy.prev_market_position}}"';

/** What a body asks for. Null with a problem when its meaning is not certain. */
export function readSignal(fields: Fields, problems: Problems): Signal | null {
  const order = choose(fields, 'order', problems, sameIgnoringCase);
  const action = choose(fields, 'action', problems, sameIgnoringCase);
  const phrase = order === null ? null : readPhrase(order.text);
  if (order !== null && phrase !== null) return agreed(phrase, order, action, fields, problems);
  if (order === null && action === null) {
    // Present but contradicting itself was said already.
    if (fields.of('order').length + fields.of('action').length === 0) {
      const message = `The message has no order: add "Order" with ${PHRASES}.`;
      problems.refuse('signal-missing', null, message);
    }
    return null;
  }
  if (order !== null && readAction(order.text) === null) return notASignal(order, problems);
  if (order !== null && action !== null && readAction(order.text) !== readAction(action.text)) {
    return contradiction(order, action, problems);
  }
  const fill = action ?? order;
  return fill === null ? null : fillSignal(fill, fields, problems);
}

/** A phrase says it all; an action and a pair of positions beside it may only agree with it. */
function agreed(
  phrase: Signal,
  order: Chosen,
  action: Chosen | null,
  fields: Fields,
  problems: Problems,
): Signal | null {
  const side = action === null ? null : readAction(action.text);
  const [step] = phrase.steps;
  if (action === null || side === null || step === undefined) return phrase;
  if (side !== actionOf(step.action, step.side)) return contradiction(order, action, problems);
  const hasPair = fields.of('positionBefore').length > 0 && fields.of('positionAfter').length > 0;
  if (!hasPair) return phrase;
  const fill = fillSignal(action, fields, problems);
  if (fill === null || signalText(fill) === signalText({ ...phrase, kind: 'order' }))
    return fill && phrase;
  return contradiction(order, action, problems);
}

const actionOf = (action: string, side: string): 'buy' | 'sell' =>
  (action === 'open') === (side === 'long') ? 'buy' : 'sell';

function contradiction(order: Chosen, action: Chosen, problems: Problems): null {
  problems.refuse(
    'conflict',
    action.field,
    `${named(order)} but ${named(action)}: they contradict each other.`,
  );
  return null;
}

function notASignal(order: Chosen, problems: Problems): null {
  if (isFilled(order, problems)) {
    problems.refuse(
      'signal-not-understood',
      order.field,
      `${named(order)}, which is no signal: use ${PHRASES}.`,
    );
  }
  return null;
}

function fillSignal(action: Chosen, fields: Fields, problems: Problems): Signal | null {
  const side = readAction(action.text);
  if (side === null) return notASignal(action, problems);
  const after = choose(fields, 'positionAfter', problems, sameIgnoringCase);
  const before = choose(fields, 'positionBefore', problems, sameIgnoringCase);
  if (after === null || before === null) {
    problems.refuse(
      'action-without-positions',
      action.field,
      `${named(action)}, which does not say whether it opens or closes: ${WHAT_TO_ADD}, or use "Order" with ${PHRASES}.`,
    );
    return null;
  }
  if (!isFilled(after, problems) || !isFilled(before, problems)) return null;
  const positions = {
    after: readMarketPosition(after.text),
    before: readMarketPosition(before.text),
  };
  if (positions.after === null || positions.before === null) {
    const wrong = positions.after === null ? after : before;
    problems.refuse(
      'position-not-understood',
      wrong.field,
      `${named(wrong)}, which is none of long, short and flat.`,
    );
    return null;
  }
  const signal = signalOfFill({ action: side, after: positions.after, before: positions.before });
  if (signal !== null) return signal;
  const change = `${positions.before} → ${positions.after}`;
  const isNothing = positions.before === 'flat' && positions.after === 'flat';
  problems.refuse(
    isNothing ? 'nothing-changes' : 'conflict',
    action.field,
    isNothing
      ? `The position stays flat, so there is nothing to do.`
      : `A ${side} does not change a position ${change}.`,
  );
  return null;
}

/**
 * The size that a body asks for, decimal text. A reversal's contracts are the close and the open together;
 * its quantity is the open part, and null with a problem when that cannot be known.
 */
export function readQuantity(
  fields: Fields,
  signal: Signal | null,
  problems: Problems,
): string | null {
  const contracts = choose(fields, 'quantity', problems, sameNumber);
  const after = choose(fields, 'sizeAfter', problems, sameNumber);
  const before = choose(fields, 'sizeBefore', problems, sameNumber);
  if (signal === null || !isReversal(signal)) {
    return contracts === null
      ? null
      : readAmount(contracts.text, 'quantity', contracts.field, problems);
  }
  const open = openPartOf({
    contracts: contracts === null ? null : readDecimal(contracts.text),
    before: before === null ? null : readSize(before.text),
    after: after === null ? null : readSize(after.text),
  });
  if (open !== null)
    return readAmount(
      open.toFixed(),
      'quantity',
      (after ?? contracts)?.field ?? 'quantity',
      problems,
    );
  problems.note(
    'reversal-quantity-unknown',
    contracts?.field ?? null,
    'The contracts of a reversal close one side and open the other: add "MarketPositionSize": "{{strategy.market_position_size}}" so that the opening part is known.',
  );
  return null;
}

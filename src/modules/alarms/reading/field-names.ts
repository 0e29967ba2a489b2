import { isBodyObject, toPlain, plainObject, type BodyObject, type BodyValue } from './body-json';
import { plainName, secretMeaning } from './secret-names';

/** What a member of a body can mean. */
export type Meaning =
  | 'ticker'
  | 'exchange'
  | 'timeframe'
  | 'order'
  | 'action'
  | 'positionAfter'
  | 'positionBefore'
  | 'sizeAfter'
  | 'sizeBefore'
  | 'strategy'
  | 'quantity'
  | 'price'
  | 'entryPrice'
  | 'exitPrice'
  | 'firedAt'
  | 'alarmTime'
  | 'timestamp'
  | 'time'
  | 'identity';

/**
 * Names by meaning, in tiers: the first tier that is present decides, so the top level wins over a group and the
 * documented name over a lesser one. Two names of one tier with different values are a conflict.
 * A dot separates a group from the member inside it.
 */
const NAMES: Readonly<Record<Meaning, readonly (readonly string[])[]>> = {
  ticker: [
    ['ticker', 'symbol'],
    ['general.ticker', 'general.symbol'],
    ['tickerid', 'tvinstrument', 'instrument'],
  ],
  exchange: [['exchange', 'tvexchange'], ['general.exchange']],
  timeframe: [
    ['interval', 'temporalidad', 'timeframe'],
    ['general.interval', 'general.timeframe', 'bar.interval'],
  ],
  order: [['order'], ['strategy.order', 'general.order']],
  action: [
    ['action', 'orderaction', 'strategyorderaction'],
    [
      'strategy.orderaction',
      'strategy.action',
      'strategyinfo.orderaction',
      'strategyinfo.action',
      'order.action',
    ],
  ],
  positionAfter: [
    ['marketposition', 'strategymarketposition'],
    [
      'strategy.marketposition',
      'strategyinfo.marketposition',
      'market.position',
      'market.marketposition',
    ],
  ],
  positionBefore: [
    ['prevmarketposition', 'previousmarketposition', 'strategyprevmarketposition'],
    [
      'strategy.prevmarketposition',
      'strategy.previousmarketposition',
      'strategyinfo.prevmarketposition',
      'strategyinfo.previousmarketposition',
      'market.previousposition',
      'market.prevposition',
      'market.prevmarketposition',
    ],
  ],
  sizeAfter: [
    ['marketpositionsize', 'strategymarketpositionsize'],
    [
      'strategy.marketpositionsize',
      'strategyinfo.marketpositionsize',
      'market.positionsize',
      'market.marketpositionsize',
    ],
    ['positionsize', 'strategypositionsize'],
    ['strategy.positionsize', 'strategyinfo.positionsize'],
  ],
  sizeBefore: [
    ['prevmarketpositionsize', 'previousmarketpositionsize', 'strategyprevmarketpositionsize'],
    [
      'strategy.prevmarketpositionsize',
      'strategy.previousmarketpositionsize',
      'strategyinfo.prevmarketpositionsize',
      'market.previouspositionsize',
      'market.prevpositionsize',
      'market.prevmarketpositionsize',
    ],
  ],
  strategy: [
    ['strategy', 'alarmname'],
    ['strategyname'],
    [
      'general.strategy',
      'general.alarmname',
      'strategy.name',
      'strategy.strategy',
      'strategy.strategyname',
      'strategy.alarmname',
    ],
    [
      'strategyinfo.name',
      'strategyinfo.strategy',
      'strategyinfo.alarmname',
      'strategyinfo.strategyname',
    ],
  ],
  quantity: [
    ['quantity', 'contracts'],
    ['ordercontracts', 'strategyordercontracts'],
    [
      'strategy.ordercontracts',
      'strategy.contracts',
      'strategy.quantity',
      'strategyinfo.ordercontracts',
      'strategyinfo.contracts',
      'order.contracts',
      'order.quantity',
    ],
  ],
  price: [
    ['pricealert', 'price'],
    ['orderprice', 'strategyorderprice'],
    ['strategy.orderprice', 'strategy.price', 'strategyinfo.orderprice', 'order.price'],
    ['triggerprice'],
  ],
  entryPrice: [['entrypricealert']],
  exitPrice: [['exitpricealert']],
  firedAt: [['timenow'], ['general.timenow']],
  alarmTime: [['timealert'], ['general.timealert']],
  timestamp: [['timestamp'], ['general.timestamp']],
  time: [['time'], ['general.time']],
  identity: [
    ['id', 'nonce', 'alertid'],
    ['general.id', 'general.nonce', 'general.alertid'],
  ],
};

const GROUPS: ReadonlySet<string> = new Set([
  'strategy',
  'strategyinfo',
  'general',
  'order',
  'market',
  'bar',
]);

/** A member of the body, at the top level or one level down in a known group. */
export interface Field {
  /** As it was written, `strategy.order_action` for a member of a group. */
  readonly path: string;
  readonly key: string;
  readonly value: BodyValue;
}

/** The members of a body by their plain names, and a record of which were understood. */
export class Fields {
  /** Present members only: null and empty text are the same as nothing. */
  private readonly byKey = new Map<string, Field[]>();
  private readonly usedPaths = new Set<string>();

  constructor(private readonly body: BodyObject) {
    for (const field of fieldsOf(body)) {
      if (!isPresent(field.value)) continue;
      const known = this.byKey.get(field.key);
      if (known === undefined) this.byKey.set(field.key, [field]);
      else known.push(field);
    }
  }

  /** Present members of a meaning: those of the first tier that has any. */
  of(meaning: Meaning): readonly Field[] {
    for (const tier of NAMES[meaning]) {
      if (tier.some((key) => this.byKey.has(key)))
        return tier.flatMap((key) => this.byKey.get(key) ?? []);
    }
    return NONE;
  }

  /** Marks members as understood, so that they are not shown as unknown ones. */
  use(fields: readonly Field[]): void {
    for (const field of fields) this.usedPaths.add(field.path);
  }

  /** What has no meaning to us, as plain JSON values; secrets left out. */
  extra(): Record<string, unknown> {
    return plainObject(
      [...this.body].flatMap(([name, value]) => unusedOf(name, value, this.usedPaths)),
    );
  }
}

const NONE: readonly Field[] = [];

function* fieldsOf(body: BodyObject): Generator<Field> {
  for (const [name, value] of body) {
    const key = plainName(name);
    if (!isBodyObject(value)) yield { path: name, key, value };
    else if (GROUPS.has(key)) {
      for (const [inner, member] of value)
        yield { path: `${name}.${inner}`, key: `${key}.${plainName(inner)}`, value: member };
    }
  }
}

function unusedOf(
  name: string,
  value: BodyValue,
  used: ReadonlySet<string>,
): readonly (readonly [string, unknown])[] {
  if (secretMeaning(name) || used.has(name)) return [];
  if (!isBodyObject(value) || !GROUPS.has(plainName(name))) return [[name, toPlain(value)]];
  const rest = [...value].filter(
    ([inner]) => !secretMeaning(inner) && !used.has(`${name}.${inner}`),
  );
  return rest.length === 0
    ? []
    : [[name, plainObject(rest.map(([inner, member]) => [inner, toPlain(member)] as const))]];
}

function isPresent(value: BodyValue): boolean {
  return value !== null && !(typeof value === 'string' && value.trim() === '');
}

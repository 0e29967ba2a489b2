import { decimal, decimalText } from '@/kernel/decimal';
import type { Instrument } from '@/kernel/instrument';
import type { OrderSide, PositionSide } from '@/kernel/side';
import type { AccountEvent, StreamedOrder } from '@/modules/exchanges/venue-streams.port';
import type { OrderReport, ReportedOrderState } from '@/modules/exchanges/venue.types';
import { orderStateOf as restStateOf } from '../bingx.order-words';
import { amount, idOf, notUnderstood, priceOf } from '../bingx.wire';
import { isFrameObject, rowsIn, wire, type FrameObject, type FrameValue } from './frame.json';
import { amountIn, textIn, timeIn } from './product-frames';

type InstrumentOf = (symbol: string) => Instrument | null;

const TYPES: Readonly<Record<string, OrderReport['type']>> = {
  MARKET: 'market',
  LIMIT: 'limit',
  STOP_MARKET: 'stop-market',
  TAKE_PROFIT_MARKET: 'take-profit-market',
};

export const orderTypeOf = (value: FrameValue | undefined): OrderReport['type'] =>
  TYPES[textIn(value)?.toUpperCase() ?? ''] ?? 'other';

/** A status that nobody documents reads as open, which makes the order be looked at. */
export const orderStateOf = (value: FrameValue | undefined): ReportedOrderState =>
  restStateOf(wire(value)) ?? 'open';

export function orderSideOf(value: FrameValue | undefined): OrderSide {
  const side = textIn(value)?.toUpperCase();
  if (side === 'BUY') return 'buy';
  if (side === 'SELL') return 'sell';
  throw notUnderstood('an order event without side');
}

/** The id of an order; a frame whose id lost its digits on the way would name another order. */
export function orderIdIn(value: FrameValue | undefined): string {
  const id = idOf(wire(value));
  if (id === null || !/^\d{1,25}$/.test(id)) throw notUnderstood('an order event without id');
  return id;
}

/** `BOTH` is one-way mode. */
function positionSideOf(value: FrameValue | undefined): PositionSide | null {
  const side = textIn(value)?.toUpperCase();
  return side === 'LONG' ? 'long' : side === 'SHORT' ? 'short' : null;
}

/** Events of an account on USDT-M and Coin-M, which differ in nothing but the symbols. */
export function futuresAccountEvents(
  frame: FrameObject,
  instrumentOf: InstrumentOf,
): readonly AccountEvent[] {
  switch (frame['e']) {
    // The documentation has both names for it.
    case 'ORDER_TRADE_UPDATE':
    case 'TRADE_UPDATE':
      return orderEvents(frame, instrumentOf);
    case 'ACCOUNT_UPDATE':
      return [balanceEvent(frame, instrumentOf)];
    case 'ACCOUNT_CONFIG_UPDATE':
      return configEvents(frame, instrumentOf);
    default:
      return [];
  }
}

function orderEvents(frame: FrameObject, instrumentOf: InstrumentOf): readonly AccountEvent[] {
  const row = frame['o'];
  if (!isFrameObject(row)) throw notUnderstood('an order event without order');
  const instrument = instrumentOf(textIn(row['s']) ?? '');
  if (instrument === null) return [];
  const at = timeIn(row['T']) ?? timeIn(frame['T']) ?? timeIn(frame['E']);
  const filledQuantity = amountIn(row['z'], 'z') ?? '0';
  const order: StreamedOrder = {
    report: {
      venueOrderId: orderIdIn(row['i']),
      clientOrderId: textIn(row['c']),
      instrument,
      state: orderStateOf(row['X']),
      side: orderSideOf(row['S']),
      positionSide: positionSideOf(row['ps']),
      type: orderTypeOf(row['o']),
      quantity: amount(wire(row['q']), 'q'),
      filledQuantity,
      averagePrice: decimal(filledQuantity).isZero() ? null : priceOf(wire(row['ap']), 'ap'),
      stopPrice: priceOf(wire(row['sp']), 'sp'),
      updatedAt: at,
    },
    parentOrderId: idOf(wire(row['ti'])),
    execution: textIn(row['x']),
    at,
  };
  return [{ kind: 'order', order }];
}

/** Only what changed is listed; a position of zero is closed. */
function balanceEvent(frame: FrameObject, instrumentOf: InstrumentOf): AccountEvent {
  const change = frame['a'];
  if (!isFrameObject(change)) throw notUnderstood('an account event without account');
  const positions = rowsIn(change['P']).flatMap((row) => {
    const instrument = instrumentOf(textIn(row['s']) ?? '');
    if (instrument === null) return [];
    const quantity = decimalText(decimal(amount(wire(row['pa']), 'pa')));
    return [{ instrument, side: positionSideOf(row['ps']), quantity }];
  });
  return {
    kind: 'balance',
    reason: textIn(change['m']) ?? 'UNKNOWN',
    assets: assetsIn(change),
    positions,
    at: timeIn(frame['T']) ?? timeIn(frame['E']),
  };
}

/** The assets that an account event lists. */
export const assetsIn = (change: FrameObject): readonly string[] =>
  rowsIn(change['B']).flatMap((row) => textIn(row['a']) ?? []);

function configEvents(frame: FrameObject, instrumentOf: InstrumentOf): readonly AccountEvent[] {
  const config = frame['ac'];
  if (!isFrameObject(config)) throw notUnderstood('a settings event without settings');
  const instrument = instrumentOf(textIn(config['s']) ?? '');
  if (instrument === null) return [];
  const mode = textIn(config['mt'])?.toLowerCase();
  return [
    {
      kind: 'config',
      instrument,
      longLeverage: amountIn(config['l'], 'l'),
      shortLeverage: amountIn(config['S'], 'S'),
      marginMode: mode === 'cross' || mode === 'isolated' ? mode : null,
    },
  ];
}

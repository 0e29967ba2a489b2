import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { decimalText, readDecimal } from '@/kernel/decimal';
import { readJson, type JsonValue } from '@/modules/exchanges/adapters/bingx/bingx.json';
import { COIN_M_FRAMES } from '@/modules/exchanges/adapters/bingx/streams/coin-m.frames';
import {
  readFrame,
  wire,
  type FrameValue,
} from '@/modules/exchanges/adapters/bingx/streams/frame.json';
import { frameOf } from '@/modules/exchanges/adapters/bingx/streams/frame-reader';
import type { ProductFrames } from '@/modules/exchanges/adapters/bingx/streams/product-frames';
import { SPOT_FRAMES } from '@/modules/exchanges/adapters/bingx/streams/spot.frames';
import { USDT_M_FRAMES } from '@/modules/exchanges/adapters/bingx/streams/usdt-m.frames';

const SHARED = resolve(__dirname, '../../../shared/fixtures/bingx');
const files = existsSync(SHARED)
  ? readdirSync(SHARED).filter((name) => name.startsWith('ws.'))
  : [];
if (files.length === 0) process.stdout.write(`skipped: no websocket samples at ${SHARED}\n`);
const samples = files.length === 0 ? it.skip : it;

const PRODUCTS: Readonly<Record<string, ProductFrames>> = {
  swap: USDT_M_FRAMES,
  cswap: COIN_M_FRAMES,
  spot: SPOT_FRAMES,
};
/** Topics that carry nothing that we use, and a sample that lost its topic. */
const UNUSED = /incrDepth|heartbeat|sub-ack|spot\.ticker\.ccxt/;

const textOf = (name: string): string => readFileSync(join(SHARED, name), 'utf8');

/** Numbers and texts in one form, so that two parsers can be compared. */
function leaves(value: FrameValue | JsonValue | undefined): unknown {
  if (Array.isArray(value)) return (value as readonly FrameValue[]).map(leaves);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([key, inner]) => [key, leaves(inner)]);
  const text = wire(value);
  const number = typeof text === 'string' ? readDecimal(text) : null;
  return number === null ? text : decimalText(number);
}

describe('samples of websocket frames', () => {
  samples('are all decoded without loss', () => {
    for (const name of files) {
      const text = textOf(name);
      expect([name, leaves(readFrame(text))]).toEqual([name, leaves(readJson(text))]);
    }
  });

  samples('are all heartbeats or frames once they are compressed', () => {
    for (const name of files) {
      const read = frameOf(gzipSync(textOf(name)), true);
      const expected = name.includes('heartbeat-ping') ? 'heartbeat' : 'frame';
      expect([name, read.kind]).toEqual([name, expected]);
    }
  });

  samples('all say something to their product', () => {
    const silent = files.filter((name) => {
      const product = PRODUCTS[name.split('.')[1] ?? ''];
      const frame = readFrame(textOf(name));
      if (product === undefined || frame === undefined || UNUSED.test(name)) return false;
      const events = name.includes('.private.')
        ? product.accountEvents(frame)
        : product.marketEvents(frame);
      return events.length === 0;
    });
    expect(silent).toEqual([]);
  });
});

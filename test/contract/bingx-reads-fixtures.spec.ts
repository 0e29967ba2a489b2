import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readEnvelope } from '@/modules/exchanges/adapters/bingx/bingx.envelope';
import {
  isJsonObject,
  readJson,
  type JsonValue,
} from '@/modules/exchanges/adapters/bingx/bingx.json';
import { ALL_BINGX_READS } from '@/modules/exchanges/bingx-reads/all-reads';
import { decodeRow, objectAt, rowsAt } from '@/modules/exchanges/bingx-reads/decode-answer';
import type { ReadRow } from '@/modules/exchanges/bingx-reads/read-table';
import { lossOf } from '@test/support/builders/read-loss';

const SHARED = resolve(__dirname, '../../../shared/fixtures/bingx');

interface Sample {
  readonly file: string;
  readonly method: string;
  readonly path: string;
}

/** Older or undocumented paths whose answers have the form of a path in the tables. */
const SAME_AS: Readonly<Record<string, string>> = {
  '/openApi/spot/v1/ticker/price': '/openApi/spot/v2/ticker/price',
  '/openApi/spot/v2/quote/bookTicker': '/openApi/spot/v1/ticker/bookTicker',
  '/openApi/spot/v2/quote/ticker': '/openApi/spot/v1/ticker/24hr',
  '/openApi/spot/v2/quote/klines': '/openApi/spot/v2/market/kline',
};

const samples = existsSync(SHARED)
  ? (
      JSON.parse(readFileSync(join(SHARED, 'manifest.json'), 'utf8')) as { files: Sample[] }
    ).files.filter(({ method, path }) => method === 'GET' || path.startsWith('GET '))
  : [];
if (samples.length === 0) process.stdout.write(`skipped: no BingX samples at ${SHARED}\n`);

const rowOf = (path: string): ReadRow | undefined =>
  ALL_BINGX_READS.find(({ endpoint }) => endpoint.path === (SAME_AS[path] ?? path));

const answered = samples.filter(({ file, path }) => !file.startsWith('error.') && rowOf(path));
const unanswered = samples.filter((sample) => !answered.includes(sample));

function dataOf(row: ReadRow, text: string): JsonValue {
  const envelope = readEnvelope(text, row.endpoint.shape);
  if (envelope.kind === 'success') return withoutEnvelope(envelope.data, row);
  const bare = readJson(text);
  // One sample is a row without its envelope.
  if (envelope.kind === 'odd' && bare !== undefined) return [bare];
  throw new Error(`not a success: ${JSON.stringify(envelope)}`);
}

/** What a flat answer has beside its fields. */
const ENVELOPE = new Set(['code', 'msg', 'debugMsg', 'timestamp']);

function withoutEnvelope(data: JsonValue, row: ReadRow): JsonValue {
  if (row.endpoint.shape !== 'flat' || !isJsonObject(data)) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => !ENVELOPE.has(key)));
}

function losses(row: ReadRow, text: string): readonly string[] {
  const data = dataOf(row, text);
  const { answer } = row;
  const rows =
    answer.kind === 'list'
      ? rowsAt(data, answer.at, answer.isLoneAllowed ?? false)
      : [objectAt(data, answer.at)];
  return rows.flatMap((one) => lossOf(answer.shape, one, decodeRow(answer.shape, one)));
}

describe('samples of BingX answers', () => {
  if (samples.length === 0) {
    it.skip('are not present', () => undefined);
    return;
  }

  it.each(answered.map(({ file, path }) => [file, path] as const))(
    '%s is read without loss',
    (file, path) => {
      const row = rowOf(path);
      if (row === undefined) throw new Error('no row');
      expect(losses(row, readFileSync(join(SHARED, file), 'utf8'))).toEqual([]);
    },
  );

  it('has a row for every sample that is no error', () => {
    const errors = unanswered.filter(({ file }) => file.startsWith('error.'));
    const others = unanswered.filter((sample) => !errors.includes(sample));
    process.stdout.write(`${errors.length} samples are errors and have no row\n`);
    for (const { file } of others) process.stdout.write(`no row: ${file}\n`);
    expect(others.map(({ file }) => file)).toEqual([]);
  });
});

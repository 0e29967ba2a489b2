import type { Venue } from '@/modules/exchanges/venue.port';
import type { OrderRef, VenueOrder } from '@/modules/exchanges/venue.types';
import { json, type Answer, type BingxStub } from './bingx-stub';

export type NamedAnswer = readonly [name: string, answer: Answer];

export const dropped: Answer = (_request, response) => {
  response.destroy();
};

export const reset: Answer = (_request, response) => {
  response.socket?.resetAndDestroy();
};

const late =
  (accepted: string): Answer =>
  (_request, response) => {
    setTimeout(() => response.end(accepted), 1_500).unref();
  };

/** Half of what would have been a success. */
export const half =
  (accepted: string): Answer =>
  (_request, response) => {
    response.writeHead(200, { 'content-length': String(accepted.length) });
    response.write(accepted.slice(0, 40));
    setTimeout(() => response.destroy(), 20);
  };

/** What no exchange says on purpose: whatever was sent, nobody knows what became of it. */
export const uncertainAnswers = (accepted: string): readonly NamedAnswer[] => [
  ['an answer after the time limit', late(accepted)],
  ['a connection dropped after accepting', dropped],
  ['a reset', reset],
  ['HTML with status 502', json('<html><h1>502 Bad Gateway</h1></html>', 502)],
  ['status 504', json('', 504)],
  ['broken JSON', json('{"code":0,"data":{')],
  ['no code', json({ data: {} })],
];

/** The venue is there once the cases run, not when they are declared. */
type Opened = () => { readonly stub: BingxStub; readonly venue: Venue };

interface UncertainWrites {
  readonly routes: { readonly submit: string; readonly cancel: string };
  readonly order: VenueOrder;
  readonly ref: OrderRef;
  readonly toSubmit: readonly NamedAnswer[];
  readonly toCancel: readonly NamedAnswer[];
}

/** Whatever comes back instead of an answer, a write is unknown and is not sent again. */
export function itNeverRepeatsWrites(
  { routes, order, ref, toSubmit, toCancel }: UncertainWrites,
  opened: Opened,
): void {
  it.each(toSubmit)('submit: %s is unknown and is sent once', async (_name, answer) => {
    const { stub, venue } = opened();
    stub.on(routes.submit, answer);
    expect(await venue.execution?.submit(order)).toMatchObject({ outcome: 'unknown' });
    expect(stub.count(routes.submit)).toBe(1);
  });

  it.each(toCancel)('cancel: %s is unknown and is sent once', async (_name, answer) => {
    const { stub, venue } = opened();
    stub.on(routes.cancel, answer);
    expect(await venue.execution?.cancel(ref)).toMatchObject({ outcome: 'unknown' });
    expect(stub.count(routes.cancel)).toBe(1);
  });
}

/** What a cancellation is taken for, by what comes back. */
export function itReadsCancellations(
  rows: readonly (readonly [answer: unknown, expected: object])[],
  { route, ref }: { readonly route: string; readonly ref: OrderRef },
  opened: Opened,
): void {
  it.each(rows)('cancel answered by %j is %j', async (answer, expected) => {
    const { stub, venue } = opened();
    stub.on(route, json(answer));
    expect(await venue.execution?.cancel(ref)).toMatchObject(expected);
  });
}

import type { Request } from 'express';
import { subjectOf } from '@/modules/journal/command.interceptor';
import { REDACTED, redacted } from '@/modules/journal/redaction';

const requestTo = (path: string, params: Readonly<Record<string, string>> = {}): Request =>
  ({ path, params, route: { path } }) as unknown as Request;

describe(subjectOf.name, () => {
  it.each([
    ['/strategies/:id/on', { id: '01K9' }, 'strategy', '01K9'],
    ['/orders/:id/cancel', { id: '01KA' }, 'order', '01KA'],
    ['/accounts/:name/balances', { name: 'main' }, 'account', 'main'],
    ['/webhook-secrets/:id', { id: '01KB' }, 'webhook-secret', '01KB'],
    ['/webhook-secrets', {}, 'webhook-secret', '-'],
    ['/orders', {}, 'order', '-'],
  ])('%s is about a %3$s', (path, params, type, id) => {
    expect(subjectOf(requestTo(path, params))).toEqual({ type, id });
  });
});

describe(redacted.name, () => {
  it('keeps what is no secret as it is, and names of secrets in any spelling out', () => {
    const at = new Date('2026-01-15T12:00:00.000Z');
    expect(
      redacted({ quantity: '0.10', at, list: [1, null], apiKey: 'k', API_SECRET: 's', Token: 't' }),
    ).toEqual({
      ...{ quantity: '0.10', at: at.toISOString(), list: [1, null] },
      ...{ apiKey: REDACTED, API_SECRET: REDACTED, Token: REDACTED },
    });
  });

  it('ends on a value that is nested without end', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    expect(JSON.stringify(redacted(loop))).toContain(REDACTED);
  });
});

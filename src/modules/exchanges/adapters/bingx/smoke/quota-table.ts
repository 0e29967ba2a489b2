import type { BingxHost } from '../bingx.client';

const VENUES = ['bingx-usdt-m', 'bingx-coin-m', 'bingx-spot', 'bingx-standard'] as const;

/** What is left of every request limit that was touched, for people. */
export function quotaTable({ limits }: Pick<BingxHost, 'limits'>): string {
  const all = VENUES.map((venue) => limits.of(venue));
  const address = Object.entries(all[0]?.address ?? {}).map(
    ([group, left]) => `${left.padStart(9)}  address, group ${group}`,
  );
  const endpoints = all
    .flatMap((one) => one.endpoints)
    .map(
      ({ endpoint, remaining, limit }) =>
        `${`${String(remaining)}/${String(limit)}`.padStart(9)}  ${endpoint}`,
    );
  return `${['requests left', ...address, ...endpoints].join('\n')}\n`;
}

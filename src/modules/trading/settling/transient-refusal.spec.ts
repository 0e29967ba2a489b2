import type { Order } from '@/modules/orders/order';
import {
  isTransientRefusal,
  mayTryAgain,
  transientAttempts,
} from '@/modules/trading/settling/transient-refusal';

const AT = new Date('2026-01-15T12:00:00Z');
const later = (ms: number): Date => new Date(AT.getTime() + ms);
const attempt = (refusalCategory: string | null, state: Order['state'] = 'REJECTED'): Order =>
  ({ state, refusalCategory, updatedAt: AT }) as Order;

describe('transient refusals', () => {
  it('are those that say nothing about the order', () => {
    expect(isTransientRefusal(attempt('venue-unreachable'))).toBe(true);
    expect(isTransientRefusal(attempt('insufficient-margin'))).toBe(false);
    expect(isTransientRefusal(attempt(null, 'NOT_PLACED'))).toBe(false);
  });

  it('are counted from the newest attempt back to the first other end', () => {
    const [away, margin] = [attempt('venue-unreachable'), attempt('insufficient-margin')];
    expect(transientAttempts([away, margin, away, away])).toBe(2);
    expect(transientAttempts([away, margin])).toBe(0);
  });

  it('are tried again after a pause that doubles up to 30 s', () => {
    const away = attempt('venue-unreachable');
    expect(mayTryAgain([], AT)).toBe(true);
    expect(mayTryAgain([away], later(1_999))).toBe(false);
    expect(mayTryAgain([away], later(2_000))).toBe(true);
    expect(mayTryAgain([away, away], later(3_999))).toBe(false);
    expect(mayTryAgain(Array(50).fill(away), later(29_999))).toBe(false);
    expect(mayTryAgain(Array(50).fill(away), later(30_000))).toBe(true);
  });
});

import { messageOf, summaryOf } from '@/modules/notifications/message';
import type { Notification } from '@/modules/notifications/notification';

const notification = (change: Partial<Notification> = {}): Notification => ({
  id: '01KEZ6Y3J8V5P4Q2R7S9T0W1XA',
  key: 'position-unprotected:x',
  severity: 'critical',
  subject: 'BTC-USDT long has no stop loss for 7 s',
  what: 'It lacks a stop.',
  money: 'account main, 0.01',
  action: 'Set one by hand.',
  runbook: 'position-unprotected',
  openedAt: new Date('2026-01-15T03:00:00.000Z'),
  occurrences: 1,
  clearedAt: null,
  clearedBy: null,
  ...change,
});

describe(messageOf.name, () => {
  it('says what happened, to which money, what to do now and where to read on', () => {
    const { title, text } = messageOf(
      { notification: notification(), phase: 'opened' },
      'https://example.org/runbook',
    );
    expect(title).toBe('[CRITICAL] BTC-USDT long has no stop loss for 7 s');
    expect(text.split('\n')).toEqual([
      'What: It lacks a stop.',
      'Money: account main, 0.01',
      'Do now: Set one by hand.',
      'Runbook: https://example.org/runbook#position-unprotected',
      'Since: 2026-01-15T03:00:00.000Z',
    ]);
  });

  it('says how it ended and that nothing is to be done', () => {
    const over = notification({
      clearedAt: new Date('2026-01-15T03:05:00.000Z'),
      clearedBy: 'The stop rests.',
      money: null,
    });
    const { title, text } = messageOf({ notification: over, phase: 'cleared' }, '');
    expect(title).toMatch(/^\[OVER\] BTC-USDT/);
    expect(text).toContain('What: The stop rests.\nDo now: nothing.');
  });
});

describe(summaryOf.name, () => {
  it('counts each kind, names the gravest first and says where the rest is', () => {
    const due = Array.from({ length: 40 }, (_, index) => ({
      notification: notification({
        id: String(index).padStart(26, '0'),
        severity: index === 39 ? 'critical' : 'info',
        subject: `thing ${String(index)}`,
      }),
      phase: index === 0 ? ('cleared' as const) : ('opened' as const),
    }));
    const { title, text, severity, notificationIds } = summaryOf(due, new Date(0));
    expect(title).toBe('[SUMMARY] 40 messages: 1 critical, 38 info, 1 over');
    expect(text.split('\n')[0]).toBe('- [CRITICAL] thing 39');
    expect(text).toContain('and 25 more');
    expect(severity).toBe('critical');
    expect(notificationIds).toHaveLength(40);
  });
});

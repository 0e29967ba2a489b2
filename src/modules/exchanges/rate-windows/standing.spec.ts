import { carefulShare } from './careful-share';
import { missingFrom, standingOf, untoldOf, type RateMember } from './standing';

const member = (
  instance: string,
  mode: RateMember['mode'],
  untilMs: number,
  place = '',
): RateMember => ({ instance, mode, untilMs, place });
const nobodyEnded = (): boolean => false;
const of = (members: readonly RateMember[], before: RateMember['mode'] | null = null) =>
  standingOf('me', before, members, 1_000, nobodyEnded);

describe(standingOf.name, () => {
  it('is alone when nobody else lives', () => {
    expect(of([])).toMatchObject({ mode: 'alone', others: 0, lostAt: [] });
  });

  it('waits for who is alone, and for nobody else', () => {
    expect(of([member('a', 'alone', 1_001)]).mode).toBe('joining');
    expect(of([member('a', 'shared', 1_001), member('b', 'alone', 1_001)]).mode).toBe('joining');
    expect(of([member('a', 'shared', 1_001), member('b', 'joining', 1_001)]).mode).toBe('shared');
  });

  it('gives up being alone when another one comes', () => {
    const members = [member('me', 'alone', 3_000), member('a', 'joining', 3_000)];
    expect(of(members, 'alone')).toMatchObject({ mode: 'shared', isLapsed: false, others: 1 });
  });

  it('notices that it was taken for dead', () => {
    expect(of([member('me', 'alone', 1_000)], 'alone').isLapsed).toBe(true);
    expect(of([], 'shared').isLapsed).toBe(true);
    expect(of([member('me', 'alone', 1_000)], null).isLapsed).toBe(false);
  });

  it('remembers who died alone for as long as it matters', () => {
    expect(of([member('a', 'alone', 400)])).toMatchObject({ lostAt: [400], forgotten: [] });
    expect(of([member('a', 'shared', 400)])).toMatchObject({ lostAt: [], forgotten: ['a'] });
    expect(of([member('a', 'alone', -69_001)]).forgotten).toEqual(['a']);
  });

  it('does not wait for a process that is proved to be gone, but for what it sent', () => {
    const gone = member('a', 'alone', 3_500, 'here/1');
    const standing = standingOf('me', null, [gone], 1_000, ({ place }) => place === 'here/1');
    expect(standing).toMatchObject({ mode: 'alone', lostAt: [1_000], ended: ['a'] });
  });
});

describe(missingFrom.name, () => {
  const short = { key: 's', capacity: 5, lengthMs: 1_000, reserve: 0 };
  const long = { key: 'l', capacity: 500, lengthMs: 10_000, reserve: 0 };

  it('is all of a short window and the untold part of a long one, for each who died', () => {
    expect(missingFrom(short, [900], 1_000)).toEqual({ count: 5, until: 1_910 });
    expect(missingFrom(short, [900], 1_910).count).toBe(0);
    expect(missingFrom(long, [900, 950], 1_000)).toEqual({ count: 50, until: 11_000 });
    expect(untoldOf(long)).toBe(25);
    expect(missingFrom({ ...long, capacity: Number.POSITIVE_INFINITY }, [], 1).count).toBe(0);
  });
});

describe(carefulShare.name, () => {
  it('is an equal part, or one request in several windows', () => {
    const rule = { key: 'k', capacity: 5, lengthMs: 1_000, reserve: 1 };
    expect(carefulShare(rule, 0)).toMatchObject({ capacity: 2, lengthMs: 1_000, reserve: 0 });
    expect(carefulShare(rule, 3)).toMatchObject({ capacity: 1, lengthMs: 1_000 });
    expect(carefulShare({ ...rule, capacity: 2 }, 3)).toMatchObject({
      capacity: 1,
      lengthMs: 3_000,
    });
  });
});

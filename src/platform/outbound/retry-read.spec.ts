import { retryRead } from './retry-read';

describe(retryRead.name, () => {
  const waits: number[] = [];
  const options = {
    random: () => 1,
    sleep: (ms: number) => {
      waits.push(ms);
      return Promise.resolve();
    },
  };

  beforeEach(() => waits.splice(0));

  it('stops at the first attempt that is done', async () => {
    let made = 0;
    const value = await retryRead(() => {
      made += 1;
      return Promise.resolve({ done: made === 2, value: made });
    }, options);
    expect([value, made, waits]).toEqual([2, 2, [150]]);
  });

  it('gives back the last value when the attempts are used up, with growing pauses', async () => {
    let made = 0;
    const attempt = () => {
      made += 1;
      return Promise.resolve({ done: false, value: made });
    };
    expect(await retryRead(attempt, { ...options, attempts: 5, maxDelayMs: 500 })).toBe(5);
    expect(waits).toEqual([150, 300, 500, 500]);
  });

  it('does not go on once it was given up', async () => {
    const aborted = { ...options, signal: AbortSignal.abort() };
    expect(await retryRead(() => Promise.resolve({ done: false, value: 1 }), aborted)).toBe(1);
    expect(waits).toEqual([]);
  });
});

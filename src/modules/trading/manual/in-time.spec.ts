import { ANSWER_WITHIN_MS, inTime } from '@/modules/trading/manual/in-time';

describe(inTime.name, () => {
  const late: unknown[] = [];

  beforeEach(() => {
    late.length = 0;
    jest.useFakeTimers();
  });
  afterEach(() => jest.useRealTimers());

  const after = (ms: number, end: () => void): void => void setTimeout(end, ms);
  const note = (error: unknown): void => void late.push(error);

  it('answers with the outcome, or fails with its failure', async () => {
    await expect(inTime(Promise.resolve('done'), note)).resolves.toBe('done');
    await expect(inTime(Promise.reject(new Error('refused')), note)).rejects.toThrow('refused');
    expect(late).toEqual([]);
  });

  it('answers null when it takes too long, and tells of a failure that comes then', async () => {
    const failure = new Error('too late');
    const work = new Promise((_resolve, reject) => {
      after(ANSWER_WITHIN_MS + 1, () => reject(failure));
    });
    const answer = inTime(work, note);
    await jest.advanceTimersByTimeAsync(ANSWER_WITHIN_MS);
    await expect(answer).resolves.toBeNull();
    await jest.advanceTimersByTimeAsync(1);
    expect(late).toEqual([failure]);
  });
});

import { settledWithin } from '@/platform/worker/settled-within';

describe(settledWithin.name, () => {
  it('says whether the work ended in time, and does not care how', async () => {
    expect(await settledWithin(Promise.resolve(1), 50)).toBe(true);
    expect(await settledWithin(Promise.reject(new Error('x')), 50)).toBe(true);
    expect(await settledWithin(new Promise(() => undefined), 10)).toBe(false);
  });
});

import { CallerContext } from '@/platform/http/caller-context';

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe(CallerContext.name, () => {
  it('knows nobody outside a request', () => {
    const context = new CallerContext();
    context.identify('maria');
    expect(context.actor()).toBeNull();
  });

  it('keeps two requests that run at once apart, and takes a name later', async () => {
    const context = new CallerContext();
    const request = (who: string, from: string): Promise<unknown> =>
      context.run({ who: 'anonymous', from }, async () => {
        await pause();
        context.identify(who);
        await pause();
        return context.actor();
      });
    expect(await Promise.all([request('maria', '10.0.0.1'), request('john', '10.0.0.2')])).toEqual([
      { who: 'maria', from: '10.0.0.1' },
      { who: 'john', from: '10.0.0.2' },
    ]);
  });
});

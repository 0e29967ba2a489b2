import { Agent, createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stopInOrder } from '@/platform/http/graceful-shutdown';

async function openServer(handle: (response: ServerResponse) => void) {
  const server = createServer((_request, response) => {
    handle(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const ask = (): Promise<number> =>
    new Promise((resolve, reject) => {
      get({ port, host: '127.0.0.1', agent }, (answer) => {
        answer.resume().on('end', () => {
          resolve(answer.statusCode ?? 0);
        });
      }).on('error', reject);
    });
  return { server, ask };
}

describe(stopInOrder.name, () => {
  it('answers what is under way, then closes the application', async () => {
    const events: string[] = [];
    let waiting: ServerResponse | null = null;
    const { server, ask } = await openServer((response) => {
      waiting = response;
    });
    const answer = ask().then((status) => events.push(`answered ${String(status)}`));
    while (waiting === null) await new Promise((resolve) => setTimeout(resolve, 5));
    const stopped = stopInOrder({
      server,
      close: () => Promise.resolve(void events.push('closed')),
    });
    await expect(ask()).rejects.toThrow();
    (waiting as ServerResponse).end();
    await Promise.all([answer, stopped]);
    expect(events).toEqual(['answered 200', 'closed']);
  });

  it('cuts off what does not end in time, and idle connections at once', async () => {
    const { server, ask } = await openServer(() => undefined);
    const hanging = ask().catch(() => 'cut off');
    await new Promise((resolve) => setTimeout(resolve, 30));
    await stopInOrder({ server, close: () => Promise.resolve() }, 100);
    expect(await hanging).toBe('cut off');

    const idle = await openServer((response) => response.end());
    await idle.ask();
    const startedMs = performance.now();
    await stopInOrder({ server: idle.server, close: () => Promise.resolve() });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });
});

import { parseArgs } from 'node:util';
import { DEFAULT_KEY, DEFAULT_SECRET, startSimulator } from './start-simulator';

/** The simulator as a process of its own: `npm run simulator`. The first line printed is JSON, the rest is for people. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '9100' },
      book: { type: 'string', default: '.local/simulator-book.jsonl' },
      key: { type: 'string', default: DEFAULT_KEY },
      secret: { type: 'string', default: DEFAULT_SECRET },
    },
  });
  const port = Number.parseInt(values.port, 10);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError('--port must be 0 to 65535');
  const simulator = await startSimulator({
    port,
    book: values.book,
    key: values.key,
    secret: values.secret,
  });
  const print = (line: string): boolean => process.stdout.write(`${line}\n`);
  print(JSON.stringify({ listening: simulator.url }));
  print('');
  print(
    `A BingX exchange (USDT-M, Coin-M, spot, standard) with play money; its book is ${values.book}. Stop it with Ctrl+C.`,
  );
  print('Settings for the service:');
  print(`  BINGX_API_URL=${simulator.url}`);
  print(`  BINGX_API_KEY=${simulator.key}`);
  print(`  BINGX_SECRET_KEY=${simulator.secret}`);
  const sockets = simulator.url.replace(/^http/, 'ws');
  print(`Sockets: ${sockets}/swap-market, ${sockets}/cswap-market, ${sockets}/spot-market`);
  print(`What it knows: curl ${simulator.url}/__control/state`);
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void simulator.stop().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `The simulator did not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});

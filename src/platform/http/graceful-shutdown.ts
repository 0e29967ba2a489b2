import type { Server } from 'node:http';
import type { Logger } from 'pino';

/** Time for requests under way, and for everything together, in milliseconds. */
const DRAIN_MS = 5_000;
const STOP_MS = 10_000;

/** What is stopped: the server first, then the application with its workers and databases. */
export interface Stoppable {
  readonly server: Server;
  readonly close: () => Promise<void>;
}

/**
 * On SIGTERM or SIGINT: no new connections, requests under way are answered, workers finish what they hold,
 * databases close last. Over the time limit, or at a second signal, the process ends at once with status 1;
 * whatever it held is picked up by its lease.
 */
export function stopOnSignals(target: Stoppable, logger: Logger): void {
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    logger.info({ signal }, 'stopping');
    setTimeout(() => {
      logger.fatal('not stopped in time');
      process.exit(1);
    }, STOP_MS).unref();
    stopInOrder(target)
      .then(() => {
        logger.info('stopped');
        process.exit(0);
      })
      .catch((err: unknown) => {
        logger.fatal({ err }, 'stopping failed');
        process.exit(1);
      });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Stops the server, then the application. Resolves when both are done. */
export async function stopInOrder({ server, close }: Stoppable, drainMs = DRAIN_MS): Promise<void> {
  await drain(server, drainMs);
  await close();
}

/** Closes a server: idle connections at once, busy ones after their answer, all of them after `drainMs`. */
async function drain(server: Server, drainMs: number): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, 50);
  const limit = setTimeout(() => {
    server.closeAllConnections();
  }, drainMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(limit);
}

/** An error that nobody handled leaves the process in an unknown state: say so and end, the supervisor starts anew. */
export function exitOnUnhandled(logger: Logger): void {
  const end = (err: unknown): void => {
    logger.fatal({ err }, 'unhandled error');
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

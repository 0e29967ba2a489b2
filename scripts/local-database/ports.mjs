import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

const START_TIMEOUT_MS = 60_000;

/** A free loopback port, the one used last time when it still is. */
export async function freePort(preferred = 0) {
  const take = (port) =>
    new Promise((done, fail) => {
      const server = createServer();
      server.once('error', fail);
      server.listen(port, '127.0.0.1', () => {
        const { port: taken } = server.address();
        server.close(() => done(taken));
      });
    });
  return take(preferred).catch(() => take(0));
}

/** Where no system takes the near end of a connection from, so that nobody is there when its owner listens. */
const QUIET_PORTS = { from: 15_000, to: 30_000 };

/** A free loopback port on which a program may listen later, and again after it was ended. */
export async function quietPort() {
  for (;;) {
    const port = randomInt(QUIET_PORTS.from, QUIET_PORTS.to);
    if ((await freePort(port)) === port) return port;
  }
}

/** Waits until a database greets on a port; `failure` says why it never will. */
export async function untilAnswering(port, failure) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await greets(port))) {
    const reason = failure();
    if (reason !== null) throw new Error(reason);
    if (Date.now() > deadline)
      throw new Error(`no answer on port ${port} within ${START_TIMEOUT_MS / 1000} s`);
    await pause(50);
  }
}

/** True when the server sends its greeting: four bytes of header, then protocol version 10. */
function greets(port) {
  return new Promise((done) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (answer) => {
      socket.destroy();
      done(answer);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => end(false));
    socket.once('data', (bytes) => end(bytes[4] === 10));
  });
}

function pause(ms) {
  return new Promise((done) => setTimeout(done, ms));
}

import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { WebSocketServer } from 'ws';

/**
 * A market under load, as a process of its own: every subscribed topic gets so many prices a second, compressed as
 * BingX does. A price is the moment at which it was sent, in microseconds of this machine's clock, so that whoever
 * gets it knows how long it took. `node tick-server.mjs <port> <perSecond>`
 */
const [port, perSecond] = process.argv.slice(2).map(Number);
const STEP_MS = 5;

const micros = () => Math.round((performance.timeOrigin + performance.now()) * 1000);
const server = createServer((_request, response) => response.end('ready'));
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

sockets.on('connection', (socket) => {
  const topics = [];
  let sent = 0;
  let beganMs = 0;
  const timer = setInterval(() => {
    if (topics.length === 0) return;
    const due = ((performance.now() - beganMs) / 1000) * perSecond * topics.length;
    for (; sent < due; sent += 1) {
      const topic = topics[sent % topics.length];
      const data = {
        e: 'lastPriceUpdate',
        E: Date.now(),
        s: topic.split('@')[0],
        c: String(micros()),
      };
      const text = JSON.stringify({ code: 0, dataType: topic, data });
      socket.send(gzipSync(text, { level: 1 }), { binary: true });
    }
  }, STEP_MS);
  socket.on('message', (bytes) => {
    const text = bytes.toString();
    if (!text.startsWith('{')) return;
    const { id, dataType } = JSON.parse(text);
    const answer = { id, code: 0, msg: '', dataType: '', data: null };
    socket.send(gzipSync(JSON.stringify(answer)), { binary: true });
    topics.push(dataType);
    // The load begins anew with each topic, so that subscribing leaves no backlog.
    sent = 0;
    beganMs = performance.now();
  });
  socket.on('close', () => clearInterval(timer));
});
server.listen(port, '127.0.0.1');

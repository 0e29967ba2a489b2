import { gzipSync } from 'node:zlib';
import { FakeLog, FakeSockets, ManualTime } from '@test/support/fakes/fake-sockets';
import { StreamConnection } from './stream-connection';
import { SocketSlots, STREAM_LIMITS } from './stream-time';

function setUp(most = 60) {
  const sockets = new FakeSockets();
  const time = new ManualTime();
  const log = new FakeLog();
  const told: string[] = [];
  const slots = new SocketSlots(most);
  let address = (): Promise<string> => Promise.resolve('wss://somewhere/?listenKey=abc');
  const connection = new StreamConnection(
    { venue: 'bingx-usdt-m', stream: 'market' },
    { open: sockets.open, time, log, slots, limits: STREAM_LIMITS },
    {
      address: () => address(),
      onUp: (missed) => told.push(`up ${missed === null ? '-' : 'missed'}`),
      onDown: () => told.push('down'),
      onFrame: (frame) => {
        if (frame['odd'] === true) throw new Error('odd frame');
        told.push(JSON.stringify(frame));
      },
    },
  );
  const up = async (): Promise<void> => {
    connection.open();
    await time.advance(0);
    sockets.last.accept();
  };
  const setAddress = (next: () => Promise<string>): void => {
    address = next;
  };
  return { sockets, time, log, told, slots, connection, up, setAddress };
}

describe(StreamConnection.name, () => {
  it('answers both kinds of heartbeat, and only those', async () => {
    const { sockets, told, up, connection } = setUp();
    await up();
    sockets.last.push('Ping');
    sockets.last.push({ ping: '5963ba', time: '2023-10-02T18:51:55.089+0800' });
    sockets.last.bytes(Buffer.from('Ping'), false);
    sockets.last.push({ text: 'shipping', Ping: 1 });
    expect(sockets.last.sent).toEqual([
      'Pong',
      '{"pong":"5963ba","time":"2023-10-02T18:51:55.089+0800"}',
      'Pong',
    ]);
    expect(told).toEqual(['up -', '{"text":"shipping","Ping":1}']);
    expect(connection.status()).toMatchObject({ state: 'up', badFrames: 0, lastFrameAgeMs: 0 });
  });

  it('ends a silent connection, and says since when nothing was heard', async () => {
    const { sockets, time, told, up, connection } = setUp();
    await up();
    await time.advance(15_000);
    sockets.last.push('Ping');
    await time.advance(19_999);
    expect(connection.isUp).toBe(true);
    await time.advance(1);
    expect(sockets.last.isEnded).toBe(true);
    expect(connection.status()).toMatchObject({ state: 'waiting', lastEnd: 'silent for 20 s' });
    await time.advance(500);
    sockets.last.accept();
    expect(told).toEqual(['up -', 'down', 'up missed']);
    expect(connection.status()).toMatchObject({ state: 'up', reconnects: 1 });
  });

  it('gives up an attempt that takes too long', async () => {
    const { sockets, time, connection } = setUp();
    connection.open();
    await time.advance(10_000);
    expect(sockets.last.isEnded).toBe(true);
    expect(connection.status().lastEnd).toBe('no connection within the time limit');
    await time.advance(250);
    expect(sockets.all).toHaveLength(2);
  });

  it('waits longer after each failure, by chance within a growing limit', async () => {
    const { sockets, time, connection } = setUp();
    connection.open();
    const waits: number[] = [];
    for (let round = 0; round < 9; round += 1) {
      time.chance = round === 8 ? 0 : 1;
      await time.advance(0);
      sockets.last.end('ECONNREFUSED');
      const before = sockets.all.length;
      let waited = 0;
      for (; sockets.all.length === before; waited += 50) await time.advance(50);
      waits.push(waited);
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 3_000]);
  });

  it('forgets its failures only after a connection that lasted', async () => {
    const { sockets, time, connection } = setUp();
    time.chance = 1;
    connection.open();
    for (let round = 0; round < 3; round += 1) {
      await time.advance(8_000);
      sockets.last.accept();
      sockets.last.end();
    }
    await time.advance(1_999);
    expect(sockets.all).toHaveLength(3);
    await time.advance(1);
    sockets.last.accept();
    for (let beat = 0; beat < 3; beat += 1) {
      await time.advance(10_000);
      sockets.last.push('Ping');
    }
    sockets.last.end();
    await time.advance(500);
    expect(sockets.all).toHaveLength(5);
  });

  it('contains frames that are no gzip, no JSON or not understood', async () => {
    const { sockets, time, log, told, up, connection } = setUp();
    await up();
    const { last } = sockets;
    last.bytes(Buffer.from('no gzip'));
    last.bytes(gzipSync('{"half":').subarray(0, 15));
    last.push('{"half":');
    last.push({ odd: true });
    last.bytes(Buffer.from('{"text":1}'), false);
    last.push({ fine: 1 });
    expect(connection.status()).toMatchObject({ state: 'up', badFrames: 5 });
    expect(told).toEqual(['up -', '{"fine":1}']);
    expect(log.count('warn')).toBe(1);
    await time.advance(19_000);
    last.push('Ping');
    for (let beat = 0; beat < 3; beat += 1) {
      await time.advance(15_000);
      last.push('Ping');
    }
    last.bytes(Buffer.from('no gzip'));
    expect(log.lines.filter(({ level }) => level === 'warn').at(-1)?.fields).toMatchObject({
      frames: 5,
      problem: 'not-gzip',
    });
  });

  it('makes the connection anew when nothing on it is understood', async () => {
    const { sockets, time, up, connection } = setUp();
    await up();
    for (let frame = 0; frame < 20; frame += 1) sockets.last.bytes(Buffer.from('no gzip'));
    expect(connection.status().state).toBe('waiting');
    await time.advance(500);
    expect(sockets.all).toHaveLength(2);
  });

  it('is calm about being offline: one line, and one when it is back', async () => {
    const { sockets, time, log, connection } = setUp();
    connection.open();
    for (let round = 0; round < 6; round += 1) {
      await time.advance(30_000);
      sockets.last.end('ENOTFOUND');
    }
    expect(log.count('info')).toBe(1);
    expect(log.count('warn')).toBe(0);
    await time.advance(30_000);
    sockets.last.accept();
    expect(log.lines.filter(({ level }) => level === 'info').map(({ message }) => message)).toEqual(
      [
        'no stream; asking by REST meanwhile and trying again in the background',
        'the stream is back',
      ],
    );
  });

  it('counts a failed address as a failed attempt', async () => {
    const { sockets, time, connection, setAddress, told } = setUp();
    setAddress(() => Promise.reject(new Error('no listen key')));
    connection.open();
    await time.advance(0);
    expect(connection.status()).toMatchObject({ state: 'waiting', lastEnd: 'no listen key' });
    setAddress(() => Promise.resolve('wss://x'));
    await time.advance(500);
    sockets.last.accept();
    expect(told).toEqual(['up -']);
  });

  it('connects again at once for a new key, but not again and again', async () => {
    const { sockets, time, up, connection } = setUp();
    time.chance = 1;
    await up();
    connection.reopen('the listen key is over');
    await time.advance(0);
    expect(sockets.all).toHaveLength(2);
    sockets.last.accept();
    connection.reopen('the listen key is over');
    await time.advance(400);
    expect(sockets.all).toHaveLength(2);
    await time.advance(100);
    expect(sockets.all).toHaveLength(3);
  });

  it('opens no more sockets than there are slots, and gives them back', async () => {
    const { sockets, time, slots, connection } = setUp(1);
    expect(slots.take()).toBe(true);
    connection.open();
    await time.advance(0);
    expect(sockets.all).toHaveLength(0);
    expect(connection.status().lastEnd).toBe('all sockets of this address are taken');
    slots.give();
    await time.advance(500);
    sockets.last.accept();
    expect(slots.take()).toBe(false);
    connection.close();
    expect(slots.take()).toBe(true);
  });

  it('is deaf to what comes from a socket it has left, and leaves no timers behind', async () => {
    const { sockets, time, told, up, connection } = setUp();
    await up();
    connection.close();
    sockets.last.push({ late: 1 });
    expect(told).toEqual(['up -', 'down']);
    expect(time.waiting).toBe(0);
    connection.close();
    await time.advance(60_000);
    expect(sockets.all).toHaveLength(1);
  });
});

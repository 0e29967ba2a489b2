import type { WebSocket } from 'ws';

/** Told what becomes of a socket. `onEnd` comes once, last, and also when the connection was never made. */
export interface SocketListener {
  onOpen(): void;
  onFrame(bytes: Buffer, isBinary: boolean): void;
  /** Why it ended, without addresses or URLs: they may hold secrets. */
  onEnd(reason: string): void;
}

/** One websocket connection. */
export interface OutboundSocket {
  /** Sends a text frame; on a socket that is not open it does nothing. */
  send(text: string): void;
  /** Ends the connection at once. */
  close(): void;
}

export interface SocketOptions {
  /** Time limit of the connection with its handshake, in milliseconds. */
  readonly connectMs: number;
  /** Largest frame in bytes; a larger one ends the socket. */
  readonly maxFrameBytes?: number;
}

/** Opens a websocket. Never throws: whatever fails is told to the listener. */
export type OpenSocket = (
  url: string,
  listener: SocketListener,
  options: SocketOptions,
) => OutboundSocket;

const DEFAULT_MAX_FRAME_BYTES = 4 * 1024 * 1024;

/** Opens a websocket through `ws`, which is loaded with the first one. Only this folder knows ws. */
export const openSocket: OpenSocket = (url, listener, options) => {
  let socket: WebSocket | null = null;
  let isEnded = false;
  const end = (reason: string): void => {
    if (isEnded) return;
    isEnded = true;
    listener.onEnd(reason);
  };
  import('ws')
    .then(({ WebSocket: Client }) => {
      if (isEnded) return;
      socket = new Client(url, {
        handshakeTimeout: options.connectMs,
        maxPayload: options.maxFrameBytes ?? DEFAULT_MAX_FRAME_BYTES,
        perMessageDeflate: false,
        followRedirects: false,
      });
      follow(socket, listener, () => isEnded, end);
    })
    .catch((error: unknown) => {
      end(reasonOf(error));
    });
  return {
    send: (text) => {
      if (socket?.readyState === socket?.OPEN) socket?.send(text);
    },
    close: () => {
      // The listener hears of it first, so that nothing that is still on its way reaches it afterwards.
      end('closed here');
      socket?.terminate();
    },
  };
};

function follow(
  socket: WebSocket,
  listener: SocketListener,
  isEnded: () => boolean,
  end: (reason: string) => void,
): void {
  socket.on('open', () => {
    if (!isEnded()) listener.onOpen();
  });
  socket.on('message', (data, isBinary) => {
    if (!isEnded()) listener.onFrame(bytesOf(data), isBinary);
  });
  socket.on('unexpected-response', (_request, response) => {
    end(`handshake refused with HTTP status ${String(response.statusCode ?? 0)}`);
    socket.terminate();
  });
  socket.on('error', (error) => {
    end(reasonOf(error));
    socket.terminate();
  });
  socket.on('close', (code) => {
    end(`closed with ${String(code)}`);
  });
}

function bytesOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

/** The code or the kind of a failure; messages may name the URL. */
function reasonOf(error: unknown): string {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && code !== '') return code;
  const isLate = error instanceof Error && error.message === 'Opening handshake has timed out';
  return isLate ? 'no handshake within the time limit' : 'connection failed';
}

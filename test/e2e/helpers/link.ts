import type { Socket } from 'bun';

type Peer = { server: boolean; other: Socket<Peer> | undefined; waiting: Uint8Array[] };

export type Link = {
  url: string;
  /** Resets every connection and refuses new ones: the cable is out. */
  cut(): void;
  /** What the person sends arrives, what the server sends does not. */
  swallowReplies(): void;
  /** Nothing arrives any more and no connection closes: the train is in the tunnel. */
  swallow(): void;
  restore(): void;
  /** Plays a proxy that knows no WebSocket: each upgrade gets an error, all else passes. */
  refuseSockets(on: boolean): void;
  /** Leads new connections to another server, and ends those that are open: what a balancer does when a node dies. */
  leadTo(port: number): void;
  /** Counts WebSockets that are open on this line. */
  webSockets(): number;
  stop(): void;
};

/**
 * Opens one person's line to the server: a TCP relay on loopback that a test can cut, which `setOffline` does not do
 * to open sockets.
 */
export function openLink(serverPort: number): Link {
  let state: 'open' | 'cut' | 'swallowing' | 'one-way' = 'open';
  let refusing = false;
  let target = serverPort;
  const sockets = new Set<Socket<Peer>>();
  const webSockets = new Set<Socket<Peer>>();

  const forward = (socket: Socket<Peer>, chunk: Uint8Array): void => {
    if (state === 'swallowing' || (state === 'one-way' && socket.data.server)) return;
    if (startsSocket(chunk)) {
      if (refusing) {
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      webSockets.add(socket);
    }
    const { other } = socket.data;
    if (other === undefined) socket.data.waiting.push(chunk.slice());
    else push(other, chunk.slice());
  };
  /** `write` may take a part; the rest waits for `drain`. */
  const push = (to: Socket<Peer>, chunk: Uint8Array): void => {
    to.data.waiting.push(chunk);
    flush(to);
  };
  const flush = (to: Socket<Peer>): void => {
    for (let head = to.data.waiting[0]; head !== undefined; head = to.data.waiting[0]) {
      const sent = to.write(head);
      if (sent < 0) return;
      if (sent < head.length) {
        to.data.waiting[0] = head.subarray(sent);
        return;
      }
      to.data.waiting.shift();
    }
  };
  const handleClose = (socket: Socket<Peer>): void => {
    sockets.delete(socket);
    webSockets.delete(socket);
    if (state !== 'swallowing') socket.data.other?.end();
  };

  const listener = Bun.listen<Peer>({
    hostname: '127.0.0.1',
    port: 0,
    socket: {
      async open(socket) {
        socket.data = { server: false, other: undefined, waiting: [] };
        sockets.add(socket);
        if (state === 'cut') {
          socket.terminate();
          return;
        }
        if (state === 'swallowing') return;
        try {
          const other = await Bun.connect<Peer>({
            hostname: '127.0.0.1',
            port: target,
            data: { server: true, other: socket, waiting: [] },
            socket: { data: forward, drain: flush, close: handleClose, error: handleClose },
          });
          sockets.add(other);
          const early = socket.data.waiting;
          socket.data = { server: false, other, waiting: [] };
          for (const chunk of early) push(other, chunk);
        } catch {
          socket.terminate();
        }
      },
      data: forward,
      drain: flush,
      close: handleClose,
      error: handleClose,
    },
  });
  const reset = (): void => {
    for (const socket of sockets) socket.terminate();
    sockets.clear();
  };
  return {
    url: `http://127.0.0.1:${listener.port}`,
    cut() {
      state = 'cut';
      reset();
    },
    swallowReplies() {
      state = 'one-way';
    },
    swallow() {
      state = 'swallowing';
    },
    restore() {
      state = 'open';
      reset();
    },
    refuseSockets(on) {
      refusing = on;
    },
    leadTo(port) {
      target = port;
      reset();
    },
    webSockets: () => webSockets.size,
    stop() {
      reset();
      listener.stop(true);
    },
  };
}

function startsSocket(chunk: Uint8Array): boolean {
  return new TextDecoder().decode(chunk.subarray(0, 8)) === 'GET /ws ';
}

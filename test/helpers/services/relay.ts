import { connect, createServer, type Socket } from 'node:net';
import { stablePort } from './process.ts';

export type Relay = Awaited<ReturnType<typeof startRelay>>;

/**
 * Stands between a program and a server as the network does. `cut`: nothing comes through any more and nobody is told, as
 * when a cable is pulled; `restore` brings what was on the way, as TCP does. `refuse`: all connections end and none is
 * taken, until `restore`.
 */
export async function startRelay(target: number) {
  const pairs = new Set<[Socket, Socket]>();
  let isCut = false;
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true }, join);

  function join(near: Socket): void {
    // While it is cut no byte is read from either side: their windows fill, and they wait.
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    pass(near, far);
    pass(far, near);
    const end = () => {
      if (!pairs.delete(pair)) return;
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) {
      socket.setNoDelay(true);
      socket.on('error', end).on('close', end);
      if (!isCut) socket.resume();
    }
  }

  function pass(from: Socket, to: Socket): void {
    from.on('data', (bytes) => {
      if (!to.write(bytes)) from.pause();
    });
    to.on('drain', () => {
      if (!isCut) from.resume();
    });
    from.on('end', () => to.end());
    from.pause();
  }

  const listen = (port: number) =>
    new Promise<number>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', () => {
        resolve((server.address() as { port: number }).port);
      });
    });
  const close = () => {
    for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const port = await listen(stablePort());
  return {
    port,
    cut() {
      isCut = true;
      for (const pair of pairs) for (const socket of pair) socket.pause();
    },
    refuse: close,
    async restore() {
      isCut = false;
      if (!server.listening) await listen(port);
      for (const pair of pairs) for (const socket of pair) socket.resume();
    },
    async stop() {
      if (server.listening) await close();
    },
  };
}

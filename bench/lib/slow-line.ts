import { connect, createServer, type Socket } from 'node:net';
import { Transform, type TransformCallback } from 'node:stream';

/**
 * One direction of a line lets so many bits through a second, each byte `delayMs` on its way. What waits at its end
 * is not read.
 */
class Direction extends Transform {
  bytes = 0;
  private due = 0;

  constructor(
    private readonly bitsPerMs: number,
    private readonly delayMs: number,
  ) {
    super({ writableHighWaterMark: 8192, readableHighWaterMark: 8192 });
  }

  override _transform(chunk: Buffer, _: string, done: TransformCallback): void {
    this.bytes += chunk.length;
    const now = performance.now();
    this.due = Math.max(now, this.due) + (chunk.length * 8) / this.bitsPerMs;
    setTimeout(() => {
      setTimeout(() => this.push(chunk), this.delayMs);
      done();
    }, this.due - now);
  }

  override _flush(done: TransformCallback): void {
    setTimeout(done, this.delayMs);
  }
}

export type SlowLine = {
  port: number;
  /** Counts bytes of TCP's payload in each direction. */
  bytes(): { up: number; down: number };
  stop(): void;
};

/** A TCP relay on loopback to `port`, as slow as a poor mobile line. */
export function slowLine(
  port: number,
  { bitsPerSecond, roundTripMs }: { bitsPerSecond: number; roundTripMs: number },
): Promise<SlowLine> {
  const sockets = new Set<Socket>();
  const lines: { up: Direction; down: Direction }[] = [];
  const server = createServer({ highWaterMark: 8192 }, (device) => {
    const far = connect({ port, host: '127.0.0.1' });
    const make = () => new Direction(bitsPerSecond / 1000, roundTripMs / 2);
    const line = { up: make(), down: make() };
    lines.push(line);
    device.pipe(line.up).pipe(far);
    far.pipe(line.down).pipe(device);
    for (const socket of [device, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
  });
  const sum = (way: 'up' | 'down') => lines.reduce((all, line) => all + line[way].bytes, 0);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') throw new Error('no port');
      resolve({
        port: address.port,
        bytes: () => ({ up: sum('up'), down: sum('down') }),
        stop() {
          server.close();
          for (const socket of sockets) socket.destroy();
        },
      });
    });
  });
}

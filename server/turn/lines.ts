import { type Address, familyOf } from './address.ts';
import { FAMILY } from './attributes.ts';
import { Framing, padded } from './framing.ts';

/** A client's way to the relay. */
export type Line = {
  send(frame: Buffer): void;
  close(): void;
  onFrame: (frame: Buffer) => void;
  /** Rejects when the line cannot be used any more. It never resolves. */
  failed: Promise<never>;
};

export async function connectByUdp({ address, port }: Address): Promise<Line> {
  const socket = await Bun.udpSocket({
    hostname: familyOf(address) === FAMILY.v6 ? '::' : '0.0.0.0',
    // Only what comes from there is read.
    connect: { hostname: address, port },
    socket: { data: (_, data) => line.onFrame(data), error() {} },
  });
  const line: Line = {
    // What an ICMP error has failed is as good as lost; requests are sent again.
    send(frame) {
      try {
        socket.send(frame);
      } catch {}
    },
    close: () => socket.close(),
    onFrame() {},
    failed: new Promise(() => {}),
  };
  return line;
}

/** `serverName`: by TLS, and only where the certificate is this name's; '' is TCP. */
export async function connectByStream(
  { address, port }: Address,
  serverName: string,
  ca?: string,
): Promise<Line> {
  const framing = new Framing();
  const failed = Promise.withResolvers<never>();
  // Who closes it waits for nothing.
  failed.promise.catch(() => {});
  const ready = Promise.withResolvers<void>();
  const fail = (error: unknown) => {
    ready.reject(error);
    failed.reject(error);
  };
  const isSecure = serverName !== '';
  const socket = await Bun.connect({
    hostname: address,
    port,
    ...(isSecure ? { tls: { serverName, rejectUnauthorized: true, ...(ca ? { ca } : {}) } } : {}),
    socket: {
      open: () => (isSecure ? undefined : ready.resolve()),
      handshake(_, isOk, error) {
        if (isOk && !error) ready.resolve();
        else fail(error ?? new Error('handshake'));
      },
      data(_, chunk) {
        const frames = framing.push(chunk);
        if (!frames) return fail(new Error('not TURN'));
        for (const frame of frames) line.onFrame(Buffer.from(frame));
      },
      close: () => fail(new Error('closed')),
      error: (_, error) => fail(error),
    },
  });
  const line: Line = {
    send: (frame) => void socket.write(padded(frame)),
    close: () => socket.terminate(),
    onFrame() {},
    failed: failed.promise,
  };
  await ready.promise;
  return line;
}

import { connect } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { authoritiesFor } from './authorities.ts';

const PATIENCE_MS = 3000;
/** The first words of AMQP 0-9-1. */
const HEADER = Buffer.from('AMQP\u0000\u0000\u0009\u0001', 'latin1');

/** Reads the version that a broker says of itself before anybody has signed in: the client passes it on to nobody. */
export function readVersion(url: string): Promise<string> {
  const { hostname: host, port, protocol } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket =
    protocol === 'amqps:'
      ? connectSecurely({
          host,
          port: Number(port || 5671),
          servername: host,
          ...authoritiesFor(url),
        })
      : connect({ host, port: Number(port || 5672) });
  let said = Buffer.alloc(0);
  socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('ETIMEDOUT')));
  socket.on('data', (bytes: Buffer) => {
    said = Buffer.concat([said, bytes]);
    if (isWhole(said)) resolve(versionIn(said));
  });
  socket.on('error', reject);
  socket.on('close', () => reject(new Error('ECONNRESET')));
  socket.write(HEADER);
  return promise.finally(() => socket.destroy());
}

/** A frame: its kind, a channel, the length of what follows, and a byte that ends it. */
const isWhole = (frame: Buffer): boolean =>
  frame.length >= 8 && frame.length >= frame.readUInt32BE(3) + 8;

/** In its table of properties a name follows its length in one byte, and a text `S` and its length in four. */
function versionIn(frame: Buffer): string {
  const name = '\u0007versionS';
  const at = frame.indexOf(name, 0, 'latin1');
  if (at === -1) return '';
  const begin = at + name.length + 4;
  return frame.toString('utf8', begin, begin + frame.readUInt32BE(begin - 4));
}

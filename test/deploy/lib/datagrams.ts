import { dlopen, ptr } from 'bun:ffi';
import { until } from '../../helpers/until.ts';

const { symbols } = dlopen('libc.so.6', {
  socket: { args: ['i32', 'i32', 'i32'], returns: 'i32' },
  bind: { args: ['i32', 'ptr', 'u32'], returns: 'i32' },
  recv: { args: ['i32', 'ptr', 'u64', 'i32'], returns: 'i64' },
  close: { args: ['i32'], returns: 'i32' },
});
const [AF_UNIX, SOCK_DGRAM, MSG_DONTWAIT] = [1, 2, 0x40];

/** Plays systemd at the other end of NOTIFY_SOCKET. `@name` is an abstract socket, unix(7). */
export function listenForDatagrams(path: string) {
  const name = path.startsWith('@') ? `\0${path.slice(1)}` : `${path}\0`;
  const address = Buffer.concat([Buffer.from([AF_UNIX, 0]), Buffer.from(name)]);
  const socket = symbols.socket(AF_UNIX, SOCK_DGRAM, 0);
  if (symbols.bind(socket, ptr(address), address.length) !== 0)
    throw new Error(`cannot bind ${path}`);
  const buffer = Buffer.alloc(4096);
  return {
    /** Returns the next datagram; waits for it, at most ten seconds. */
    async next(): Promise<string> {
      const taken = () => Number(symbols.recv(socket, ptr(buffer), buffer.length, MSG_DONTWAIT));
      const length = await until(taken, (bytes) => bytes > 0, { ms: 10_000 });
      return buffer.toString('utf8', 0, length);
    },
    [Symbol.dispose]: () => void symbols.close(socket),
  };
}

import { dlopen, ptr } from 'bun:ffi';

const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const SOCK_CLOEXEC = 0o2000000;
/** sockaddr_un of Linux: two bytes of family, 108 of path with its closing zero. */
const LONGEST_PATH = 107;

/**
 * Tells systemd about this service, as sd_notify(3) does: one datagram to `NOTIFY_SOCKET`, lines of `NAME=value`.
 * Returns whether it was sent. Neither Bun nor Node has UNIX datagrams; `systemd-notify` would need `NotifyAccess=all`,
 * which lets every child of the service speak for it.
 */
export function notify(state: string, env: NodeJS.ProcessEnv = process.env): boolean {
  const path = env.NOTIFY_SOCKET;
  if (!path || Buffer.byteLength(path) > LONGEST_PATH) return false;
  const { symbols, close } = dlopen('libc.so.6', {
    socket: { args: ['i32', 'i32', 'i32'], returns: 'i32' },
    sendto: { args: ['i32', 'ptr', 'u64', 'i32', 'ptr', 'u32'], returns: 'i64' },
    close: { args: ['i32'], returns: 'i32' },
  });
  const address = addressOf(path);
  const message = Buffer.from(state);
  const socket = symbols.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  const sent = symbols.sendto(
    socket,
    ptr(message),
    message.length,
    0,
    ptr(address),
    address.length,
  );
  symbols.close(socket);
  close();
  return Number(sent) === message.length;
}

/** unix(7): a path ends with a zero; `@` stands for the leading zero of an abstract name, which has no end. */
function addressOf(path: string): Buffer {
  const name = path.startsWith('@') ? `\0${path.slice(1)}` : `${path}\0`;
  const family = Buffer.alloc(2);
  family.writeUInt16LE(AF_UNIX);
  return Buffer.concat([family, Buffer.from(name)]);
}

/**
 * Says that the server is ready, and keeps saying that its event loop turns when the unit asks for that
 * (`WatchdogSec`). Without systemd it does nothing, and loads nothing.
 */
export function notifyReady(env: NodeJS.ProcessEnv = process.env): void {
  if (!env.NOTIFY_SOCKET) return;
  notify('READY=1', env);
  const microseconds = Number(env.WATCHDOG_USEC ?? 0);
  // Half of the time, as sd_watchdog_enabled(3) advises.
  if (microseconds > 0) setInterval(() => notify('WATCHDOG=1', env), microseconds / 2000).unref();
}

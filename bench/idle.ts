/**
 * 10,000 sockets of 10,000 signed-in people say hello, get their (empty) list of chats, and are silent. Memory is the
 * server's resident set from proc(5) before the first and after the last, a pause after each.
 */
import { addPeople, openCast, SECRET_ENV, tokenOf } from './lib/cast.ts';
import { spawnLoad } from './lib/load.ts';
import { memoryKb, serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';

const SOCKETS = Number(process.env.BENCH_SOCKETS ?? 10_000);
/** The clients are spread over processes: 10,000 sockets and their buffers in one would swap on a small machine. */
const CLIENTS = 4;
/** After this pause the memory of the start has been given back (server/memory.ts). */
const PAUSE_MS = 25_000;

/** Opens a share of the sockets in a process of its own; `leave` ends it. */
async function client(port: number, tokens: string[]): Promise<{ leave(): Promise<unknown> }> {
  const child = spawnLoad('idle', { port, tokens });
  const { value } = await child.stdout.getReader().read();
  const said = value ? new TextDecoder().decode(value) : '{}';
  if (JSON.parse(said).open !== tokens.length) throw new Error(`sockets are missing: ${said}`);
  return {
    leave() {
      child.kill();
      return child.exited;
    },
  };
}

export async function idle(): Promise<Figure[]> {
  const dir = tempDir('idle');
  const db = openCast(dir.path);
  addPeople(db, SOCKETS);
  db.close();
  const tokens = Array.from({ length: SOCKETS }, (_, n) => tokenOf(n));
  const server = await startServer(serverCommand(), dir.path, SECRET_ENV);
  const share = Math.ceil(SOCKETS / CLIENTS);
  const clients: { leave(): Promise<unknown> }[] = [];
  try {
    await Bun.sleep(PAUSE_MS);
    const before = memoryKb(server.pid);
    for (let from = 0; from < SOCKETS; from += share) {
      clients.push(await client(server.port, tokens.slice(from, from + share)));
    }
    await Bun.sleep(PAUSE_MS);
    const after = memoryKb(server.pid);
    const each = (after.resident - before.resident) / SOCKETS;
    const line = (name: string, value: number, unit: string, target?: number): Figure => ({
      bench: 'idle',
      name,
      value,
      unit,
      ...(target === undefined ? {} : { target }),
    });
    return [
      line('idle server, resident', before.resident / 1024, 'MB', 68),
      line('of it not shared with files', before.anonymous / 1024, 'MB'),
      line(`with ${SOCKETS} idle sockets, resident`, after.resident / 1024, 'MB'),
      line('a socket', each, 'KB', 6),
    ];
  } finally {
    await Promise.all(clients.map((one) => one.leave()));
    await server.stop();
    dir.remove();
  }
}

if (import.meta.main) await runAlone(idle);

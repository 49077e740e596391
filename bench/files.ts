/**
 * Files on their way in: what they take of the server's memory and CPU, whether messages wait behind them, and whether a
 * slow or broken line brings them whole. BENCH_FILES_MB: the size of the one large file (500). BENCH_SLOW_S: how long the
 * slow line is watched (60). BENCH_SECONDS: of messages with and without files (20).
 */
import { join } from 'node:path';
import { castPairs, SECRET_ENV } from './lib/cast.ts';
import { runLoad } from './lib/load.ts';
import { cpuMs, type Server, serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';
import { beginUpload, offsetOf, sendSlowly, sendWhole, type Uploader } from './lib/uploader.ts';
import { weigh } from './lib/weigh.ts';
import type { OpenLoopResult } from './load/open-loop.ts';

const MB = 1e6;
const LARGE = Number(process.env.BENCH_FILES_MB ?? 500) * MB;
const SLOW_S = Number(process.env.BENCH_SLOW_S ?? 60);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 20);
const PAIRS = 100;
const KILLS = 2;
const CUTS = 10;

const line = (name: string, value: number, unit: string, target?: number): Figure => ({
  ...{ bench: 'files', name, value, unit },
  ...(target === undefined ? {} : { target }),
});

/** CPU per 100 MB of a server that does nothing but take, write and hash, on the same machine in the same minute. */
async function bare(folder: string, token: string): Promise<number> {
  const child = Bun.spawn(['bun', join(import.meta.dir, 'load/bare-files.ts'), folder], {
    stdout: 'pipe',
  });
  try {
    const { value } = await child.stdout.getReader().read();
    const who = { port: Number(new TextDecoder().decode(value)), token };
    await sendWhole(who, 20 * MB);
    const before = cpuMs(child.pid);
    await sendWhole(who, LARGE);
    return (cpuMs(child.pid) - before) / 1000 / (LARGE / (100 * MB));
  } finally {
    child.kill();
  }
}

async function weights(server: Server, who: Uploader, folder: string): Promise<Figure[]> {
  const floor = await bare(folder, who.token);
  await sendWhole(who, 20 * MB);
  const one = await weigh(server, () => sendWhole(who, LARGE));
  const whole = await weigh(server, () => sendWhole(who, LARGE, LARGE));
  const many = await weigh(server, () =>
    Promise.all(Array.from({ length: 20 }, () => sendWhole(who, 100 * MB))),
  );
  const hundreds = LARGE / (100 * MB);
  return [
    line(`1 × ${LARGE / MB} MB in parts of 8 MiB: memory`, one.mb, 'MB more', 32),
    line(`1 × ${LARGE / MB} MB in one request: memory`, whole.mb, 'MB more', 32),
    line('20 × 100 MB at once, in parts: memory', many.mb, 'MB more', 64),
    line('CPU per 100 MB, in parts', one.cpuS / hundreds, 's', 0.2),
    line('the same of a bare server that writes and hashes', floor, 's'),
    line('the first through the second', one.cpuS / hundreds / floor, '×'),
    line('CPU per 100 MB, in one request', whole.cpuS / hundreds, 's', 0.2),
    line('CPU per 100 MB, 20 at once', many.cpuS / 20, 's', 0.2),
  ];
}

/** Messages at a quiet rate, alone, and while files arrive as fast as they can. */
async function besides(
  server: Server,
  who: Uploader,
  pairs: ReturnType<typeof castPairs>,
): Promise<Figure[]> {
  const load = () =>
    runLoad<OpenLoopResult>('open-loop', {
      ...{ port: server.port, pid: server.pid, hello: true, pairs, searchIn: null, inFlight: 0 },
      ...{ ratePerSecond: 200, warmMs: 2000, measureMs: SECONDS * 1000 },
    });
  const alone = await load();
  let over = false;
  let megabytes = 0;
  const sending = (async () => {
    while (!over) {
      await sendWhole(who, 100 * MB);
      megabytes += 100;
    }
  })();
  const beside = await load();
  over = true;
  await sending;
  return [
    line('messages at 200/s alone: due → acknowledged, p99', alone.acked.p99, 'ms'),
    line('the same while files arrive', beside.acked.p99, 'ms'),
    line('the difference', beside.acked.p99 - alone.acked.p99, 'ms', 10),
    line('files meanwhile', megabytes / (SECONDS + 2), 'MB/s'),
  ];
}

async function slow(who: Uploader): Promise<Figure[]> {
  const bytes = new Uint8Array(5000 * SLOW_S);
  const open = await beginUpload(who, bytes.length);
  const pace = { bytesPerSecond: 5000, everyMs: 500, cut: () => false };
  const { status } = await sendSlowly(open, 0, bytes, pace);
  return [line(`5 KB/s for ${SLOW_S} s: cut off`, status === 204 ? 0 : 1, 'times', 0)];
}

/** The line is cut ten times and the server killed twice. Bytes that go twice, and whether the file is whole. */
async function broken(start: () => Promise<Server>, token: string): Promise<Figure[]> {
  let server = await start();
  const bytes = new Uint8Array(6 * MB).map((_, i) => (i * 31) ^ (i >> 9));
  const open = await beginUpload({ port: server.port, token }, bytes.length);
  let [cuts, kills, sent, offset] = [0, 0, 0, 0];
  const breaks = CUTS + KILLS;
  while (offset < bytes.length) {
    const body = bytes.subarray(offset, offset + MB);
    const due = bytes.length * ((cuts + kills + 1) / (breaks + 1));
    const isCut = (n: number): boolean => cuts + kills < breaks && offset + n >= due;
    const pace = { bytesPerSecond: 600_000, everyMs: 50, cut: isCut };
    const done = await sendSlowly(open, offset, body, pace);
    sent += done.sent;
    if (done.status === 0 && (cuts + kills + 1) % 6 === 0 && kills < KILLS) {
      kills++;
      await server.stop('SIGKILL');
      server = await start();
      open.port = server.port;
    } else if (done.status === 0) cuts++;
    let found = await offsetOf(open);
    while (found === undefined) {
      await Bun.sleep(50);
      found = await offsetOf(open);
    }
    offset = found;
  }
  const answer = await fetch(`http://127.0.0.1:${server.port}/api/files/${open.id}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const same = Bun.deepEquals(new Uint8Array(await answer.arrayBuffer()), bytes);
  await server.stop();
  return [
    line(`6 MB with ${cuts} cuts and ${kills} kill -9: not whole`, same ? 0 : 1, 'files', 0),
    line('the same: sent twice', (sent - bytes.length) / MB, 'MB', 1),
  ];
}

export async function files(): Promise<Figure[]> {
  const dir = tempDir('files');
  const pairs = castPairs(dir.path, PAIRS);
  const token = pairs[0]?.tokens[0] ?? '';
  const start = () => startServer(serverCommand(), dir.path, SECRET_ENV);
  try {
    const server = await start();
    const who = { port: server.port, token };
    const found = [
      ...(await weights(server, who, dir.path)),
      ...(await besides(server, who, pairs)),
      ...(await slow(who)),
    ];
    await server.stop();
    return [...found, ...(await broken(start, token))];
  } finally {
    dir.remove();
  }
}

if (import.meta.main) await runAlone(files);

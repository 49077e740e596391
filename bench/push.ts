/**
 * A group of 1,000 people, each with ten devices whose pages are closed, gets 50 messages a second: what a push takes of
 * the server's CPU, whether messages are acknowledged later than where nobody has subscribed, and what the server holds
 * when the push service is frozen.
 */
import type { Database } from 'bun:sqlite';
import { createECDH, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { addGroup, addPeople, chatId, openCast, SECRET_ENV, tokenOf, userId } from './lib/cast.ts';
import { runLoad } from './lib/load.ts';
import { startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';
import type { WriterJob, WriterResult } from './load/group-writer.ts';

const MEMBERS = 1000;
const DEVICES = 10;
const RATE = 50;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 30);
const SERVER = ['bun', join(import.meta.dir, 'load/push-server.ts')];

/** Keys of devices are few: what is done with one takes the same time however often it is used. */
function subscribe(db: Database): void {
  const keys = Array.from({ length: 16 }, () => createECDH('prime256v1').generateKeys('base64url'));
  const insert = db.prepare(
    `INSERT INTO push_subscriptions (endpoint, user_id, p256dh, auth, user_agent, created_at, session_id, language, content)
      VALUES (?1, ?2, ?3, ?4, 'bench', ?5, NULL, 'fa', 'full')`,
  );
  const now = Date.now();
  db.transaction(() => {
    for (let n = 0; n < MEMBERS * DEVICES; n++) {
      const endpoint = `https://push.example.org/${n}`;
      const auth = randomBytes(16).toString('base64url');
      insert.run(endpoint, userId(n % MEMBERS), keys[n % keys.length] ?? '', auth, now);
    }
  })();
}

type Round = WriterResult & { pushes: number; beforeMb: number };

async function round(how: 'nobody' | 'subscribed' | 'frozen'): Promise<Round> {
  const dir = tempDir('push');
  const service = Bun.spawn(['bun', join(import.meta.dir, 'load/push-service.ts'), how], {
    stdout: 'pipe',
  });
  const port = new TextDecoder().decode((await service.stdout.getReader().read()).value).trim();
  const db = openCast(dir.path);
  addPeople(db, MEMBERS);
  addGroup(db, chatId(0), MEMBERS);
  if (how !== 'nobody') subscribe(db);
  db.close();
  const server = await startServer(SERVER, dir.path, { ...SECRET_ENV, PUSH_PORT: port });
  const count = async () => Number(await (await fetch(`http://127.0.0.1:${port}`)).text());
  try {
    const common = { port: server.port, pid: server.pid, chatId: chatId(0), token: tokenOf(0) };
    const rate = { ratePerSecond: RATE, warmMs: 0 };
    const warm = { ...common, ...rate, measureMs: 2000 };
    const { mostMb } = await runLoad<WriterResult, WriterJob>('group-writer', warm);
    const before = await count();
    const job = { ...common, ...rate, measureMs: SECONDS * 1000 };
    const result = await runLoad<WriterResult, WriterJob>('group-writer', job);
    return { ...result, pushes: (await count()) - before, beforeMb: mostMb };
  } finally {
    await server.stop();
    service.kill();
    dir.remove();
  }
}

export async function push(): Promise<Figure[]> {
  const [nobody, subscribed, frozen] = [
    await round('nobody'),
    await round('subscribed'),
    await round('frozen'),
  ];
  const line = (name: string, value: number, unit: string, target?: number): Figure => ({
    ...{ bench: 'push', name, value, unit },
    ...(target === undefined ? {} : { target }),
  });
  return [
    line('pushes', subscribed.pushes / SECONDS, '/s'),
    line('server CPU a push', (subscribed.cpuMs - nobody.cpuMs) / subscribed.pushes, 'ms', 0.6),
    line('due → acknowledged, nobody subscribed, p50', nobody.p50, 'ms'),
    line('the same with pushes, p50', subscribed.p50, 'ms'),
    line('the second through the first', subscribed.p50 / nobody.p50, '×', 1.2),
    line('nobody subscribed, p99', nobody.p99, 'ms'),
    line('with pushes, p99', subscribed.p99, 'ms'),
    line('with a frozen service, p99', frozen.p99, 'ms'),
    line('memory with pushes', subscribed.mostMb - subscribed.beforeMb, 'MB more'),
    line('memory with a frozen service', frozen.mostMb - frozen.beforeMb, 'MB more', 32),
  ];
}

if (import.meta.main) await runAlone(push);

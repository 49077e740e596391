/**
 * A group of 1,000 connected members gets 50 messages a second: how long until every member has each of them, and the
 * server's CPU for one delivery beside that of a bare publish (bare-publish.ts) on the same machine, in turns with
 * it. Then the same with receipts, which all members send as the client does.
 */
import { join } from 'node:path';
import { addGroup, addPeople, chatId, openCast, SECRET_ENV, tokenOf } from './lib/cast.ts';
import { runLoad } from './lib/load.ts';
import { serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';
import type { GroupJob, GroupResult } from './load/groups.ts';

const MEMBERS = Number(process.env.BENCH_MEMBERS ?? 1000);
const RATE = 50;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 15);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 2);
const BARE = ['bun', join(import.meta.dir, 'bare-publish.ts')];

async function round(command: string[], receipts = false): Promise<GroupResult> {
  const dir = tempDir('groups');
  const db = openCast(dir.path);
  addPeople(db, MEMBERS);
  addGroup(db, chatId(0), MEMBERS);
  db.close();
  const server = await startServer(command, dir.path, SECRET_ENV);
  try {
    const job: GroupJob = {
      ...{ port: server.port, pid: server.pid, chatId: chatId(0), ratePerSecond: RATE },
      tokens: Array.from({ length: MEMBERS }, (_, n) => tokenOf(n)),
      receipts,
      ...{ warmMs: 3000, measureMs: SECONDS * 1000 },
    };
    return await runLoad<GroupResult, GroupJob>('groups', job);
  } finally {
    await server.stop();
    dir.remove();
  }
}

const each = (results: GroupResult[]): number =>
  (1000 * results.reduce((sum, { cpuMs }) => sum + cpuMs, 0)) /
  results.reduce((sum, { deliveries }) => sum + deliveries, 0);

export async function groups(): Promise<Figure[]> {
  const [ours, bare, told]: [GroupResult[], GroupResult[], GroupResult[]] = [[], [], []];
  for (let n = 0; n < ROUNDS; n++) {
    bare.push(await round(BARE));
    ours.push(await round(serverCommand()));
    told.push(await round(serverCommand(), true));
  }
  const worst = (key: 'p50' | 'p99' | 'max', of: GroupResult[]): number =>
    Math.max(...of.map((result) => result[key]));
  const line = (name: string, value: number, unit: string, target?: number): Figure => ({
    ...{ bench: 'groups', name, value, unit },
    ...(target === undefined ? {} : { target }),
  });
  const title = `${MEMBERS} members, ${RATE}/s: due → at a member`;
  return [
    ...(['p50', 'p99', 'max'] as const).map((key) =>
      line(`${title}, ${key}`, worst(key, ours), 'ms'),
    ),
    line(`${title}, with receipts, p99`, worst('p99', told), 'ms'),
    line('receipts', told.reduce((sum, { marks }) => sum + marks, 0) / (ROUNDS * SECONDS), '/s'),
    line('server CPU a delivery, with its share of receipts', each(told), 'µs'),
    line(`bare publish: due → at a member, p99`, worst('p99', bare), 'ms'),
    line('server CPU a delivery', each(ours), 'µs'),
    line('bare publish: CPU a delivery', each(bare), 'µs'),
    line('server CPU a delivery beside bare publish', each(ours) / each(bare), '×', 1.5),
  ];
}

if (import.meta.main) await runAlone(groups);

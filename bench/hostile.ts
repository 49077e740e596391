/**
 * What one hostile member costs all others, inside the limits as they are by default: 20 pairs write 40 messages a
 * second, open loop, while the member asks for the largest pages, lists of thousands of chats, the dearest searches,
 * or sends what cannot be parsed; from one socket, then from 20, and by REST. The control run has no hostile member.
 */
import type { Database } from 'bun:sqlite';
import { addChats, addPeople, chatId, openCast, SECRET_ENV, tokenOf, userId } from './lib/cast.ts';
import { runLoad, spawnLoad } from './lib/load.ts';
import type { PairSpec } from './lib/pair.ts';
import { memoryKb, type Server, serverCommand, startServer, tempDir } from './lib/process.ts';
import { type Figure, runAlone } from './lib/report.ts';
import type { HostileJob } from './load/hostile.ts';
import type { OpenLoopResult } from './load/open-loop.ts';

const PAIRS = 20;
const HOSTILE = 2 * PAIRS;
/** One person may make no more groups than this. */
const GROUPS = 1900;
const HEAVY = 5;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 6);
const USUAL = { RATE_LIMIT: '30', DAILY_MB: '100', SOCKETS_PER_ADDRESS: '1000' };
const ATTACKS = ['pages', 'lists', 'search', 'rubbish'] as const;

const groupId = (n: number): string => `g${String(n).padStart(10, '0')}`;

function cast(db: Database): PairSpec[] {
  addPeople(db, HOSTILE + 1);
  const pairs = Array.from({ length: PAIRS }, (_, n): PairSpec => {
    const tokens: [string, string] = [tokenOf(2 * n), tokenOf(2 * n + 1)];
    return { chatId: chatId(n), peerId: userId(2 * n + 1), tokens };
  });
  const people = (n: number): [string, string] => [userId(2 * n), userId(2 * n + 1)];
  const chats = pairs.map((pair, n) => ({ id: pair.chatId, people: people(n) }));
  addChats(
    db,
    chats.map((chat) => ({ ...chat, lastSeq: 0, lastAt: 1 })),
  );
  const chat = db.prepare(
    `INSERT INTO chats (id, kind, title, last_seq, last_rev, receipt_rev, last_at, created_by, created_at)
      VALUES (?1, 'group', 'گروه', 1, 1, 0, ?2, ?3, ?2)`,
  );
  const member = db.prepare(
    `INSERT INTO members (chat_id, user_id, role, delivered_seq, read_seq, joined_seq, member_rev)
      VALUES (?1, ?2, 'owner', 0, 0, 0, 1)`,
  );
  const first = db.prepare(
    `INSERT INTO messages (chat_id, seq, sender_id, client_id, kind, body, sealed, created_at, rev)
      VALUES (?1, 1, ?2, ?1, 'text', 'a r سلام', 0, ?3, 0)`,
  );
  db.transaction(() => {
    for (let n = 0; n < GROUPS; n++) {
      chat.run(groupId(n), n + 1, userId(HOSTILE));
      member.run(groupId(n), userId(HOSTILE));
      first.run(groupId(n), userId(HOSTILE), n + 1);
    }
  })();
  return pairs;
}

type Seen = { acked: number; late: number; residentMb: number };

async function during(
  server: Server,
  pairs: PairSpec[],
  attack: Partial<HostileJob>,
): Promise<Seen> {
  const times = { warmMs: 1500, measureMs: SECONDS * 1000 };
  const chatIds = Array.from({ length: HEAVY }, (_, n) => groupId(n));
  const job = { ...times, port: server.port, token: tokenOf(HOSTILE), chatIds, ...attack };
  const hostile = attack.attack ? spawnLoad('hostile', job) : undefined;
  let resident = 0;
  const sample = setInterval(() => {
    resident = Math.max(resident, memoryKb(server.pid).resident);
  }, 50);
  const { acked, lateSends } = await runLoad<OpenLoopResult>('open-loop', {
    ...{ port: server.port, pid: server.pid, hello: true, pairs, searchIn: null, inFlight: 0 },
    ...{ ratePerSecond: 40, ...times },
  });
  clearInterval(sample);
  if (process.env.BENCH_VERBOSE && hostile)
    process.stderr.write(`${attack.attack} ${await new Response(hostile.stdout).text()}\n`);
  await hostile?.exited;
  return { acked: acked.p99, late: lateSends.p99, residentMb: resident / 1000 };
}

export async function hostile(): Promise<Figure[]> {
  const dir = tempDir('hostile');
  const db = openCast(dir.path);
  const pairs = cast(db);
  db.close();
  const server = await startServer(serverCommand(), dir.path, { ...SECRET_ENV, ...USUAL });
  const figures: Figure[] = [];
  const add = (name: string, value: number, unit: string, target?: number): void =>
    void figures.push({
      ...{ bench: 'hostile', name, value, unit },
      ...(target === undefined ? {} : { target }),
    });
  try {
    const quiet = await during(server, pairs, {});
    add('nobody: others’ acknowledgements, p99', quiet.acked, 'ms');
    for (const attack of ATTACKS)
      for (const sockets of [1, 20]) {
        const seen = await during(server, pairs, { attack, sockets });
        const who = `${attack}, ${sockets} ${sockets === 1 ? 'socket' : 'sockets'}`;
        add(`${who}: others’ acknowledgements, p99`, seen.acked, 'ms', 50);
        add(`${who}: of it the load program's own lateness`, seen.late, 'ms');
        add(`${who}: resident, most`, seen.residentMb, 'MB', 300);
      }
  } finally {
    await server.stop();
    dir.remove();
  }
  return figures;
}

if (import.meta.main) await runAlone(hostile);

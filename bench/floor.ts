/**
 * The floor: the least program that carries the same messages as durably. It is bare Bun.serve, JSON and bun:sqlite
 * with synchronous=FULL, with one transaction for all that arrived in one turn of the event loop. It has the same two
 * unique keys on messages (order in the chat, retries) and nothing else of ours: no authorisation, no schema check,
 * no search, no sessions, no log, no rev; chats and members are in memory. Acks and events hold what a client needs
 * and no more. It may coalesce as the server does: marks that move in one turn are one row and one event per chat,
 * and events to one socket in one turn leave in one write (topics). It takes the server's environment: PORT,
 * DATA_DIR. The bearer token is `<chatId>.<userId>`. With FLOOR_ANSWERS=1 it also replies to chat.delivered, as our
 * protocol replies to every request: the frames on the wire are then the same.
 */
import { Database } from 'bun:sqlite';
import { join } from 'node:path';

type Peer = { chatId: string; userId: string };
type Frame = {
  id: number;
  type: string;
  body: { chatId: string; clientId: string; text: string; seq: number };
};
type Work = { ws: Bun.ServerWebSocket<Peer>; frame: Frame };

const ANSWERS = process.env.FLOOR_ANSWERS === '1';
const db = new Database(join(process.env.DATA_DIR ?? '.', 'floor.db'), { create: true });
for (const pragma of [
  'busy_timeout = 5000',
  'journal_mode = WAL',
  'synchronous = FULL',
  'wal_autocheckpoint = 1000',
  'cache_size = -65536',
]) {
  db.run(`PRAGMA ${pragma}`);
}
db.run(`CREATE TABLE IF NOT EXISTS messages (
  id INTEGER PRIMARY KEY, chat_id TEXT NOT NULL, seq INTEGER NOT NULL, sender_id TEXT NOT NULL,
  client_id TEXT NOT NULL, text TEXT NOT NULL, created_at INTEGER NOT NULL,
  UNIQUE (chat_id, seq), UNIQUE (client_id, chat_id, sender_id)) STRICT`);
db.run(`CREATE TABLE IF NOT EXISTS marks (
  chat_id TEXT NOT NULL, user_id TEXT NOT NULL, delivered INTEGER NOT NULL,
  PRIMARY KEY (chat_id, user_id)) STRICT, WITHOUT ROWID`);

const insert = db.prepare(
  'INSERT INTO messages (chat_id, seq, sender_id, client_id, text, created_at) VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING',
);
const known = db.prepare<{ seq: number }, string[]>(
  'SELECT seq FROM messages WHERE client_id = ? AND chat_id = ? AND sender_id = ?',
);
const mark = db.prepare(
  'INSERT INTO marks VALUES (?,?,?) ON CONFLICT DO UPDATE SET delivered = max(delivered, excluded.delivered)',
);
const begin = db.prepare('BEGIN IMMEDIATE');
const commit = db.prepare('COMMIT');

const lastSeq = new Map<string, number>();
let queue: Work[] = [];
const figures = { batches: 0, messages: 0 };

function add({ ws, frame }: Work, now: number, after: (() => void)[]): void {
  const { chatId, userId } = ws.data;
  const { clientId, text } = frame.body;
  const seq = (lastSeq.get(chatId) ?? 0) + 1;
  if (insert.run(chatId, seq, userId, clientId, text, now).changes === 0) {
    const first = known.get(clientId, chatId, userId);
    after.push(() => void ws.send(JSON.stringify({ id: frame.id, ok: true, body: first })));
    return;
  }
  lastSeq.set(chatId, seq);
  figures.messages++;
  after.push(() => {
    ws.send(JSON.stringify({ id: frame.id, ok: true, body: { seq, createdAt: now } }));
    const message = { chatId, seq, senderId: userId, clientId, text, createdAt: now };
    ws.publish(chatId, JSON.stringify({ type: 'message.added', body: { message } }));
  });
}

/** Commits everything of one turn in one transaction; acks and events follow only when it is on disk. */
function flush(): void {
  const turn = queue;
  queue = [];
  const now = Date.now();
  const after: (() => void)[] = [];
  const moved = new Map<Bun.ServerWebSocket<Peer>, number>();
  begin.run();
  for (const work of turn) {
    if (work.frame.type === 'message.send') add(work, now, after);
    else if (work.frame.type === 'chat.delivered') {
      moved.set(work.ws, Math.max(moved.get(work.ws) ?? 0, work.frame.body.seq));
      if (ANSWERS) after.push(() => void work.ws.send(`{"id":${work.frame.id},"ok":true}`));
    }
  }
  for (const [ws, seq] of moved) mark.run(ws.data.chatId, ws.data.userId, seq);
  commit.run();
  figures.batches++;
  for (const tell of after) tell();
  for (const [ws, delivered] of moved) {
    ws.publish(
      ws.data.chatId,
      JSON.stringify({ type: 'receipts.moved', body: { ...ws.data, delivered } }),
    );
  }
}

Bun.serve<Peer>({
  hostname: '127.0.0.1',
  port: Number(process.env.PORT),
  fetch(request, server) {
    if (request.url.endsWith('/health')) return Response.json({ ok: true, ...figures });
    const token = request.headers.get('authorization')?.slice('Bearer '.length) ?? '';
    const [chatId = '', userId = ''] = token.split('.');
    if (server.upgrade(request, { data: { chatId, userId } })) return undefined;
    return new Response(null, { status: 426 });
  },
  websocket: {
    open: (ws) => void ws.subscribe(ws.data.chatId),
    message(ws, text) {
      if (queue.push({ ws, frame: JSON.parse(String(text)) }) === 1) setImmediate(flush);
    },
  },
});
process.on('SIGTERM', () => process.exit(0));

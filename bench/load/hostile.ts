/**
 * One member does what the limits let them do, and does not wait for permission: each kind of attack from so many
 * sockets and by REST, until the time is over. It waits when an error says `retryAfterMs`, and opens a closed socket
 * again.
 */
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { connect } from '../lib/connect.ts';
import { readJob } from '../lib/load.ts';

export type HostileJob = {
  port: number;
  token: string;
  chatIds: string[];
  attack: 'pages' | 'lists' | 'search' | 'rubbish';
  sockets: number;
  measureMs: number;
  warmMs: number;
};

const job = await readJob<HostileJob>();
const end = performance.now() + job.warmMs + job.measureMs;
const url = `http://127.0.0.1:${job.port}`;
const headers = { authorization: `Bearer ${job.token}`, 'content-type': 'application/json' };
const counts = { asked: 0, refused: 0, closed: 0, bytes: 0 };
const over = (): boolean => performance.now() > end;
const pause = (ms: number) => Bun.sleep(Math.min(ms, Math.max(0, end - performance.now())));

const links = (count: number) =>
  Array.from({ length: count }, (_, offset) => ({
    ...{ type: 'link', offset, length: 1 },
    url: `https://example.org/${Math.random()}/`.padEnd(2048, 'x'),
  }));
let turn = 0;
const chat = (): string => job.chatIds[turn++ % job.chatIds.length] ?? '';
const write = () => ({
  ...{ chatId: chat(), clientId: Bun.randomUUIDv7(), text: 'ن'.repeat(4096) },
  entities: links(7),
});

/** Each attack asks this, as type and body of a socket's request. */
const ASKS: Record<HostileJob['attack'], () => [type: string, body: object]> = {
  pages: () =>
    [
      ['message.send', write()],
      ['sync', {}],
      ['hello', { protocol: PROTOCOL_VERSION }],
      ['history', { chatId: chat(), limit: 100 }],
      ['message.pins', { chatId: chat() }],
    ][turn++ % 5] as [string, object],
  lists: () => (turn++ % 2 === 0 ? ['chat.list', {}] : ['sync', {}]),
  search: () => ['search', { q: ['a a a a a a a a', 'a r', 'س', 'a'][turn++ % 4] }],
  rubbish: () => ['none', {}],
};
const REST: Record<HostileJob['attack'], [method: string, path: string, body?: object]> = {
  pages: ['POST', '/api/sync', {}],
  lists: ['GET', '/api/chats'],
  search: ['GET', '/api/search?q=a%20r'],
  rubbish: ['POST', '/api/sync', { cursor: '['.repeat(1000) }],
};

async function byRest(): Promise<void> {
  const [method, path, body] = REST[job.attack];
  while (!over()) {
    counts.asked++;
    const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
    counts.bytes += (await answer.arrayBuffer()).byteLength;
    if (answer.status !== 429) continue;
    counts.refused++;
    await pause(1000 * Number(answer.headers.get('retry-after') ?? 1));
  }
}

/** Keeps four requests open on a socket for as long as it lives. */
function onSocket(): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(job.port, job.token);
    const ask = (): void => {
      if (over()) socket.close();
      if (socket.readyState !== WebSocket.OPEN) return;
      counts.asked++;
      const [type, body] = ASKS[job.attack]();
      socket.send(JSON.stringify({ id: counts.asked, type, body }));
    };
    socket.onmessage = ({ data }) => {
      counts.bytes += String(data).length;
      if (!String(data).startsWith('{"id"')) return;
      const wait = /"retryAfterMs":(\d+)/.exec(String(data).slice(0, 200))?.[1];
      if (wait) counts.refused++;
      setTimeout(ask, Number(wait ?? 0));
    };
    socket.onclose = () => {
      counts.closed++;
      resolve();
    };
    socket.onerror = () => resolve();
    socket.onopen = () => {
      if (job.attack === 'rubbish') void blast(socket);
      else for (let n = 0; n < 4; n++) ask();
    };
  });
}

const RUBBISH = ['{garbage', `${'['.repeat(8000)}${']'.repeat(8000)}`, new Uint8Array(16_000)];

async function blast(socket: WebSocket): Promise<void> {
  while (!over() && socket.readyState === WebSocket.OPEN) {
    for (let n = 0; n < 100; n++) {
      counts.asked++;
      socket.send(RUBBISH[n % RUBBISH.length] ?? '');
    }
    // What was sent has to leave before there is more: the sender's own memory is not what is measured.
    while (socket.bufferedAmount > 1_000_000 && !over()) await Bun.sleep(1);
    await Bun.sleep(0);
  }
  socket.close();
}

async function reconnect(work: () => Promise<void>): Promise<void> {
  while (!over()) {
    await work();
    await pause(20);
  }
}

await Promise.all([
  ...Array.from({ length: job.sockets }, () => reconnect(onSocket)),
  ...Array.from({ length: 4 }, () => reconnect(byRest)),
]);
process.stdout.write(JSON.stringify(counts));
process.exit(0);

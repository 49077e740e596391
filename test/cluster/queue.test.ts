/** Work that RabbitMQ hands to two nodes: each thing once, whatever becomes of the broker, since the rows are the truth. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { Connection } from 'rabbitmq-client';
import { checkBroker, checkQueue } from '../../server/cli/doctor/checks/queue.ts';
import { sentences } from '../../server/cli/doctor/finding.ts';
import { toTrouble } from '../../server/jobs/queue/look.ts';
import { PASSWORD, startServer } from '../helpers/app.ts';
import type { Caller } from '../helpers/caller.ts';
import { makeAuthority } from '../helpers/certificates.ts';
import { tempDir } from '../helpers/program.ts';
import { type Rabbitmq, startRabbitmq } from '../helpers/services/rabbitmq.ts';
import { until } from '../helpers/until.ts';
import { befriend, enter, type Friend, type Node, startWorkNodes } from './work-nodes.ts';

/** `QUEUE_KILLS=20` by hand. */
const KILLS = Number(process.env.QUEUE_KILLS ?? 2);
/** Chats that a node tells of side by side. */
const CHATS_AT_ONCE = 8;

const folder = tempDir();
let authority: Awaited<ReturnType<typeof makeAuthority>>;
let rabbit: Rabbitmq;
let work: Awaited<ReturnType<typeof startWorkNodes>>;
let nodes: [Node, Node];
/** Sara, as each node knows her: a balancer sends her to any. */
let saras: [Caller, Caller];
const friends: Friend[] = [];
const texts = new Map<Friend, string[]>();
let sent = 0;

beforeAll(async () => {
  authority = await makeAuthority(folder.path);
  const starting = startRabbitmq(await authority.issue('localhost', 30));
  work = await startWorkNodes(starting.then(({ url }) => url));
  rabbit = await starting;
  nodes = await Promise.all([work.begin('a'), work.begin('b')]);
  const sara = await enter(nodes[0].url, '/api/auth/register', 'sara');
  saras = [sara, await enter(nodes[1].url, '/api/auth/login', 'sara')];
  for (let n = 0; n < 12; n++)
    friends.push(await befriend(work, nodes[n % 2] as Node, sara, `friend${n}`));
  await isCarried();
}, 120_000);
afterAll(async () => {
  await work?.stop();
  await rabbit?.stop();
  folder[Symbol.dispose]();
});

/** A number of each node’s `/metrics`. */
const metrics = (name: string): Promise<number[]> =>
  Promise.all(
    nodes.map(async ({ url }) => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return Number(new RegExp(`^payambar_${name} (\\S+)$`, 'm').exec(text)?.[1]);
    }),
  );
const isCarried = () => until(() => metrics('broker_up'), [1, 1]);
const isAway = () => until(() => metrics('broker_up'), [0, 0]);

/** Sara writes to all her friends, by both nodes. */
async function writeToAll(): Promise<void> {
  await Promise.all(
    friends.map(async (friend, n) => {
      const text = `پیام ${++sent}`;
      const body = { clientId: Bun.randomUUIDv7(), text };
      const sara = saras[n % 2] as Caller;
      expect((await sara.post(`/api/chats/${friend.chatId}/messages`, body)).status).toBe(201);
      texts.set(friend, [...(texts.get(friend) ?? []), text]);
    }),
  );
}

const waiting = async (): Promise<number> => {
  const [row] = await work.sql`
    select (select count(*) from push_jobs)::int + (select count(*) from push_retries)::int
      + (select count(*) from jobs)::int as n`;
  return row.n;
};

/**
 * What has come is what was sent, in its order; the last is there in any case, since it tells of those before. One that is
 * written while its chat is told of may be told of twice, under one tag.
 */
async function everybodyIsTold(): Promise<void> {
  await until(waiting, 0);
  for (const [friend, said] of texts) {
    const bodies = friend.browser.received.map(({ notification }) => notification.body);
    expect(bodies.at(-1)).toBe(said.at(-1));
    const once = bodies.filter((body, at) => body !== bodies[at - 1]);
    expect(once).toEqual(said.filter((text) => bodies.includes(text)));
    for (const text of said)
      expect(bodies.filter((body) => body === text).length).toBeLessThanOrEqual(2);
  }
}

/** Writes until hints have come to some node or to every one: what a node has looked for by itself was none. */
const areHandedOut = (before: number[], to: 'some' | 'every') =>
  until(async () => {
    const counts = await metrics('broker_hints_total');
    if (counts[to]((count, n) => count > (before[n] ?? 0))) return true;
    if ((await waiting()) === 0) await writeToAll();
    return false;
  }, true);

/** One by either node; what they wrote is to be erased. Returns their chats. */
async function haveTwoLeave(): Promise<string[]> {
  const who = await enter(nodes[0].url, '/api/auth/register', 'staying');
  const chatIds: string[] = [];
  for (const [n, { url }] of nodes.entries()) {
    const leaving = await enter(url, '/api/auth/register', `leaving${n}`);
    await leaving.post('/api/chats', { kind: 'direct', userId: who.user.id });
    const direct = { kind: 'direct', userId: leaving.user.id };
    const chatId: string = (await who.post('/api/chats', direct)).body.chat.id;
    chatIds.push(chatId);
    const body = { clientId: Bun.randomUUIDv7(), text: 'خداحافظ' };
    expect((await leaving.post(`/api/chats/${chatId}/messages`, body)).status).toBe(201);
    const ended = await leaving.post('/api/me/delete', { password: PASSWORD, data: 'erase' });
    expect(ended.status).toBe(200);
  }
  return chatIds;
}

test('what is ordered at either node is handed to both, and done once', async () => {
  const before = await metrics('broker_hints_total');
  const chatIds = await haveTwoLeave();
  work.service.behave('wait');
  await writeToAll();
  const claims = async (): Promise<Record<string, number>> => {
    const rows = await work.sql`
      select split_part(owner, '.', 1) as node, count(*)::int as n from push_jobs group by 1`;
    return Object.fromEntries(rows.map(({ node, n }: { node: string; n: number }) => [node, n]));
  };
  const counts = await until(claims, (seen) => Object.keys(seen).length === 2 && !('' in seen));
  expect(Object.keys(counts).sort()).toEqual(['a', 'b']);
  expect(Math.max(...Object.values(counts))).toBeLessThanOrEqual(CHATS_AT_ONCE);
  work.service.behave({ status: 201 });
  await everybodyIsTold();
  expect(work.service.calls).toHaveLength(friends.length);
  await areHandedOut(before, 'every');
  const [left] = await work.sql`
    select count(*)::int as n from messages
    where chat_id in ${work.sql(chatIds)} and deleted_at is null and kind = 'text'`;
  expect(left.n).toBe(0);
});

test('the broker is killed under load, again and again: all is done, and it is used when it is back', async () => {
  for (let round = 0; round < KILLS; round++) {
    await Promise.all([writeToAll(), rabbit.kill()]);
    await isAway();
    await writeToAll();
    await Promise.all([everybodyIsTold(), rabbit.start()]);
    await isCarried();
    await areHandedOut(await metrics('broker_hints_total'), 'some');
  }
  await everybodyIsTold();
}, 1_200_000);

test('the broker stands still, closes its connections, and loses its queues', async () => {
  await Promise.all([writeToAll(), rabbit.pause()]);
  await isAway();
  await everybodyIsTold();
  rabbit.resume();
  await isCarried();

  const connections = await metrics('broker_connections_total');
  await Promise.all([writeToAll(), rabbit.control('close_all_connections', 'test')]);
  const isNew = async () =>
    (await metrics('broker_connections_total')).map((count, at) => count > (connections[at] ?? 0));
  await until(isNew, [true, true]);
  const [{ value: id }] = await work.sql`select value from settings where key = 'server.id'`;
  const queues = ['push', 'jobs'].map((name) => `payambar.${id}.${name}`);
  const hand = new Connection(rabbit.url);
  for (const queue of queues) await hand.queueDelete({ queue });
  await writeToAll();
  await everybodyIsTold();
  await isCarried();
  for (const queue of queues)
    await until(async () => (await hand.queueDeclare({ queue, passive: true })).consumerCount, 2);
  await hand.close();
}, 120_000);

test('a broker that cannot be used is told of in a sentence, and the server serves', async () => {
  const at = (change: (url: URL) => void): string => {
    const url = new URL(rabbit.url);
    change(url);
    return url.href;
  };
  const wrong = {
    'refuses the user or the password': at((url) => {
      url.password = 'wrong-one';
    }),
    'vhost nope not found': at((url) => {
      url.pathname = '/nope';
    }),
    'does not answer (ECONNREFUSED)': at((url) => {
      url.port = '1';
    }),
    'is not trusted': rabbit.secretUrl,
    'does not answer (ERR_SSL': rabbit.url.replace('amqp:', 'amqps:'),
  };
  for (const [sentence, queueUrl] of Object.entries(wrong)) {
    const server = await startServer({ queueUrl });
    const [finding] = await checkBroker(server.config, 'en');
    const [persian] = await checkBroker(server.config, 'fa');
    const said = [finding, persian].map((one) => (one ? sentences(one, 'en')[0] : ''));
    expect(said[0]).toContain(sentence);
    expect(said[1]).toMatch(/[آ-ی]/);
    await until(() => server.lines.some((line) => line.includes(sentence)), true);
    expect(server.lines.join('')).not.toMatch(/wrong-one|right/);
    expect(said.join('')).not.toMatch(/wrong-one|right/);
    expect((await server.ask('GET', '/ready')).status).toBe(200);
    await server.stop();
  }
});

test('a user who may not make queues is told which right is missing', () => {
  const said =
    "ACCESS_REFUSED - access to queue 'payambar.x' in vhost '/' refused for user 'narrow'";
  expect(toTrouble(rabbit.url, new Error(said)).en).toContain('needs to configure, write and read');
});

test('a broker whose certificate is signed by an authority of one’s own is used', async () => {
  const before = process.env.NODE_EXTRA_CA_CERTS;
  process.env.NODE_EXTRA_CA_CERTS = authority.cert;
  try {
    const server = await startServer({ queueUrl: rabbit.secretUrl });
    expect(await checkBroker(server.config, 'en')).toEqual([]);
    const isUsed = () => server.queue()?.reachable && server.queue()?.version !== '';
    await until(isUsed, true);
    expect(checkQueue(server.queue() ?? null)[0]?.level).toBe('ok');
    await server.stop();
  } finally {
    if (before === undefined) delete process.env.NODE_EXTRA_CA_CERTS;
    else process.env.NODE_EXTRA_CA_CERTS = before;
  }
});

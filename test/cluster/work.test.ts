/** Work behind the requests on two nodes: each thing once, by either, and on when the node that does it is killed or stands still. */
import { afterAll, beforeAll, expect, test } from 'bun:test';
import { PASSWORD } from '../helpers/app.ts';
import type { Caller } from '../helpers/caller.ts';
import type { Browser } from '../helpers/push-service.ts';
import { until } from '../helpers/until.ts';
import {
  befriend as befriendAt,
  enter,
  type Friend,
  type Node,
  startWorkNodes,
} from './work-nodes.ts';

/** Members of one turn of the pusher, and chats that a node tells of side by side. */
const AT_ONCE = 4;
const CHATS_AT_ONCE = 8;

let work: Awaited<ReturnType<typeof startWorkNodes>>;
let sara: Caller;
const friends: Friend[] = [];
let sent = 0;

beforeAll(async () => {
  work = await startWorkNodes();
  const [first] = [await work.begin('a'), await work.begin('b')];
  sara = await enter(first.url, '/api/auth/register', 'sara');
  for (let n = 0; n < 6; n++) friends.push(await befriend(first, `friend${n}`));
});
afterAll(() => work.stop());

const befriend = (node: Node, username: string): Promise<Friend> =>
  befriendAt(work, node, sara, username);

/** Sara writes to a friend by a node, as whoever a balancer sends her to. */
async function write({ url }: Node, { chatId }: Pick<Friend, 'chatId'>): Promise<string> {
  const text = `پیام ${++sent}`;
  const at = await enter(url, '/api/auth/login', 'sara');
  const body = { clientId: Bun.randomUUIDv7(), text };
  const { status } = await at.post(`/api/chats/${chatId}/messages`, body);
  expect(status).toBe(201);
  return text;
}

const bodiesOf = ({ browser }: Friend): string[] =>
  browser.received.map(({ notification }) => notification.body);
const waiting = async (): Promise<number> => {
  const [row] = await work.sql`
    select (select count(*) from push_jobs)::int + (select count(*) from push_retries)::int as n`;
  return row.n;
};

test('what is written at either node is pushed once', async () => {
  const { holder, other } = await work.places();
  const texts: string[] = [];
  for (const [n, friend] of friends.entries())
    texts.push(await write(n % 2 === 0 ? holder : other, friend));
  await until(
    () => friends.map(bodiesOf),
    texts.map((text) => [text]),
  );
  await until(waiting, 0);
  expect(work.service.calls).toHaveLength(friends.length);
  expect(friends.map(bodiesOf)).toEqual(texts.map((text) => [text]));
});

test('both nodes share what is to be done: what one has no place for the other takes', async () => {
  const { holder, other } = await work.places();
  const more: Friend[] = [];
  for (let n = 0; n < 4; n++) more.push(await befriend(holder, `shared${n}`));
  const all = [...friends, ...more];
  const before = all.map((friend) => bodiesOf(friend).length);
  work.service.behave('wait');
  for (const friend of all) await write(other, friend);
  const claims = async (): Promise<Record<string, number>> => {
    const rows = await work.sql`
      select split_part(owner, '.', 1) as node, count(*)::int as n from push_jobs group by 1`;
    return Object.fromEntries(rows.map(({ node, n }: { node: string; n: number }) => [node, n]));
  };
  const counts = await until(claims, (seen) => Object.keys(seen).length === 2 && !('' in seen));
  expect(Object.keys(counts).sort()).toEqual([holder.name, other.name].sort());
  expect(Math.max(...Object.values(counts))).toBeLessThanOrEqual(CHATS_AT_ONCE);
  work.service.behave({ status: 201 });
  await until(waiting, 0);
  expect(all.map((friend) => bodiesOf(friend).length)).toEqual(before.map((count) => count + 1));
}, 60_000);

test('the node that is at it is killed: its claims end in six seconds, the other goes on, and only what was under way goes out again', async () => {
  const [underWay, untold, ...rest] = friends as [Friend, Friend, ...Friend[]];
  const told = rest.map((friend) => bodiesOf(friend).length);
  work.service.behave('hang', underWay.browser);
  const calls = work.service.calls.length;
  const { other: any } = await work.places();
  const first = await write(any, underWay);
  await until(() => work.service.calls.length, calls + 1);
  const { holder, other } = await work.placesOf(underWay.chatId);
  await work.kill(holder);
  // By the database's clock: a slow machine makes it less.
  expect(await work.leftOf(holder)).toBeLessThanOrEqual(6000);
  work.service.behave({ status: 201 }, underWay.browser);
  const second = await write(other, untold);
  await until(() => [bodiesOf(underWay).at(-1), bodiesOf(untold).at(-1)], [first, second]);
  await until(waiting, 0);
  // One call that was under way, and the two that have arrived.
  expect(work.service.calls).toHaveLength(calls + 3);
  expect(rest.map((friend) => bodiesOf(friend).length)).toEqual(told);
  expect(new Set(underWay.browser.received.map(({ notification }) => notification.tag)).size).toBe(
    1,
  );
  await work.begin('c');
});

test('what is to be erased is erased by the node that works, and by the next when that one is killed', async () => {
  const { holder, other } = await work.places();
  const [{ who, chatId }] = friends as [Friend];
  const leaving = await enter(other.url, '/api/auth/register', 'leaving');
  await leaving.post('/api/chats', { kind: 'direct', userId: who.user.id });
  const direct = { kind: 'direct', userId: leaving.user.id };
  const at = await enter(other.url, '/api/auth/login', 'friend0');
  const left: string = (await at.post('/api/chats', direct)).body.chat.id;
  for (let n = 0; n < 100; n++)
    await leaving.post(`/api/chats/${left}/messages`, {
      clientId: Bun.randomUUIDv7(),
      text: `پیام ${n}`,
    });
  const texts = async (): Promise<number> => {
    const [row] = await work.sql`
      select count(*)::int as n from messages where chat_id = ${left} and deleted_at is null`;
    return row.n;
  };
  expect(await texts()).toBe(100);
  const ended = await leaving.post('/api/me/delete', { password: PASSWORD, data: 'erase' });
  expect(ended.status).toBe(200);
  await work.kill(holder);
  await until(texts, 0);
  await until(async () => (await work.sql`select kind from jobs`).length, 0);
  // Of nobody else anything is taken.
  const [kept] = await work.sql`
    select count(*)::int as n from messages where chat_id = ${chatId} and deleted_at is null`;
  expect(kept.n).toBeGreaterThan(0);
  await work.begin('d');
});

test('the node that is at it stands still and goes on later: what another has done meanwhile is not done again', async () => {
  const group = await makeGroup((await work.places()).other, 40);
  work.service.behave('hang');
  const calls = work.service.calls.length;
  await write((await work.places()).other, group);
  await until(() => work.service.calls.length, calls + AT_ONCE);
  const { holder, other } = await work.placesOf(group.chatId);
  holder.child.kill('SIGSTOP');
  const stopped = performance.now();
  work.service.behave({ status: 201 });
  await until(
    () => group.members.map(({ browser }) => bodies(browser).length),
    group.members.map(() => 1),
  );
  await until(waiting, 0);
  await until(() => performance.now() - stopped > 15_000, true);
  holder.child.kill('SIGCONT');
  await until(() => holder.said().includes('work goes on at another node'), true);
  expect(work.service.calls.length - calls).toBe(AT_ONCE + group.members.length);
  expect(group.members.every(({ browser }) => bodies(browser).length === 1)).toBe(true);
  // It serves on, and works again.
  const [friend] = friends as [Friend];
  const last = await write(holder, friend);
  await until(() => bodiesOf(friend).at(-1), last);
  await until(waiting, 0);
  expect(other.child.exitCode).toBeNull();
  expect(work.service.calls.length - calls).toBe(AT_ONCE + group.members.length + 1);
});

const bodies = (browser: Browser): string[] =>
  browser.received.map(({ notification }) => notification.body);

/** Sara's group, whose members all have a device. */
async function makeGroup({ url }: Node, size: number) {
  const owner = await enter(url, '/api/auth/login', 'sara');
  const members: { who: Caller; browser: Browser }[] = [];
  for (let n = 0; n < size; n++) {
    const who = await enter(url, '/api/auth/register', `member${n}`);
    const browser = work.service.browser();
    await who.put('/api/push/subscription', browser.subscription);
    members.push({ who, browser });
  }
  const userIds = members.map(({ who }) => who.user.id);
  const body = { kind: 'group', clientId: Bun.randomUUIDv7(), title: 'گروه', userIds };
  const chatId: string = (await owner.post('/api/chats', body)).body.chat.id;
  for (const { who } of members) await who.put(`/api/chats/${chatId}/accepted`);
  await until(waiting, 0);
  for (const { browser } of members) browser.received.length = 0;
  return { chatId, members };
}

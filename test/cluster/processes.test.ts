import { afterEach, beforeEach, describe, expect, test } from 'bun:test';
import { join } from 'node:path';
import { type Caller, PASSWORD, type Socket } from '../helpers/app.ts';
import { answerOf, Caller as SignedIn } from '../helpers/caller.ts';
import { makeFriends } from '../helpers/cast.ts';
import { runProgram, startProgram, tempDir } from '../helpers/program.ts';
import { type Postgres, startPostgres } from '../helpers/services/postgres.ts';
import { startRedis } from '../helpers/services/redis.ts';
import { Socket as Opened } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';
import { Device } from './device.ts';
import { makeGroup, open, say } from './two-nodes.ts';

type Node = Awaited<ReturnType<typeof startProgram>>;
type Env = Record<string, string>;

/** As a server of `test/helpers/app.ts`, for what only connects. */
const at = ({ url }: Node) => ({
  url,
  connect: (token: string): Promise<Socket> => Opened.open(url, token),
});
const enter = async ({ url }: Node, path: string, username: string): Promise<Caller> => {
  const { body } = await answerOf(url, 'POST', path, { username, password: PASSWORD });
  return new SignedIn(url, body);
};
const move = ({ url }: Node, { token, expiresAt, user }: Caller) =>
  new SignedIn(url, { token, expiresAt, user });

let postgres: Postgres;
let folder: ReturnType<typeof tempDir>;
let common: Env;
let a: Node;
let b: Node;
let sara: Caller;
let ali: Caller;
let stops: (() => Promise<unknown>)[];

const start = (name: string, more: Env = {}): Promise<Node> =>
  startProgram([], { ...common, ...more, NODE_NAME: name, DATA_DIR: join(folder.path, name) });

describe.each([['Redis'], ['PostgreSQL']])(
  'two programs on one PostgreSQL, with a bus of %s',
  (kind) => {
    beforeEach(async () => {
      stops = [];
      folder = tempDir();
      postgres = await startPostgres();
      stops.push(() => postgres.stop());
      common = { DATABASE_URL: await postgres.createDatabase('nodes') };
      if (kind === 'Redis') {
        const redis = await startRedis();
        stops.push(() => redis.stop());
        common.REDIS_URL = redis.url;
      }
      [a, b] = [await start('a'), await start('b')];
      [sara, ali] = [
        await enter(a, '/api/auth/register', 'sara'),
        await enter(b, '/api/auth/register', 'ali'),
      ];
      await makeFriends(sara, ali);
    });
    afterEach(async () => {
      await Promise.all([a.stop('SIGKILL'), b.stop('SIGKILL')]);
      for (const stop of stops) await stop();
      folder[Symbol.dispose]();
    });

    test('a message, a removal and an ended session pass from one process to the other', async () => {
      const chatId = await makeGroup(sara, ali);
      const [alis, saras] = [await Device.open(at(b), ali), await Device.open(at(a), sara)];
      await say(sara, chatId, 'از الف');
      await until(() => alis.texts, ['از الف']);
      await say(ali, chatId, 'از ب');
      await until(() => saras.texts, ['از الف', 'از ب']);
      await sara.del(`/api/chats/${chatId}/members/${ali.user.id}`);
      await say(sara, chatId, 'بی علی');
      await until(() => saras.texts.length, 3);
      expect(alis.texts).toEqual(['از الف', 'از ب']);
      const second = await enter(a, '/api/auth/login', 'ali');
      const ended = await open(at(b), second);
      await ali.del(`/api/sessions/${second.sessionId}`);
      expect(await ended.closed).toBe(4001);
      // A command of a machine on which no node runs.
      const done = await runProgram(['user', 'logout', 'ali'], {
        ...common,
        DATA_DIR: join(folder.path, 'c'),
      });
      expect(done.code).toBe(0);
      expect(await alis.closed).toBe(4001);
      saras.close();
    });

    test('kill -9 of a node under load: what it acknowledged is everywhere, its people are offline within 10 s', async () => {
      const chatId = await makeGroup(sara, ali);
      const device = await Device.open(at(b), ali);
      const watcher = await open(at(b), ali);
      const saras = await open(at(a), sara, true);
      const look = async () => {
        const asked = await watcher.request('presence.watch', { userIds: [sara.user.id] });
        return asked.body.presence[0].online;
      };
      await until(look, true);
      const acknowledged: string[] = [];
      const sending = (async () => {
        for (let n = 0; ; n++) {
          const { status } = await say(sara, chatId, `پیام ${n}`);
          if (status === 201) acknowledged.push(`پیام ${n}`);
        }
      })().catch(() => {});
      await until(() => acknowledged.length > 50, true);
      await a.stop('SIGKILL');
      const killed = performance.now();
      await sending;
      await until(look, false, { ms: 12_000 });
      expect(performance.now() - killed).toBeLessThan(10_000);
      await until(() => device.texts.length >= acknowledged.length, true, { ms: 10_000 });
      // One more may have been stored of which nobody was told.
      expect(device.texts.slice(0, acknowledged.length)).toEqual(acknowledged);
      expect(device.texts.length).toBeLessThanOrEqual(acknowledged.length + 1);
      const again = await start('a');
      const back = await Device.open(at(again), sara);
      await say(move(again, sara), chatId, 'برگشتم');
      await until(() => [back, device].map(({ texts }) => texts.at(-1)), ['برگشتم', 'برگشتم']);
      saras.close();
      await again.stop('SIGKILL');
    });
  },
);

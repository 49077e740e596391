import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { type Caller, PASSWORD } from '../helpers/app.ts';
import { answerOf, Caller as SignedIn } from '../helpers/caller.ts';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { startProgram, tempDir } from '../helpers/program.ts';
import { startPostgres } from '../helpers/services/postgres.ts';
import { startRedis } from '../helpers/services/redis.ts';
import { Socket } from '../helpers/socket.ts';
import { until } from '../helpers/until.ts';
import { Device } from './device.ts';
import { makeGroup, say } from './two-nodes.ts';

/** `CLUSTER_ROUNDS=20 bun test …` kills it more often. */
const KILLS = Number(process.env.CLUSTER_ROUNDS ?? 3);

test(
  `after ${KILLS} times kill -9 of Redis under load, at two programs on PostgreSQL, nothing is lost, doubled or out of order`,
  async () => {
    using folder = tempDir();
    await using postgres = await startPostgres();
    await using redis = await startRedis();
    const env = { DATABASE_URL: await postgres.createDatabase('kills'), REDIS_URL: redis.url };
    const nodes = [];
    for (const name of ['a', 'b']) {
      const own = { NODE_NAME: name, DATA_DIR: join(folder.path, name) };
      nodes.push(
        await startProgram([], { ...env, ...own, RATE_LIMIT: '100000', AUTH_LIMIT: '100' }),
      );
    }
    const people: Caller[] = [];
    for (const [n, { url }] of nodes.entries()) {
      const asked = { username: `person${n}`, password: PASSWORD };
      const { body } = await answerOf(url, 'POST', '/api/auth/register', asked);
      people.push(new SignedIn(url, body));
    }
    const [sara, ali] = people as [Caller, Caller];
    const chatId = await makeGroup(sara, ali);
    const devices: Device[] = [];
    for (const { url } of nodes)
      for (const who of people)
        devices.push(await Device.open({ connect: (token) => Socket.open(url, token) }, who));

    const acknowledged: string[] = [];
    let going = true;
    const send = async (who: Caller, name: string): Promise<void> => {
      for (let n = 0; going; n++) {
        const text = `${name} ${n}`;
        if ((await say(who, chatId, text)).status === 201) acknowledged.push(text);
      }
    };
    const sending = [send(sara, 'a'), send(sara, 'aa'), send(ali, 'b'), send(ali, 'bb')];
    for (let n = 0; n < KILLS; n++) {
      const before = acknowledged.length;
      await until(() => acknowledged.length > before + 50, true);
      await redis.kill();
      const down = acknowledged.length;
      await until(() => acknowledged.length > down + 20 * (n % 4), true);
      await redis.start();
    }
    going = false;
    await Promise.all(sending);
    for (const { texts } of devices) await until(() => texts.length >= acknowledged.length, true);
    const history: string[] = [];
    for (let after = 0; ; after = history.length) {
      const path = `/api/chats/${chatId}/messages?after=${after}&limit=100`;
      const { messages } = (await sara.get(path)).body;
      if (messages.length === 0) break;
      for (const { text } of messages) history.push(text);
    }
    const stored = history.filter((text) => text !== '');
    for (const { texts } of devices) expect(texts).toEqual(stored);
    expect(stored.toSorted()).toEqual(acknowledged.toSorted());
    await Promise.all(nodes.map((node) => node.stop('SIGKILL')));
  },
  4 * PATIENCE_MS * KILLS,
);

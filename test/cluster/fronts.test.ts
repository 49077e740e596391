/** Runs the examples of deploy/cluster in Debian's own proxies, before three nodes, and lets people write meanwhile. */
import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test';
import { type Behind, ofProxy, startBehind } from '../deploy/lib/behind.ts';
import type { Front } from '../deploy/lib/proxy.ts';
import { through } from '../deploy/lib/through.ts';
import { PASSWORD } from '../helpers/app.ts';
import { PATIENCE_MS } from '../helpers/patience.ts';
import { tempDir } from '../helpers/program.ts';
import { until } from '../helpers/until.ts';
import { startCaddyFront, startHaproxyFront, startNginxFront } from './lib/fronts.ts';
import { type Nodes, startThreeNodes } from './lib/nodes.ts';
import { type Ask, asker, ofWriter, readTexts, startWriting } from './lib/writing.ts';

/** `CLUSTER_ROUNDS=20 CLUSTER_WRITERS=16 bun test …` does more of it, with more who write. */
const ROUNDS = Number(process.env.CLUSTER_ROUNDS ?? 1);
const WRITERS = Number(process.env.CLUSTER_WRITERS ?? 4);
setDefaultTimeout(4 * PATIENCE_MS * ROUNDS);

const folder = tempDir();
let behind: Behind;
let ca: string;
beforeAll(async () => {
  behind = await startBehind(folder.path);
  ca = await Bun.file(behind.authority.cert).text();
});
afterAll(async () => {
  await behind.stop();
  folder[Symbol.dispose]();
});

describe.each([
  ['HAProxy', startHaproxyFront],
  ['nginx', startNginxFront],
  ['Caddy', startCaddyFront],
])('three nodes behind %s', (name, start) => {
  test('the doctor finds nothing wrong: name, scheme, address, sockets, streams, time-outs', async () => {
    const target = Number(new URL(behind.server.url).port);
    const begin: Parameters<Behind['ask']>[0] = ({ pair }) =>
      start({ folder: folder.path, pair, targets: [target, target, target] });
    const told = await behind.ask(begin, (text) => text, { wait: '2' });
    expect(ofProxy(told)).toEqual([]);
    expect(told.checks.map(({ id }) => id)).toContain('idle.ok');
  });

  describe('with people', () => {
    let nodes: Nodes;
    let front: Front;
    let person: ReturnType<typeof through>;
    beforeAll(async () => {
      nodes = await startThreeNodes({ DRAIN_SECONDS: '4' });
      front = await start({ folder: folder.path, targets: nodes.ports, pair: behind.pair });
      person = through(front, ca);
      await until(async () => (await person.ask('/ready')).status, 200);
    });
    afterAll(async () => {
      await front.stop();
      await nodes.stop();
    });

    const enter = async (username: string) => {
      const body = { username, password: PASSWORD };
      const entered = (await asker(person, undefined)('POST', '/api/auth/register', body)).body;
      return { ...entered, ask: asker(person, entered.token) };
    };
    const group = async (ask: Ask, title: string): Promise<string> =>
      (await ask('POST', '/api/chats', { kind: 'group', title, userIds: [] })).body.chat.id;

    test('what is sent by one node is heard at all', async () => {
      const [sara, ali] = [await enter('sara'), await enter('ali')];
      const made = await sara.ask('POST', '/api/chats', { kind: 'direct', userId: ali.user.id });
      const chatId = made.body.chat.id;
      const sockets = await Promise.all(Array.from({ length: 6 }, () => person.connect(ali.token)));
      const text = `از پشت ${name}`;
      const sent = { clientId: Bun.randomUUIDv7(), text };
      expect((await sara.ask('POST', `/api/chats/${chatId}/messages`, sent)).status).toBe(201);
      for (const { socket, heard } of sockets) {
        await until(() => heard.some((frame) => frame.includes(text)), true);
        socket.close();
      }
    });

    test('a file goes up in parts, each to any node, and comes back whole from each', async () => {
      const { token } = await enter('omid');
      const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
      const bytes = crypto.getRandomValues(new Uint8Array(60_000));
      const made = await person.ask('/api/uploads', {
        method: 'POST',
        headers: { ...headers, 'upload-length': `${bytes.length}` },
      });
      const id = made.headers.get('location')?.split('/').at(-1);
      for (let offset = 0; offset < bytes.length; offset += 10_000) {
        const { status } = await person.ask(`/api/uploads/${id}`, {
          method: 'PATCH',
          body: bytes.slice(offset, offset + 10_000),
          headers: {
            ...{ ...headers, 'upload-offset': `${offset}` },
            'content-type': 'application/offset+octet-stream',
          },
        });
        expect([offset, status]).toEqual([offset, 204]);
      }
      for (const { url } of nodes.nodes) {
        const got = await fetch(`${url}/api/files/${id}`, { headers });
        expect(Bun.deepEquals(new Uint8Array(await got.arrayBuffer()), bytes)).toBe(true);
      }
    });

    test('nodes end and start in turn under load: nobody is refused, nothing is lost, doubled or overtaken', async () => {
      const { ask, token } = await enter('reza');
      const chatId = await group(ask, 'بار');
      const sockets = await Promise.all(Array.from({ length: 9 }, () => person.connect(token)));
      const closed = sockets.map(({ socket }) => {
        const { promise, resolve } = Promise.withResolvers<number>();
        socket.onclose = ({ code }) => resolve(code);
        return promise;
      });
      const writing = startWriting(ask, chatId, WRITERS);
      const began = performance.now();
      const more = async () => {
        const before = writing.count();
        await until(() => writing.count() > before + 20, true);
      };
      // All three in turn take a quarter of a minute, and tell the same of every proxy.
      const turns = nodes.nodes.slice(0, name === 'HAProxy' ? 3 : 1);
      for (let round = 0; round < ROUNDS; round++)
        for (const node of turns) {
          await more();
          await node.stop();
          await more();
          await node.start();
        }
      await more();
      const { tries, acknowledged } = await writing.stop();
      const rate = acknowledged.length / ((performance.now() - began) / 1000);
      if (process.env.CLUSTER_WRITERS)
        process.stdout.write(`${name}: ${Math.round(rate)} messages a second\n`);
      // nginx asks nobody who is ready: what comes in the moment in which a port closes is sent again by whoever sent it.
      const refused = [...tries].filter(([status]) => status !== 201);
      const most = name === 'nginx' ? 3 * WRITERS * ROUNDS : 0;
      expect(refused.reduce((sum, [, times]) => sum + times, 0)).toBeWithin(0, most + 1);
      const stored = await readTexts(ask, chatId);
      expect(stored.toSorted()).toEqual(acknowledged.toSorted());
      for (let writer = 0; writer < WRITERS; writer++)
        expect(ofWriter(stored, writer)).toEqual(ofWriter(acknowledged, writer));
      expect(await Promise.race(closed)).toBe(1012);
      const told = sockets.filter(({ heard }) => heard.join().includes('server.closing'));
      expect(told.length).toBeWithin(1, 10);
      if (turns.length === 3) expect(told).toHaveLength(9);
      for (const { socket } of sockets) socket.close();
    });

    test('a node is killed under load: what was acknowledged is there once, and its sockets are free', async () => {
      const { ask, token } = await enter('nika');
      const chatId = await group(ask, 'بار');
      const sockets = await Promise.all(Array.from({ length: 9 }, () => person.connect(token)));
      const writing = startWriting(ask, chatId, WRITERS);
      const [, node] = nodes.nodes;
      for (let round = 0; round < ROUNDS; round++) {
        if (round > 0) await node?.start();
        const begun = writing.count();
        await until(() => writing.count() > begun + 20, true);
        await node?.stop('SIGKILL');
        const before = writing.count();
        await until(() => writing.count() > before + 100, true);
      }
      const { acknowledged } = await writing.stop();
      expect((await readTexts(ask, chatId)).toSorted()).toEqual(acknowledged.toSorted());
      const ended = sockets.filter(({ socket }) => socket.readyState === WebSocket.CLOSED);
      expect(ended.length).toBeWithin(1, 9);
      const again = await person.connect(token);
      for (const { socket } of [...sockets, again]) socket.close();
      await node?.start();
    });

    test('where no node is ready, those that live serve on', async () => {
      const { ask } = await enter('mina');
      const chatId = await group(ask, 'بدون');
      const seen = async () => (await person.ask('/ready')).status;
      await until(seen, 200);
      const writing = startWriting(ask, chatId);
      await nodes.redis.kill();
      await until(seen, 503);
      // By then a proxy that looks every second has looked at all of them.
      const before = writing.count();
      await until(() => writing.count() > before + 300, true);
      const { tries, acknowledged } = await writing.stop();
      expect([...tries.keys()]).toEqual([201]);
      expect((await readTexts(ask, chatId)).toSorted()).toEqual(acknowledged.toSorted());
      await nodes.redis.start();
      await until(seen, 200);
    });
  });
});

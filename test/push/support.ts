import type { Db } from '../../db/stores.ts';
import { type Caller, type Server, startServer } from '../helpers/app.ts';
import { type Browser, startPushService } from '../helpers/push-service.ts';
import { until } from '../helpers/until.ts';

export type PushWorld = Awaited<ReturnType<typeof startPushWorld>>;

/** A server whose pushes go to a service of the tests, and whose clock is put forward where something has to be due. */
export async function startPushWorld(more: Parameters<typeof startServer>[0] = {}) {
  const service = startPushService();
  const clock = { ahead: 0 };
  const now = (): number => Date.now() + clock.ahead;
  const server: Server = await startServer({ now, postPush: service.post, ...more });
  const { db } = server.deps;

  return {
    ...{ service, server, db, now },
    /** Another device of a person, with a browser that has subscribed. */
    async device(of: Caller, wanted: Partial<Browser['subscription']> = {}): Promise<Browser> {
      const browser = service.browser(wanted);
      const answer = await of.put('/api/push/subscription', browser.subscription);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      return browser;
    },
    skip(ms: number): void {
      clock.ahead += ms;
    },
    /** Puts the clock forward until everything that was ordered has been told. */
    async told(): Promise<void> {
      clock.ahead += 20_000;
      await until(() => leftOf(db, 'pushJobs', now() + 60_000), []);
    },
    async direct(one: Caller, other: Caller): Promise<string> {
      await one.post('/api/chats', { kind: 'direct', userId: other.user.id });
      const body = { kind: 'direct', userId: one.user.id };
      return (await other.post('/api/chats', body)).body.chat.id;
    },
    async group(owner: Caller, title: string, ...others: Caller[]): Promise<string> {
      const userIds = others.map(({ user }) => user.id);
      const body = { kind: 'group', clientId: Bun.randomUUIDv7(), title, userIds };
      return (await owner.post('/api/chats', body)).body.chat.id;
    },
    async send(from: Caller, chatId: string, text: string, rest: object = {}): Promise<number> {
      const body = { clientId: Bun.randomUUIDv7(), text, ...rest };
      const answer = await from.post(`/api/chats/${chatId}/messages`, body);
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
      return answer.body.message.seq;
    },
    async stop(): Promise<void> {
      await server.stop();
      await service.stop();
    },
  };
}

/** What a browser was told: titles and bodies, in order. */
export const linesOf = ({ received }: Browser): string[] =>
  received.map(({ notification }) => `${notification?.title} | ${notification?.body}`);

/** What is due by then, at which nobody or this server is. */
export const leftOf = (db: Db, name: 'pushJobs' | 'pushRetries', now: number) =>
  db.read(findLeft(db, name, now));

function* findLeft(db: Db, name: 'pushJobs' | 'pushRetries', now: number) {
  const owner = db.worker.term()?.holder ?? '';
  const free = yield* db[name].due({ owner, now, limit: 9 });
  return [...free, ...(yield* db[name].ownedBy(owner))];
}

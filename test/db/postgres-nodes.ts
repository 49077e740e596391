import { openPostgres, type PostgresDb } from '../../db/postgres/open.ts';
import { createChats } from '../../server/chats/service.ts';
import { readConfig } from '../../server/config.ts';
import type { Ctx } from '../../server/context.ts';
import type { Deps } from '../../server/deps.ts';
import { createLog } from '../../server/log.ts';
import { createMessages } from '../../server/messages/service.ts';

export type Node = Awaited<ReturnType<typeof openNode>>;

const log = createLog({
  ...{ logLevel: 'silent', logFormat: 'json' },
  now: () => 0,
  write() {},
});

/** A node with nothing but its data and the services that write most. */
export async function openNode(url: string, name: string) {
  const db: PostgresDb = await openPostgres({
    ...{ url, connections: 3, prepare: true, node: name, log },
  });
  let last = 0;
  const ids = { next: () => `${name}${String(++last).padStart(9, '0')}` };
  const deps: Deps = { db, clock: { now: () => Date.now() }, ids, log, config: readConfig([]) };
  return { db, deps, messages: createMessages(deps), chats: createChats(deps) };
}

/** Makes pairs of people, each with a chat that both have opened. */
export async function makePairs(
  { db, chats, deps }: Node,
  pairs: number,
): Promise<{ people: Ctx[]; chatIds: string[] }> {
  const people = Array.from({ length: pairs * 2 }, (_, n) => ({
    ...{ userId: deps.ids.next(), sessionId: `s${n}`, connection: 1 },
  }));
  for (const [n, { userId: id }] of people.entries())
    await db.write(() =>
      db.users.create({
        ...{ id, username: `p${n}`, usernameKey: `p${n}`, displayName: `P ${n}`, about: '' },
        ...{ credentialKind: 'password', credentialHash: 'none', role: 'user', createdAt: 1 },
      }),
    );
  const chatIds: string[] = [];
  for (let n = 0; n < pairs; n++) {
    const [one, other] = people.slice(2 * n) as [Ctx, Ctx];
    const { reply } = await chats.create(one, { kind: 'direct', userId: other.userId });
    await chats.create(other, { kind: 'direct', userId: one.userId });
    chatIds.push(reply.chat.id);
  }
  return { people, chatIds };
}

import { eq, type InferSelectModel, isNotNull, isNull, sql } from 'drizzle-orm';
import { and, insertInto, params, select, updateTable } from '../engine/builder.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, members } from '../schema.ts';
import { groupEndStore } from './group-end.ts';
import { rosterStore } from './group-roster.ts';

type Chat = InferSelectModel<typeof chats>;
type NewGroup = Pick<Chat, 'id' | 'clientId' | 'createdBy' | 'createdAt'> & { title: string };
type GroupInfo = { title: string; about: string; avatar: string | null };

/** Groups as such, (`rosterStore`) who is in them, and (`groupEndStore`) their end. */
export function groupsStore() {
  return { ...roomsStore(), ...rosterStore(), ...groupEndStore() };
}

function roomsStore() {
  const ofPerson = prepare(() =>
    select({ id: chats.id })
      .from(members)
      .innerJoin(chats, eq(chats.id, members.chatId))
      .where(and(eq(members.userId, p('userId')), isNull(members.leftAt), eq(chats.kind, 'group'))),
  );
  const insert = prepare(() =>
    insertInto(chats).values({
      ...params('id', 'title', 'clientId', 'createdBy', 'createdAt'),
      kind: 'group',
      lastSeq: 0,
      lastRev: 0,
      receiptRev: 0,
      lastAt: p('createdAt'),
    }),
  );
  const byClientId = prepare(() =>
    select({ id: chats.id })
      .from(chats)
      .where(
        and(
          eq(chats.clientId, p('clientId')),
          isNotNull(chats.clientId),
          eq(chats.createdBy, p('createdBy')),
        ),
      ),
  );
  const isIt = and(eq(chats.id, p('chatId')), eq(chats.kind, 'group'));
  const info = prepare(() =>
    select({ title: sql<string>`${chats.title}`, about: chats.about, avatar: chats.avatarFile })
      .from(chats)
      .where(isIt),
  );
  const counters = prepare(() =>
    select({ lastSeq: chats.lastSeq, lastRev: chats.lastRev, lastAt: chats.lastAt })
      .from(chats)
      .where(isIt),
  );
  const update = prepare(() =>
    updateTable(chats)
      .set({ ...params('title', 'about', 'rights'), avatarFile: p('avatar') })
      .where(eq(chats.id, p('chatId'))),
  );

  return {
    /** Ids of the groups that a person is in. */
    *of(userId: string): Tx<string[]> {
      return (yield* all(ofPerson, { userId })).map(({ id }) => id);
    },
    create: (group: NewGroup) => run(insert, group),
    *byClientId(clientId: string, createdBy: string): Tx<string | undefined> {
      return (yield* one(byClientId, { clientId, createdBy }))?.id;
    },
    /** Read after `db.chats.context`, which is the authorisation. */
    info: (chatId: string) => one(info, { chatId }),
    /** For a person who is about to enter, and has no chat context yet. */
    *counters(chatId: string) {
      const place = yield* one(counters, { chatId });
      return place && { ...place, audience: { chat: chatId } };
    },
    update: (chatId: string, to: GroupInfo & { rights: number }) => run(update, { chatId, ...to }),
  };
}

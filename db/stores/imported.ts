import { count, eq, type InferSelectModel, lt } from 'drizzle-orm';
import {
  and,
  insertInto,
  oneMore,
  or,
  params,
  paramsOf,
  select,
  selectDistinct,
  updateTable,
} from '../engine/builder.ts';
import { isAmong, larger, NEXT_ID } from '../engine/dialect.ts';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepare } from '../engine/query.ts';
import { chats, imported, members, messages, pushSubscriptions, users } from '../schema.ts';

/** A message as another program had it. `files`, `call`: JSON. */
export type ImportedMessage = Pick<
  InferSelectModel<typeof messages>,
  'chatId' | 'seq' | 'senderId' | 'clientId' | 'body' | 'sealed' | 'files' | 'call' | 'createdAt'
> & { kind: 'text' | 'call' };
export type ImportedChat = Pick<InferSelectModel<typeof chats>, 'lastSeq' | 'lastRev' | 'lastAt'>;
type ImportedKind = 'user' | 'chat' | 'file';
/** Bound to no session, since none is brought over; such a device is told no words before the app is opened there. */
type Subscription = Omit<
  InferSelectModel<typeof pushSubscriptions>,
  'sessionId' | 'language' | 'content'
>;

/** What was imported from another program, and the writing of it. */
export function importedStore() {
  return { ...notesStore(), ...importStore() };
}

function notesStore() {
  const sources = prepare(() => selectDistinct({ source: imported.source }).from(imported));
  const known = prepare(() =>
    select({ oldId: imported.oldId, newId: imported.newId })
      .from(imported)
      .where(and(eq(imported.source, p('source')), eq(imported.kind, p('kind')))),
  );
  const born = prepare(() =>
    select({ oldId: imported.oldId, createdAt: users.createdAt })
      .from(imported)
      .innerJoin(users, eq(users.id, imported.newId))
      .where(and(eq(imported.source, p('source')), eq(imported.kind, 'user'))),
  );
  const usernames = prepare(() => select({ key: users.usernameKey }).from(users));
  const note = prepare(() => insertInto(imported).values(paramsOf(imported)).onConflictDoNothing());

  return {
    *sources(): Tx<string[]> {
      return (yield* all(sources)).map(({ source }) => source);
    },
    /** Old id → new id. */
    *known(source: string, kind: ImportedKind): Tx<Map<string, string>> {
      const rows = yield* all(known, { source, kind });
      return new Map(rows.map(({ oldId, newId }) => [oldId, newId]));
    },
    /** When each person of that source was born there: by it the source is known again. */
    born: (source: string) => all(born, { source }),
    /** Every name that is taken, folded. */
    *usernames(): Tx<string[]> {
      return (yield* all(usernames)).map(({ key }) => key);
    },
    note: (source: string, kind: ImportedKind, oldId: string, newId: string) =>
      run(note, { source, kind, oldId, newId }),
  };
}

function importStore() {
  const insert = prepare(() =>
    insertInto(messages)
      .values({
        id: NEXT_ID,
        ...params('chatId', 'seq', 'senderId', 'clientId', 'kind', 'body', 'sealed', 'files'),
        ...params('call', 'createdAt'),
        rev: 0,
      })
      .onConflictDoNothing({ target: [messages.clientId, messages.chatId, messages.senderId] }),
  );
  const seq = prepare(() =>
    select({ seq: messages.seq })
      .from(messages)
      .where(
        and(
          eq(messages.clientId, p('clientId')),
          eq(messages.chatId, p('chatId')),
          eq(messages.senderId, p('senderId')),
        ),
      ),
  );
  const brought = prepare(() =>
    select({
      clientId: messages.clientId,
      senderId: messages.senderId,
      seq: messages.seq,
      directKey: chats.directKey,
    })
      .from(messages)
      .innerJoin(chats, eq(chats.id, messages.chatId))
      .where(isAmong(messages.clientId, 'clientIds')),
  );
  const counters = prepare(() =>
    select({ lastSeq: chats.lastSeq, lastRev: chats.lastRev, lastAt: chats.lastAt })
      .from(chats)
      .where(eq(chats.id, p('chatId'))),
  );
  const raise = prepare(() =>
    updateTable(members)
      .set({
        deliveredSeq: larger(members.deliveredSeq, p('delivered')),
        readSeq: larger(members.readSeq, p('read')),
      })
      .where(
        and(
          eq(members.chatId, p('chatId')),
          eq(members.userId, p('userId')),
          or(lt(members.deliveredSeq, p('delivered')), lt(members.readSeq, p('read'))),
        ),
      ),
  );
  const countReceipt = prepare(() =>
    updateTable(chats)
      .set({ receiptRev: oneMore(chats.receiptRev) })
      .where(eq(chats.id, p('chatId'))),
  );
  const subscribe = prepare(() =>
    insertInto(pushSubscriptions)
      .values(params('endpoint', 'userId', 'p256dh', 'auth', 'userAgent', 'createdAt'))
      .onConflictDoNothing({ target: pushSubscriptions.endpoint }),
  );
  const subscriptions = prepare(() => select({ count: count() }).from(pushSubscriptions));
  const subscribed = prepare(() =>
    select({ endpoint: pushSubscriptions.endpoint })
      .from(pushSubscriptions)
      .where(eq(pushSubscriptions.endpoint, p('endpoint'))),
  );

  return {
    /** Returns false when it was imported before. */
    *addMessage(message: ImportedMessage): Tx<boolean> {
      return (yield* run(insert, message)) > 0;
    },
    *seqOf(chatId: string, senderId: string, clientId: string): Tx<number | undefined> {
      return (yield* one(seq, { chatId, senderId, clientId }))?.seq;
    },
    /** Returns those that exist, in any chat, by any sender: an id is unique only together with both. */
    brought: (clientIds: readonly string[]) =>
      all(brought, { clientIds: JSON.stringify(clientIds) }),
    counters: (chatId: string) => one(counters, { chatId }),
    /** Watermarks only grow; one that moves is counted, so that devices hear of it. */
    *raiseReceipts(chatId: string, userId: string, to: { delivered: number; read: number }) {
      const { delivered, read } = to;
      const moved = (yield* run(raise, { chatId, userId, delivered, read })) > 0;
      if (moved) yield* run(countReceipt, { chatId });
    },
    /** An endpoint that is there stays whose it is. */
    *subscribe(row: Subscription): Tx<boolean> {
      return (yield* run(subscribe, row)) > 0;
    },
    *subscriptions(): Tx<number> {
      return (yield* one(subscriptions))?.count ?? 0;
    },
    *subscribed(endpoint: string): Tx<boolean> {
      return (yield* one(subscribed, { endpoint })) !== undefined;
    },
  };
}

import { sql } from 'drizzle-orm';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';

/** A message as another program had it. `files`, `call`: JSON, as the columns of `messages` hold it. */
export type ImportedMessage = {
  chatId: string;
  seq: number;
  senderId: string;
  clientId: string;
  kind: 'text' | 'call';
  body: string;
  sealed: number;
  files: string | null;
  call: string | null;
  createdAt: number;
};
type ImportedRow = Pick<ImportedMessage, 'clientId' | 'senderId' | 'seq'> & {
  directKey: string | null;
};
export type ImportedChat = { lastSeq: number; lastRev: number; lastAt: number };
type ImportedKind = 'user' | 'chat' | 'file';
type Subscription = {
  endpoint: string;
  userId: string;
  p256dh: string;
  auth: string;
  userAgent: string;
  createdAt: number;
};

/** What was imported from another program, and the writing of it. */
export function importedStore() {
  return { ...notesStore(), ...importStore() };
}

function notesStore() {
  const sources = prepareSql<{ source: string }>(sql`select distinct source from imported`);
  const known = prepareSql<{ oldId: string; newId: string }>(
    sql`select old_id, new_id from imported where source = ${p('source')} and kind = ${p('kind')}`,
  );
  const born = prepareSql<{ oldId: string; createdAt: number }>(
    sql`select i.old_id, u.created_at from imported i join users u on u.id = i.new_id
      where i.source = ${p('source')} and i.kind = 'user'`,
  );
  const usernames = prepareSql<{ key: string }>(sql`select username_key as key from users`);
  const note = prepareSql(
    sql`insert into imported (source, kind, old_id, new_id)
      values (${p('source')}, ${p('kind')}, ${p('oldId')}, ${p('newId')}) on conflict do nothing`,
  );

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
  const insert = prepareSql(
    sql`insert into messages (chat_id, seq, sender_id, client_id, kind, body, sealed, files, call, created_at, rev)
      values (${p('chatId')}, ${p('seq')}, ${p('senderId')}, ${p('clientId')}, ${p('kind')}, ${p('body')}, ${p('sealed')},
        ${p('files')}, ${p('call')}, ${p('createdAt')}, 0)
      on conflict (client_id, chat_id, sender_id) do nothing`,
  );
  const seq = prepareSql<{ seq: number }>(
    sql`select seq from messages where client_id = ${p('clientId')} and chat_id = ${p('chatId')}
      and sender_id = ${p('senderId')}`,
  );
  const brought = prepareSql<ImportedRow>(
    sql`select m.client_id as "clientId", m.sender_id as "senderId", m.seq, c.direct_key as "directKey"
      from messages m join chats c on c.id = m.chat_id
      where m.client_id in (select value from json_each(${p('clientIds')}))`,
  );
  const head = prepareSql<ImportedChat>(
    sql`select last_seq, last_rev, last_at from chats where id = ${p('chatId')}`,
  );
  const raise = prepareSql(
    sql`update members set delivered_seq = max(delivered_seq, ${p('delivered')}), read_seq = max(read_seq, ${p('read')})
      where chat_id = ${p('chatId')} and user_id = ${p('userId')}
      and (delivered_seq < ${p('delivered')} or read_seq < ${p('read')})`,
  );
  const countMark = prepareSql(sql`update chats set marks = marks + 1 where id = ${p('chatId')}`);
  const subscribe = prepareSql(
    sql`insert into push_subscriptions (endpoint, user_id, p256dh, auth, user_agent, created_at)
      values (${p('endpoint')}, ${p('userId')}, ${p('p256dh')}, ${p('auth')}, ${p('userAgent')}, ${p('createdAt')})
      on conflict (endpoint) do nothing`,
  );
  const subscribed = prepareSql<{ endpoint: string }>(
    sql`select endpoint from push_subscriptions where endpoint = ${p('endpoint')}`,
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
    head: (chatId: string) => one(head, { chatId }),
    /** Watermarks only grow; one that moves is counted, so that devices hear of it. */
    *raiseMarks(chatId: string, userId: string, to: { delivered: number; read: number }) {
      const { delivered, read } = to;
      const moved = (yield* run(raise, { chatId, userId, delivered, read })) > 0;
      if (moved) yield* run(countMark, { chatId });
    },
    /** An endpoint that is there stays whose it is. */
    *subscribe(row: Subscription): Tx<boolean> {
      return (yield* run(subscribe, row)) > 0;
    },
    *subscribed(endpoint: string): Tx<boolean> {
      return (yield* one(subscribed, { endpoint })) !== undefined;
    },
  };
}

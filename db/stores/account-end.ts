import { sql } from 'drizzle-orm';
import { all, one, run, type Tx } from '../engine/engine.ts';
import { p, prepareSql } from '../engine/query.ts';
import { MESSAGE_COLUMNS, type MessageRow, toMessage } from './messages-row.ts';

type Window = { chatId: string; userId: string; after: number; upTo: number; limit: number };
type KeptFile = { id: string; sha256: string };

/** What goes with an account, and what stays of it under "deleted account". */
export function accountEndStore() {
  return { ...goneStore(), ...writtenStore() };
}

function goneStore() {
  // A name with a hyphen is not allowed for people, so it is free, and the person's old name becomes free for others or
  // for themselves.
  const bury = prepareSql(
    sql`update users set username = 'deleted-' || id, username_key = 'deleted-' || id, about = '',
      credential_hash = '', role = 'user', avatar_file = null, invite_quota = null, disabled_at = null,
      deleted_at = ${p('now')} where id = ${p('userId')}`,
  );
  const mine = sql`chat_id in (select m.chat_id from members m where m.user_id = ${p('userId')})
    and user_id = ${p('userId')}`;
  const forgets = [
    sql`delete from sessions where user_id = ${p('userId')}`,
    sql`delete from push_subscriptions where user_id = ${p('userId')}`,
    sql`delete from one_time_links where user_id = ${p('userId')}`,
    sql`delete from blocks where user_id = ${p('userId')} or blocked_id = ${p('userId')}`,
    sql`delete from join_requests where user_id = ${p('userId')}`,
    sql`update members set draft = null, muted_until = null, pinned_at = null, archived_at = null,
      unread_mark = 0, request = 0 where user_id = ${p('userId')}`,
    sql`delete from hidden where ${mine}`,
    sql`delete from mentions where ${mine}`,
    sql`delete from mark_log where ${mine}`,
    sql`update invites set note = '' where created_by = ${p('userId')}`,
  ].map((statement) => prepareSql(statement));
  const heir = prepareSql<{ id: string }>(
    sql`select m.user_id as id from members m join users u on u.id = m.user_id
      where m.chat_id = ${p('chatId')} and m.left_at is null and m.user_id <> ${p('userId')}
      order by u.disabled_at is not null, m.role <> 'admin', m.joined_seq, m.user_id limit 1`,
  );

  const asked = prepareSql<{ chatId: string }>(
    sql`select chat_id as "chatId" from join_requests where user_id = ${p('userId')}`,
  );

  return {
    bury: (userId: string, now: number) => run(bury, { userId, now }),
    /** All that only this person saw or needed. */
    *forget(userId: string): Tx<void> {
      for (const query of forgets) yield* run(query, { userId });
    },
    /** Groups that they wait to be let into. */
    *asked(userId: string): Tx<string[]> {
      return (yield* all(asked, { userId })).map(({ chatId }) => chatId);
    },
    /** Who a group goes to: the admin, else the member, who is in it longest. */
    *heir(chatId: string, userId: string): Tx<string | undefined> {
      return (yield* one(heir, { chatId, userId }))?.id;
    },
  };
}

function writtenStore() {
  const everIn = prepareSql<{ chatId: string; kind: string; lastSeq: number }>(
    sql`select c.id as "chatId", c.kind, c.last_seq as "lastSeq" from members m join chats c on c.id = m.chat_id
      where m.user_id = ${p('userId')} order by c.id`,
  );
  const written = prepareSql<MessageRow>(
    sql`select ${MESSAGE_COLUMNS} from messages m where m.chat_id = ${p('chatId')}
      and m.seq > ${p('after')} and m.seq <= ${p('upTo')} and m.sender_id = ${p('userId')}
      and m.deleted_at is null and m.kind <> 'note' order by m.seq limit ${p('limit')}`,
  );
  const reacted = prepareSql<MessageRow>(
    sql`select ${MESSAGE_COLUMNS} from messages m where m.chat_id = ${p('chatId')}
      and m.seq in (select distinct r.seq from reactions r where r.chat_id = ${p('chatId')}
        and r.user_id = ${p('userId')} limit ${p('limit')}) order by m.seq`,
  );
  const withdraw = prepareSql(
    sql`delete from reactions where chat_id = ${p('chatId')} and seq = ${p('seq')} and user_id = ${p('userId')}`,
  );
  const unname = prepareSql(
    sql`update messages set forwarded_name = null where id > ${p('after')} and id <= ${p('upTo')}
      and forwarded_from = ${p('userId')} and forwarded_name is not null`,
    'kept',
  );
  const orphans = prepareSql<KeptFile>(
    sql`select f.id, f.sha256 from files f where f.owner_id = ${p('userId')}
      and not exists (select 1 from message_files m where m.file_id = f.id)
      and not exists (select 1 from users u where u.avatar_file = f.id) limit ${p('limit')}`,
  );
  const drop = prepareSql(sql`delete from files where id = ${p('id')}`);
  const shared = prepareSql<{ found: number }>(
    sql`select exists (select 1 from files where sha256 = ${p('sha256')}) as found`,
  );

  return {
    /** Every chat that the person is or was in. */
    everIn: (userId: string) => all(everIn, { userId }),
    /**
     * The messages that the person wrote, and the lines of their calls, between two messages of a chat, for all
     * members. System messages stay.
     */
    *written(window: Window) {
      return (yield* all(written, window)).map(toMessage);
    },
    /** The messages that the person reacted to, for all members. */
    *reacted(chatId: string, userId: string, limit: number) {
      return (yield* all(reacted, { chatId, userId, limit })).map(toMessage);
    },
    withdraw: (chatId: string, seq: number, userId: string) =>
      run(withdraw, { chatId, seq, userId }),
    /** The name of theirs that others have forwarded with their words, of messages between two rowids. */
    unname: (userId: string, after: number, upTo: number) => run(unname, { userId, after, upTo }),
    /** Files of theirs that no message holds. */
    orphans: (userId: string, limit: number) => all(orphans, { userId, limit }),
    /** true: its bytes belong to no other file. */
    *dropFile({ id, sha256 }: KeptFile): Tx<boolean> {
      yield* run(drop, { id });
      return (yield* one(shared, { sha256 }))?.found === 0;
    },
  };
}

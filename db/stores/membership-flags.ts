import { type SQL, sql } from 'drizzle-orm';

/** What a write in a chat has to respect, as bits of one number that comes with the chat context: 0 nearly always. */
export const FLAG = {
  /** The asker has a draft there. */
  draft: 1,
  /** The asker has marked it unread by hand. */
  unreadMark: 2,
  /** A stranger's request waits for the asker to accept it. */
  request: 4,
  /** In a direct chat: the asker has blocked the other. */
  blocking: 8,
  /** The other has blocked the asker. */
  blocked: 16,
  /** The other's account is deleted; or the other accepts only contacts, and the asker is none. */
  unwanted: 32,
  /** In a group: the asker was added, and has neither joined, written nor accepted there. */
  added: 64,
} as const;

/** For a chat context with `members m join chats c`. */
export const FLAGS =
  sql.raw(`(m.draft is not null) | (m.unread_mark << 1) | (m.request << 2) | (m.added << 6)
  | case when c.kind = 'direct' then coalesce((select
    (exists (select 1 from blocks b where b.user_id = m.user_id and b.blocked_id = peer.user_id) << 3)
    | (exists (select 1 from blocks b where b.user_id = peer.user_id and b.blocked_id = m.user_id) << 4)
    | (exists (select 1 from users u where u.id = peer.user_id and (u.deleted_at is not null
      or (u.who_writes = 'nobody' and (peer.request = 1 or (c.last_seq = 0 and peer.list_rev = 0))
        and coalesce(u.invited_by, '') <> m.user_id
        and not exists (select 1 from users i where i.id = m.user_id and i.invited_by = u.id)))) << 5)
    from members peer where peer.chat_id = m.chat_id and peer.user_id <> m.user_id), 0) else 0 end`);

/**
 * The receipts of a member as the asker may see them, of `members o join chats c`: none before the member has accepted
 * the asker's request, and where they stood since the member has blocked the asker.
 */
export const shownMark = (column: 'delivered_seq' | 'read_seq', asker: SQL): SQL<number> => {
  const name = sql.raw(column);
  return sql<number>`case when o.user_id = ${asker} then o.${name} when o.request = 1 then 0
    when c.kind <> 'direct' then o.${name} else coalesce((select b.${name} from blocks b
      where b.user_id = o.user_id and b.blocked_id = ${asker}), o.${name}) end`;
};

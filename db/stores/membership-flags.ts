import { eq, exists, isNotNull, ne, not, type SQL, sql } from 'drizzle-orm';
import { alias, and, coalesce, or, rowsOf, scalar, select } from '../engine/builder.ts';
import { bit, bits, type Expression } from '../engine/dialect.ts';
import { blocks, chats, members, users } from '../schema.ts';

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

/** For a chat context with `members` and `chats`. */
export function flags(): SQL<number> {
  const peer = alias(members, 'peer');
  const [person, inviter] = [alias(users, 'person'), alias(users, 'inviter')];
  const hasBlocked = (one: Expression, other: Expression) =>
    exists(rowsOf(blocks).where(and(eq(blocks.userId, one), eq(blocks.blockedId, other))));
  const hasInvited = exists(
    rowsOf(inviter).where(and(eq(inviter.id, members.userId), eq(inviter.invitedBy, person.id))),
  );
  const isNoContact = and(
    eq(person.whoWrites, 'nobody'),
    or(eq(peer.request, 1), and(eq(chats.lastSeq, 0), eq(peer.memberRev, 0))),
    ne(coalesce(person.invitedBy, ''), members.userId),
    not(hasInvited),
  );
  const isUnwanted = exists(
    rowsOf(person).where(
      and(eq(person.id, peer.userId), or(isNotNull(person.deletedAt), isNoContact)),
    ),
  );
  const direct = scalar(
    select({
      flags: bits(
        bit(hasBlocked(members.userId, peer.userId), FLAG.blocking),
        bit(hasBlocked(peer.userId, members.userId), FLAG.blocked),
        bit(isUnwanted, FLAG.unwanted),
      ),
    })
      .from(peer)
      .where(and(eq(peer.chatId, members.chatId), ne(peer.userId, members.userId))),
  );
  return bits(
    bit(isNotNull(members.draft), FLAG.draft),
    bit(eq(members.unreadMark, 1), FLAG.unreadMark),
    bit(eq(members.request, 1), FLAG.request),
    bit(eq(members.added, 1), FLAG.added),
    sql`case when ${eq(chats.kind, 'direct')} then ${coalesce(direct, 0)} else 0 end`,
  );
}

/**
 * The receipts of a member as the asker may see them, of `members` and `chats`: none before the member has accepted the
 * asker's request, and where they stood since the member has blocked the asker.
 */
export function shownReceipt(seq: 'deliveredSeq' | 'readSeq', asker: SQL): SQL<number> {
  const own = members[seq];
  const frozen = scalar(
    select({ seq: blocks[seq] })
      .from(blocks)
      .where(and(eq(blocks.userId, members.userId), eq(blocks.blockedId, asker))),
  );
  return sql<number>`case when ${eq(members.userId, asker)} then ${own} when ${eq(members.request, 1)} then 0
    when ${ne(chats.kind, 'direct')} then ${own} else ${coalesce(frozen, own)} end`;
}

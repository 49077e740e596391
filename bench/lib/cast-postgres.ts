import { SQL } from 'bun';
import { chatId, sessionId, tokenOf, userId } from './cast.ts';
import type { PairSpec } from './pair.ts';

const DAY = 24 * 3_600_000;

/** Adds the pairs of `castPairs` to a database whose tables a node has made. */
export async function castPairsIn(url: string, count: number): Promise<PairSpec[]> {
  await using sql = new SQL(url, { max: 1 });
  const people = Array.from({ length: count * 2 }, (_, n) => n);
  const now = Date.now();
  const indexes = people.slice(0, count);
  const text = (values: string[]) => sql.array(values, 'TEXT');
  await sql`insert into users (id, username, username_key, display_name, name_key, about, credential_kind, credential_hash,
      role, created_at, who_writes, last_seen)
    select id, name, name, name, name, '', 'password', '', 'user', ${now}::bigint, 'everyone', 'everyone'
    from unnest(${text(people.map(userId))}, ${text(people.map((n) => `bench${n}`))}) as each(id, name)`;
  await sql`insert into sessions (id, user_id, refresh_hash, device_name, user_agent, created_at, last_seen_at, expires_at)
    select id, person, id, 'bench', '', ${now}::bigint, ${now}::bigint, ${now + 3650 * DAY}::bigint
    from unnest(${text(people.map(sessionId))}, ${text(people.map(userId))}) as each(id, person)`;
  await sql`insert into chats (id, kind, direct_key, last_seq, last_rev, receipt_rev, last_at, created_by, created_at)
    select id, 'direct', one || ':' || other, 0, 0, 0, ${now}::bigint, one, ${now}::bigint
    from unnest(${text(indexes.map(chatId))}, ${text(indexes.map((n) => userId(2 * n)))},
      ${text(indexes.map((n) => userId(2 * n + 1)))}) as each(id, one, other)`;
  await sql`insert into members (chat_id, user_id, role, delivered_seq, read_seq, joined_seq, member_rev)
    select chat, person, 'member', 0, 0, 0, 1
    from unnest(${text(people.map((n) => chatId(Math.floor(n / 2))))}, ${text(people.map(userId))}) as each(chat, person)`;
  return indexes.map((n) => ({
    chatId: chatId(n),
    peerId: userId(2 * n + 1),
    tokens: [tokenOf(2 * n), tokenOf(2 * n + 1)],
  }));
}

import type { Db } from '../../db/database.ts';
import type { Script } from '../../db/engine/engine.ts';
import type { OwnRow } from '../../db/stores/membership-settings.ts';
import type { Draft, Own } from '../../protocol/chats.ts';

/** A person's own part of a chat's picture. */
export type OwnPart = { own: Own; mentions: number };

/** What is this person's own in each of the chats, by one query. */
export function* ownOf(
  db: Db,
  userId: string,
  chatIds: readonly string[],
): Script<Map<string, OwnPart>> {
  const rows = yield* db.own.of(userId, chatIds);
  return new Map(rows.map((row) => [row.chatId, { own: toOwn(row), mentions: row.mentions }]));
}

export function toOwn(row: OwnRow): Own {
  return {
    role: row.role,
    mutedUntil: row.mutedUntil,
    pinned: row.pinned,
    archived: isArchived(row),
    unreadMark: row.unreadMark === 1,
    cleared: row.cleared,
    hidden: JSON.parse(row.hidden) as number[],
    draft: row.draft === null ? null : (JSON.parse(row.draft) as Draft),
    request: row.request === 1,
    blocked: row.blocked === 1,
  };
}

/** Reckoned and not stored, so that a message to a thousand members takes no thousand chats out of the archive. */
export function isArchived({
  archivedAt,
  mutedUntil,
  lastAt,
}: Pick<OwnRow, 'archivedAt' | 'mutedUntil' | 'lastAt'>): boolean {
  return archivedAt !== null && lastAt <= Math.max(archivedAt, mutedUntil ?? 0);
}

/** Off the person's list, until a message comes that they had not seen when they removed it. */
export function isRemoved({ removed, lastSeq }: Pick<OwnRow, 'removed' | 'lastSeq'>): boolean {
  return removed !== null && lastSeq <= removed;
}

import type { ChatSettingsRow } from '../../db/stores/membership-settings.ts';
import type { ChatSettings, Draft } from '../../protocol/chats.ts';
import { isArchived } from '../../protocol/rules/chat-settings.ts';

export function toSettingsView(row: ChatSettingsRow): ChatSettings {
  return {
    role: row.role,
    mutedUntil: row.mutedUntil,
    pinned: row.pinned,
    // Reckoned and not stored, so that a message to a thousand members takes no thousand chats out of the archive.
    archived: isArchived(row),
    unreadMark: row.unreadMark === 1,
    cleared: row.cleared,
    hidden: JSON.parse(row.hidden) as number[],
    ...(row.played === null ? {} : { played: JSON.parse(row.played) as number[] }),
    draft: row.draft === null ? null : (JSON.parse(row.draft) as Draft),
    request: row.request === 1,
    blocked: row.blocked === 1,
  };
}

import type { ChatRow } from '../core/services.ts';

export const FILTERS = ['all', 'unread', 'people', 'groups'] as const;
export type Filter = (typeof FILTERS)[number];
/** These chats have a row of their own in the list, behind which they open. */
export const FOLDERS = ['requests', 'archive'] as const;
export type Folder = (typeof FOLDERS)[number];

export function isUnread({ unread, settings }: ChatRow): boolean {
  return unread > 0 || settings.unreadMark;
}

const FITS: Record<Filter, (row: ChatRow) => boolean> = {
  all: () => true,
  unread: isUnread,
  people: ({ chat }) => chat.kind === 'direct',
  groups: ({ chat }) => chat.kind === 'group',
};

/** Returns the folder of a chat: a stranger's request is in no list yet, archived or not; null is the list itself. */
export function toFolder({ settings }: ChatRow): Folder | null {
  if (settings.request) return 'requests';
  return settings.archived ? 'archive' : null;
}

/** True for a chat that was opened once and never used: it has no message, no draft, and no setting. */
function isUnused({ chat, last, draft, settings }: ChatRow): boolean {
  if (chat.kind === 'group' || chat.lastSeq > 0 || last !== null || draft !== '') return false;
  return settings.pinned === null && !settings.archived && !settings.unreadMark;
}

/** Returns the chats of the list; one that was never used only as long as it is open. Its address still opens it. */
export function listChats(rows: readonly ChatRow[], open: string | null): ChatRow[] {
  return rows.filter((row) => row.chat.id === open || !isUnused(row));
}

/** Returns the folder's chats, or of the others those that the filter names. The order stays. */
export function filterRows(rows: ChatRow[], filter: Filter, folder: Folder | null): ChatRow[] {
  return rows.filter((row) => toFolder(row) === folder && (folder !== null || FITS[filter](row)));
}

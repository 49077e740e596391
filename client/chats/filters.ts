import type { ChatRow } from '../core/services.ts';

export const FILTERS = ['all', 'unread', 'people', 'groups'] as const;
export type Filter = (typeof FILTERS)[number];
/** Chats that stand in a row of their own, behind which they open. */
export const FOLDERS = ['requests', 'archive'] as const;
export type Folder = (typeof FOLDERS)[number];

export function isUnread({ unread, own }: ChatRow): boolean {
  return unread > 0 || own.unreadMark;
}

const FITS: Record<Filter, (row: ChatRow) => boolean> = {
  all: () => true,
  unread: isUnread,
  people: ({ chat }) => chat.kind === 'direct',
  groups: ({ chat }) => chat.kind === 'group',
};

/** A stranger's request is no chat yet, archived or not; null: the list itself. */
export function toFolder({ own }: ChatRow): Folder | null {
  if (own.request) return 'requests';
  return own.archived ? 'archive' : null;
}

/** Opened once, and nothing has come of it: no message, no draft, nothing that somebody has set. */
function isUnused({ chat, last, draft, own }: ChatRow): boolean {
  if (chat.kind === 'group' || chat.lastSeq > 0 || last !== null || draft !== '') return false;
  return own.pinned === null && !own.archived && !own.unreadMark;
}

/** What stands in the list; a chat that was never used only as long as it is open. Its address leads there still. */
export function listed(rows: readonly ChatRow[], open: string | null): ChatRow[] {
  return rows.filter((row) => row.chat.id === open || !isUnused(row));
}

/** The folder's chats, or of the others those that the filter names. The order stays. */
export function shownRows(rows: ChatRow[], filter: Filter, folder: Folder | null): ChatRow[] {
  return rows.filter((row) => toFolder(row) === folder && (folder !== null || FITS[filter](row)));
}

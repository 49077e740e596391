import type { ChatRow } from '../core/services.ts';

export const FILTERS = ['all', 'unread', 'people', 'groups'] as const;
export type Filter = (typeof FILTERS)[number];

export function isUnread({ unread, own }: ChatRow): boolean {
  return unread > 0 || own.unreadMark;
}

const FITS: Record<Filter, (row: ChatRow) => boolean> = {
  all: () => true,
  unread: isUnread,
  people: ({ chat }) => chat.kind === 'direct',
  groups: ({ chat }) => chat.kind === 'group',
};

/** The archive's chats, or of the others those that the filter names. The order stays. */
export function shownRows(rows: ChatRow[], filter: Filter, archive: boolean): ChatRow[] {
  return rows.filter((row) => row.own.archived === archive && (archive || FITS[filter](row)));
}

import type { ChatRow, OwnChange } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import type { Question } from '../ui/pa-ask.ts';
import type { MenuItem } from '../ui/pa-menu.ts';
import { isUnread } from './filters.ts';

const HOUR = 3_600_000;
/** Until then a chat is muted, by the menu's item. */
export const MUTES: Record<string, (now: number) => number> = {
  muteHour: (now) => now + HOUR,
  muteWorkday: (now) => now + 8 * HOUR,
  muteForEver: () => Number.MAX_SAFE_INTEGER,
};

export function isMuted({ own }: ChatRow, now: number): boolean {
  return (own.mutedUntil ?? 0) > now;
}

export function rowItems(row: ChatRow, now: number): MenuItem[] {
  const words = t().chats;
  const { own } = row;
  const items: MenuItem[] = [
    own.pinned === null
      ? { id: 'pin', label: words.pin, icon: 'pin' }
      : { id: 'unpin', label: words.unpin, icon: 'pinOff' },
    isMuted(row, now)
      ? { id: 'unmute', label: words.unmute, icon: 'bell' }
      : { id: 'mute', label: words.mute, icon: 'bellOff' },
    own.archived
      ? { id: 'fromArchive', label: words.fromArchive, icon: 'archive' }
      : { id: 'toArchive', label: words.toArchive, icon: 'archive' },
  ];
  if (!isUnread(row)) items.push({ id: 'markUnread', label: words.markUnread, icon: 'mail' });
  items.push({ id: 'clear', label: words.clear, icon: 'erase', danger: true });
  items.push({ id: 'remove', label: words.remove, icon: 'trash', danger: true });
  return items;
}

export function muteItems(): MenuItem[] {
  const words = t().chats;
  return [
    { id: 'muteHour', label: words.muteHour, icon: 'clock' },
    { id: 'muteWorkday', label: words.muteWorkday, icon: 'clock' },
    { id: 'muteForEver', label: words.muteForEver, icon: 'bellOff' },
  ];
}

/** What the item changes of one's own settings; null where it is none of them. A new pin comes last. */
export function changeOf(id: string, rows: ChatRow[], now: number): OwnChange | null {
  const until = MUTES[id];
  if (until) return { mutedUntil: until(now) };
  switch (id) {
    case 'pin':
      return { pinned: Math.max(0, ...rows.map(({ own }) => (own.pinned ?? -1) + 1)) };
    case 'unpin':
      return { pinned: null };
    case 'unmute':
      return { mutedUntil: null };
    case 'toArchive':
      return { archived: true };
    case 'fromArchive':
      return { archived: false };
    case 'markUnread':
      return { unreadMark: true };
    default:
      return null;
  }
}

export function rowQuestion(act: 'clear' | 'remove'): Question {
  const words = t().chats;
  return act === 'clear'
    ? { heading: words.clearAsk, text: words.clearText, label: words.clear }
    : { heading: words.removeAsk, text: words.removeText, label: words.remove };
}

import { mayDeleteGroup, mayLeaveGroup } from '../../protocol/rules/rights.ts';
import { isPeerGone } from '../core/row-rights.ts';
import type { ChatRow, ChatSettingsChange } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { profileWords } from '../i18n/texts/profile.ts';
import type { Question } from '../ui/pa-ask.ts';
import type { MenuItem } from '../ui/pa-menu.ts';
import { chatName } from '../views/chat-name.ts';
import { isUnread } from './filters.ts';

const HOUR = 3_600_000;
/** The menu's items mute a chat until then. */
const MUTES: Record<string, (now: number) => number> = {
  muteHour: (now) => now + HOUR,
  muteWorkday: (now) => now + 8 * HOUR,
  muteForEver: () => Number.MAX_SAFE_INTEGER,
};

export function isMuted({ settings }: ChatRow, now: number): boolean {
  return (settings.mutedUntil ?? 0) > now;
}

/** `pins`: the pinned rows, in their order. */
export function listRowItems(row: ChatRow, now: number, pins: ChatRow[] = []): MenuItem[] {
  const words = t().chats;
  const { settings } = row;
  const { kind } = row.chat;
  // Beside the deletion for all, the item that takes the chat off one's own list must not look like it.
  const danger = !mayDelete(row);
  const remove: MenuItem =
    kind === 'group'
      ? { id: 'remove', label: words.removeGroup, icon: 'close', danger }
      : { id: 'remove', label: words.remove, icon: 'trash', danger };
  // A request is answered in the chat itself, and the server knows no settings any more of a member who has left.
  if (settings.request || row.chat.left) return [remove];
  const place = pins.findIndex(({ chat }) => chat.id === row.chat.id);
  const items: MenuItem[] = [
    settings.pinned === null
      ? { id: 'pin', label: words.pin, icon: 'pin' }
      : { id: 'unpin', label: words.unpin, icon: 'pinOff' },
    isMuted(row, now)
      ? { id: 'unmute', label: words.unmute, icon: 'bell' }
      : { id: 'mute', label: words.mute, icon: 'bellOff' },
    settings.archived
      ? { id: 'fromArchive', label: words.fromArchive, icon: 'archive' }
      : { id: 'toArchive', label: words.toArchive, icon: 'archive' },
  ];
  if (place > 0) items.push({ id: 'moveUp', label: words.moveUp, icon: 'arrowUp' });
  if (place >= 0 && place < pins.length - 1)
    items.push({ id: 'moveDown', label: words.moveDown, icon: 'arrowDown' });
  items.push(
    isUnread(row)
      ? { id: 'markRead', label: words.markRead, icon: 'checkCheck' }
      : { id: 'markUnread', label: words.markUnread, icon: 'mail' },
  );
  if (mayBlock(row))
    items.push({ id: 'block', label: profileWords().block, icon: 'block', danger: true });
  items.push({ id: 'clear', label: words.clear, icon: 'erase', danger }, remove);
  if (mayLeave(row))
    items.push({ id: 'leave', label: groupWords().leave, icon: 'logOut', danger: true });
  if (mayDelete(row))
    items.push({ id: 'delete', label: groupWords().delete, icon: 'trash', danger: true });
  return items;
}

function mayBlock({ chat, settings, peer }: ChatRow): boolean {
  return chat.kind === 'direct' && !isPeerGone(peer) && !settings.blocked;
}

/** Says whether one may delete it for all, where `remove` takes it off one's own list until the next message. */
function mayDelete({ chat, settings }: ChatRow): boolean {
  return chat.kind === 'group' && mayDeleteGroup(settings.role);
}

/** Says whether one may leave: an owner hands a group with other members over first. */
function mayLeave({ chat, settings }: ChatRow): boolean {
  return chat.kind === 'group' && mayLeaveGroup(settings.role, chat.memberCount);
}

export function listMuteItems(): MenuItem[] {
  const words = t().chats;
  return [
    { id: 'muteHour', label: words.muteHour, icon: 'clock' },
    { id: 'muteWorkday', label: words.muteWorkday, icon: 'clock' },
    { id: 'muteForEver', label: words.muteForEver, icon: 'bellOff' },
  ];
}

/** Returns what the item changes of one's own settings; null where it changes none. A new pin comes last. */
export function changeOf(id: string, rows: ChatRow[], now: number): ChatSettingsChange | null {
  const until = MUTES[id];
  if (until) return { mutedUntil: until(now) };
  switch (id) {
    case 'pin':
      return { pinned: Math.max(0, ...rows.map(({ settings }) => (settings.pinned ?? -1) + 1)) };
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

export type RowQuestion = 'clear' | 'remove' | 'leave' | 'delete' | 'block';

export function toQuestion(act: RowQuestion, row: ChatRow): Question {
  const words = t().chats;
  const { chat } = row;
  if (act === 'block') {
    const { blockAsk, blockText, block } = profileWords();
    return { heading: blockAsk(chatName(row)), text: blockText, label: block };
  }
  if (act === 'delete') {
    const { deleteAsk, deleteText, delete: label } = groupWords();
    return { heading: deleteAsk(chat.title ?? ''), text: deleteText, label };
  }
  if (act === 'leave') {
    const { leaveAsk, leaveText, leave } = groupWords();
    return { heading: leaveAsk(chat.title ?? ''), text: leaveText, label: leave };
  }
  if (act === 'clear')
    return { heading: words.clearAsk, text: words.clearText, label: words.clear };
  // A message does not bring back a person who has left.
  return chat.kind === 'group' && !chat.left
    ? {
        ...{ heading: words.removeGroupAsk(chat.title ?? ''), text: words.removeGroupText },
        ...{ label: words.removeGroup, danger: !mayDelete(row) },
      }
    : { heading: words.removeAsk, text: words.removeText, label: words.remove };
}

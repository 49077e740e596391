import type { ChatRow } from '../core/services.ts';
import { isWriting } from '../ui/focus.ts';

/** What a key does on every screen. */
type KeyAction = 'jump' | 'find' | 'before' | 'after' | 'keys' | null;

type Press = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
>;

/** Letters are told by the position of the key: on a Persian layout K types «ن». */
export function toKeyAction(press: Press, writing: () => boolean = isWriting): KeyAction {
  if (press.isComposing) return null;
  const command = press.ctrlKey || press.metaKey;
  if (command && !press.altKey && !press.shiftKey) {
    if (press.code === 'KeyK') return 'jump';
    if (press.code === 'KeyF') return 'find';
    return press.code === 'Slash' ? 'keys' : null;
  }
  if (press.altKey && !command && !press.shiftKey) {
    if (press.key === 'ArrowUp') return 'before';
    return press.key === 'ArrowDown' ? 'after' : null;
  }
  return !command && /^[?؟]$/.test(press.key) && !writing() ? 'keys' : null;
}

/**
 * Returns the chat that stands above or below the open one in the list; where none is open, the end that the key
 * comes from.
 */
export function findNeighbour(
  rows: readonly ChatRow[],
  chatId: string | null,
  step: -1 | 1,
): string | null {
  const at = rows.findIndex(({ chat }) => chat.id === chatId);
  if (at === -1) return rows.at(step === 1 ? 0 : -1)?.chat.id ?? null;
  return rows[at + step]?.chat.id ?? null;
}

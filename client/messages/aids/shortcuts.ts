import type { MarkKind } from '../../format/marks.ts';

type Press = Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** By the place of the key, not its letter: on a Persian layout B types «ذ». */
const KEYS: Record<string, MarkKind> = {
  KeyB: 'bold',
  KeyI: 'italic',
  KeyK: 'link',
  'Shift+KeyX': 'strike',
  'Shift+KeyM': 'code',
  'Shift+KeyC': 'pre',
  'Shift+Period': 'quote',
  'Shift+KeyP': 'spoiler',
};

export function markOf(press: Press): MarkKind | null {
  if (!(press.ctrlKey || press.metaKey) || press.altKey) return null;
  return KEYS[`${press.shiftKey ? 'Shift+' : ''}${press.code}`] ?? null;
}

/** As it is written on keys: ⌘ on Apple's, Ctrl elsewhere. */
export function shortcutOf(kind: MarkKind, apple: boolean): string {
  const [keys = ''] = Object.entries(KEYS).find(([, one]) => one === kind) ?? [];
  const letter = keys.replace('Shift+', '').replace('Key', '').replace('Period', '.');
  const shift = keys.startsWith('Shift') ? (apple ? '⇧' : 'Shift+') : '';
  return apple ? `${shift}⌘${letter}` : `Ctrl+${shift}${letter}`;
}

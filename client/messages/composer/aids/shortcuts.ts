import type { MarkKind } from '../../../format/markup.ts';

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

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
  return KEYS[`${press.shiftKey ? 'Shift+' : ''}${keyOf(press)}`] ?? null;
}

/** As it is written on keys: ⌘ on Apple's, Ctrl elsewhere. */
export function shortcutOf(kind: MarkKind, apple: boolean): string {
  const [keys = ''] = Object.entries(KEYS).find(([, one]) => one === kind) ?? [];
  const letter = keys.replace('Shift+', '').replace('Key', '').replace('Period', '.');
  const shift = keys.startsWith('Shift') ? (apple ? '⇧' : 'Shift+') : '';
  return apple ? `${shift}⌘${letter}` : `Ctrl+${shift}${letter}`;
}

/**
 * The key of a shortcut, as `KeyboardEvent.code` writes it: by its letter where the layout types Latin ones, so that
 * Ctrl+C copies on Dvorak, and by its place where it does not, so that Ctrl+B works where B types «ذ».
 */
function keyOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return key === '.' || key === '>' ? 'Period' : code;
}

/**
 * The key of a shortcut, as `KeyboardEvent.code` writes it: by its letter where the layout types Latin ones, so that
 * Ctrl+C copies on Dvorak, and by its place where it does not, so that Ctrl+B works where B types «ذ».
 */
export function keyOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return key === '.' || key === '>' ? 'Period' : code;
}

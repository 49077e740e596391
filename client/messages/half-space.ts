/** Zero-width non-joiner: the half-space of Persian writing, as in می‌خواهم. */
export const ZWNJ = '\u200c';

/**
 * Whether a half-space typed over `[start, end)` would do anything: between letters it parts them; at the start of a
 * line, after a space or after another half-space it would only be an invisible character that search and copy carry.
 */
export function takesHalfSpace(text: string, start: number): boolean {
  const before = text[start - 1];
  return before !== undefined && before !== ZWNJ && !/\s/u.test(before);
}

/** Puts `insert` over the selection the way typing does: with undo, and with an `input` event. */
export function insertAtCaret(field: HTMLTextAreaElement, insert: string): void {
  field.focus();
  // Deprecated, and still the only way that keeps the undo history of the field.
  if (field.ownerDocument.execCommand?.('insertText', false, insert)) return;
  field.setRangeText(insert, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

export function insertHalfSpace(field: HTMLTextAreaElement): void {
  if (takesHalfSpace(field.value, field.selectionStart)) insertAtCaret(field, ZWNJ);
  else field.focus();
}

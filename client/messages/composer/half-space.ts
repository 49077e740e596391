/** Zero-width non-joiner: the half-space of Persian writing, as in می‌خواهم. */
export const ZWNJ = '\u200c';

/** A letter of a script that joins (or a digit beside it), and the marks of a sentence that may close behind it. */
const JOINS =
  /[\p{Script_Extensions=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mandaic}\p{Script=Adlam}\p{Script=Hanifi_Rohingya}]\p{M}*[»)”’]*$/u;
const NOT_A_LETTER = /[،؛؟٪٫٬۔]$/u;

/**
 * Whether a half-space typed at `start` would do anything: it parts two pieces of a word whose letters join. Between
 * Latin capitals, where Shift is still held, it would be an invisible mark that glues two words together; at the start of a
 * line, after a space or after another half-space it would only be a character that search and copy carry.
 */
export function takesHalfSpace(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 16), start);
  return JOINS.test(before) && !NOT_A_LETTER.test(before);
}

/** Nothing to part, and no blank that anybody would want: at the start, behind a blank or another half-space. */
export function needsNoSpace(text: string, start: number): boolean {
  const before = text[start - 1];
  return before === undefined || before === ZWNJ || /\s/u.test(before);
}

/**
 * Puts `insert` over the selection the way typing does: with undo, and with an `input` event. Not to `focus` the field
 * keeps the keyboard of a phone closed, and costs the undo.
 */
export function insertAtCaret(field: HTMLTextAreaElement, insert: string, focus = true): void {
  if (focus) field.focus();
  // Deprecated, and still the only way that keeps the undo history of the field.
  if (focus && field.ownerDocument.execCommand?.('insertText', false, insert)) return;
  field.setRangeText(insert, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Puts `insert` in the place of `[from, to)` of the field, with undo. */
export function replaceRange(
  field: HTMLTextAreaElement,
  from: number,
  to: number,
  insert: string,
): void {
  field.focus();
  field.setSelectionRange(from, to);
  insertAtCaret(field, insert);
}

/** Answers whether there was anything to part. */
export function insertHalfSpace(field: HTMLTextAreaElement): boolean {
  const takes = takesHalfSpace(field.value, field.selectionStart);
  if (takes) insertAtCaret(field, ZWNJ);
  else field.focus();
  return takes;
}

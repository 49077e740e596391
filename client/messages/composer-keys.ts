/** What a key means in the composer; null: it is the field's own. */
export type ComposerKey = 'send' | 'half-space' | null;

type Press = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'
>;

/**
 * `finePointer`: a mouse, so a keyboard with a Shift key too; on touch Enter makes a new line and the button sends.
 * An IME takes Enter for itself: `isComposing`, and keyCode 229 in Safari, which ends the composition before the event.
 */
export function keyMeaning(
  press: Press,
  where: { finePointer: boolean; persian: boolean },
): ComposerKey {
  if (press.isComposing || press.keyCode === 229) return null;
  const command = press.ctrlKey || press.metaKey;
  if (press.key === 'Enter' && !press.altKey) {
    if (command) return 'send';
    return where.finePointer && !press.shiftKey ? 'send' : null;
  }
  // A Persian layout of the system types U+200C itself, and then the key is not a space.
  if (press.key === ' ' && press.shiftKey && !command && where.persian) return 'half-space';
  return null;
}

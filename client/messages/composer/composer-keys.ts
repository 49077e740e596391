import { language } from '../../i18n/locale.ts';
import { directionOf } from '../../ui/direction.ts';
import { needsNoSpace, takesHalfSpace } from './half-space.ts';

/** What a key means in the composer; null: it is the field's own, `nothing`: nobody's. */
type ComposerKey = 'send' | 'half-space' | 'nothing' | null;

type Press = Pick<
  KeyboardEvent,
  'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'
>;

type KeyContext = { finePointer: boolean; persian: boolean; text: string; caret: number };

/** What a key is pressed in. */
export function toKeyContext(
  field: HTMLTextAreaElement | undefined,
  finePointer: boolean,
): KeyContext {
  const text = field?.value ?? '';
  const persian = language() === 'fa' || directionOf(text) === 'rtl';
  return { finePointer, persian, text, caret: field?.selectionStart ?? 0 };
}

/**
 * `finePointer`: a mouse, so a keyboard with a Shift key too; on touch Enter makes a new line and the button sends.
 * An IME takes Enter for itself: `isComposing`, and keyCode 229 in Safari, which ends the composition before the event.
 */
export function interpretKey(press: Press, where: KeyContext): ComposerKey {
  if (press.isComposing || press.keyCode === 229) return null;
  const command = press.ctrlKey || press.metaKey;
  if (press.key === 'Enter' && !press.altKey) {
    if (command) return 'send';
    return where.finePointer && !press.shiftKey ? 'send' : null;
  }
  // A Persian layout of the system types U+200C itself, and then the key is not a space.
  if (press.key !== ' ' || !press.shiftKey || command) return null;
  if (takesHalfSpace(where.text, where.caret)) return 'half-space';
  return where.persian && needsNoSpace(where.text, where.caret) ? 'nothing' : null;
}

import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { toast } from '../ui/pa-toast.ts';

/** Says when a field takes no more: the browser drops the rest of what is typed or pasted without a word. */
export function showLimits(): () => void {
  const checkField = (event: InputEvent): void => {
    const [field] = event.composedPath();
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return;
    if (field.maxLength < 0 || !event.inputType.startsWith('insert')) return;
    const { value, selectionStart, selectionEnd, maxLength } = field;
    const replaced = (selectionEnd ?? 0) - (selectionStart ?? 0);
    const added = (event.data ?? event.dataTransfer?.getData('text/plain') ?? '').length;
    if (value.length - replaced + added > maxLength)
      toast(t().app.fieldFull(formatNumber(maxLength)));
  };
  addEventListener('beforeinput', checkField, { passive: true });
  return () => removeEventListener('beforeinput', checkField);
}

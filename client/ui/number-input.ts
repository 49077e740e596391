import { html, type TemplateResult } from 'lit';
import { typedNumber } from '../../protocol/digits.ts';
import { digits } from '../i18n/format.ts';

type Parts = {
  id: string;
  /** null: empty. */
  value: number | null;
  /** The greatest that is taken. */
  most: number;
  describedBy: string;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  changed(value: number | null): void;
  /** Whether what is typed is out of range, for the words under the field. */
  judged?(isOutside: boolean): void;
};

/**
 * A whole number from 0 on, with the digits of any keyboard: `type=number` takes no ۵ where the browser speaks English, and
 * shows Latin digits to whoever reads Persian.
 */
export function numberInput(parts: Parts, on: 'input' | 'change'): TemplateResult {
  const { id, value, most, placeholder = '', required = false, disabled = false } = parts;
  const handle = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const typed = typedNumber(input.value, 0, most);
    input.setCustomValidity(
      typed === null && input.value.trim() !== '' ? `${digits(0)}–${digits(most)}` : '',
    );
    parts.judged?.(input.validity.customError);
    if (on === 'change' ? input.reportValidity() : input.validity.valid) parts.changed(typed);
  };
  return html`<input
    class="input"
    id=${id}
    inputmode="numeric"
    autocomplete="off"
    maxlength="9"
    placeholder=${placeholder}
    ?required=${required}
    ?disabled=${disabled}
    aria-describedby=${parts.describedBy}
    .value=${value === null ? '' : digits(value)}
    @input=${on === 'input' ? handle : null}
    @change=${on === 'change' ? handle : null}
  />`;
}

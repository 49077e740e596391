import { html, type TemplateResult } from 'lit';
import { typedNumber } from '../../protocol/digits.ts';
import { localizeDigits } from '../i18n/format.ts';

type Parts = {
  id: string;
  /** null when the field is empty. */
  value: number | null;
  /** The greatest number that the field takes. */
  most: number;
  describedBy: string;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  onChange(value: number | null): void;
  /** Called with whether what is typed is out of range, for the words under the field. */
  onValidity?(isOutside: boolean): void;
};

/**
 * Draws a field for a whole number from 0 on, with the digits of any keyboard: `type=number` takes no ۵ where the
 * browser speaks English, and shows Latin digits to a person who reads Persian.
 */
export function numberInput(parts: Parts, on: 'input' | 'change'): TemplateResult {
  const { id, value, most, placeholder = '', required = false, disabled = false } = parts;
  const handle = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const typed = typedNumber(input.value, 0, most);
    input.setCustomValidity(
      typed === null && input.value.trim() !== ''
        ? `${localizeDigits(0)}–${localizeDigits(most)}`
        : '',
    );
    parts.onValidity?.(input.validity.customError);
    if (on === 'change' ? input.reportValidity() : input.validity.valid) parts.onChange(typed);
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
    .value=${value === null ? '' : localizeDigits(value)}
    @input=${on === 'input' ? handle : null}
    @change=${on === 'change' ? handle : null}
  />`;
}

import { html, nothing, type TemplateResult } from 'lit';

type Options = { keydown?: (event: KeyboardEvent) => void };

/**
 * Draws the field of a search by name; `typed` gets its text at each key. A dialog gives it the focus when it opens.
 */
export function searchField(
  label: string,
  typed: (text: string) => void,
  { keydown }: Options = {},
): TemplateResult {
  return html`<input
    class="input pill"
    type="search"
    data-first
    dir="auto"
    autocomplete="off"
    autocapitalize="none"
    spellcheck="false"
    aria-label=${label}
    placeholder=${label}
    @input=${(event: Event) => typed((event.target as HTMLInputElement).value)}
    @keydown=${keydown ?? nothing}
  />`;
}

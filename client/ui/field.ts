import { html, nothing, type TemplateResult } from 'lit';

/**
 * Label, the input itself (`class="input"`, with `id` and `aria-describedby=${describedBy(id)}`), and below it the error
 * or the hint. A template and not an element: a label and its input must stand in one tree, and password managers want
 * the input in the form's own.
 */
type FieldParts = { id: string; label: string; hint?: string; error?: string | null };

export function describedBy(id: string): string {
  return `${id}-note`;
}

export function field(parts: FieldParts, input: TemplateResult): TemplateResult {
  const wrong = parts.error !== undefined && parts.error !== null && parts.error !== '';
  return html`<div class="field">
    <label for=${parts.id}>${parts.label}</label>
    ${input}
    <p
      id=${describedBy(parts.id)}
      class=${wrong ? 'note wrong' : 'note'}
      role=${wrong ? 'alert' : nothing}
    >
      ${wrong ? parts.error : parts.hint}
    </p>
  </div>`;
}

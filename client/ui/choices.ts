import { css, html, nothing, type TemplateResult } from 'lit';

type Choice = { value: string; label: string; hint?: string; mark?: string };
type Choices = {
  name: string;
  legend: string;
  value: string;
  choices: Choice[];
  /** This is said below when nothing can be chosen. */
  fixed?: string | null;
  set(value: string): void;
};

/** Draws a few ways of which one is taken: radio buttons as cards, each with a sentence of what it means. */
export function choiceCards({ name, legend, value, choices, fixed, set }: Choices): TemplateResult {
  return html`<fieldset class="choices" ?disabled=${Boolean(fixed)}>
    <legend>${legend}</legend>
    ${choices.map(
      (one) => html`<label class="choice">
        <input
          type="radio"
          name=${name}
          value=${one.value}
          .checked=${one.value === value}
          @change=${() => set(one.value)}
        />
        <span class="choice-text">
          <span>${one.label}${one.mark ? html` <small>${one.mark}</small>` : nothing}</span>
          ${one.hint ? html`<span class="faint">${one.hint}</span>` : nothing}
        </span>
      </label>`,
    )}
    ${fixed ? html`<p class="faint">${fixed}</p>` : nothing}
  </fieldset>`;
}

/** Draws the accent colours as dots, with their names for a screen reader. */
export function colourDots({ name, legend, value, choices, fixed, set }: Choices): TemplateResult {
  return html`<fieldset class="choices" ?disabled=${Boolean(fixed)}>
    <legend>${legend}</legend>
    <div class="dots">
      ${choices.map(
        (one) => html`<label class="dot ${one.value}" title=${one.label}>
          <input
            type="radio"
            name=${name}
            value=${one.value}
            aria-label=${one.label}
            .checked=${one.value === value}
            @change=${() => set(one.value)}
          />
        </label>`,
      )}
    </div>
    ${fixed ? html`<p class="faint">${fixed}</p>` : nothing}
  </fieldset>`;
}

export const choiceStyles = css`
  .choices {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .choices legend {
    padding: 0 0 var(--space-1);
    font-size: var(--text-sm);
    font-weight: var(--weight-medium);
  }

  .choices .faint {
    color: var(--text-faint);
    font-size: var(--text-sm);
    line-height: var(--leading-tight);
  }

  .choice {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-block-size: var(--touch);
    padding: var(--space-2) var(--space-3);
    background: var(--surface);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-md);
    cursor: pointer;
  }

  .choice:has(:checked) {
    background: var(--accent-wash);
    border-color: var(--accent);
  }

  .choice:has(:checked) .faint {
    color: var(--text-soft);
  }

  .choices:disabled .choice {
    cursor: default;
  }

  .choice input {
    flex: none;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    margin: 0;
    accent-color: var(--accent);
  }

  .choice:has(:focus-visible),
  .dot:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  .choice input:focus-visible,
  .dot input:focus-visible {
    outline: none;
  }

  .choice-text {
    display: grid;
    flex: 1;
    grid-template-columns: minmax(0, 1fr);
    min-inline-size: 0;
    gap: 2px;
    font-size: var(--text-md);
  }

  /* It is a block: inline, its letters would join those before it. */
  .choice small {
    display: inline-block;
    margin-inline-start: var(--space-2);
    padding: 1px var(--space-2);
    color: var(--on-accent);
    font-size: var(--text-xs);
    background: var(--accent);
    border-radius: var(--radius-full);
  }

  .dots {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-2);
  }

  .dot {
    --dot-hue: 190;

    position: relative;
    inline-size: var(--touch);
    block-size: var(--touch);
    background: light-dark(oklch(0.48 0.11 var(--dot-hue)), oklch(0.79 0.1 var(--dot-hue)));
    border: 4px solid var(--surface);
    border-radius: var(--radius-full);
    box-shadow: 0 0 0 1px var(--line-strong);
    cursor: pointer;
  }

  .dot:has(:checked) {
    box-shadow: 0 0 0 3px var(--text);
  }

  .choices:disabled .dot {
    cursor: default;
    opacity: 0.6;
  }

  .dot input {
    position: absolute;
    inset: -4px;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }

  .dot.lapis {
    --dot-hue: 262;
  }

  .dot.pistachio {
    --dot-hue: 135;
  }

  .dot.saffron {
    --dot-hue: 75;
  }

  .dot.pomegranate {
    --dot-hue: 8;
  }
`;

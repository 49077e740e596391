import { css, html } from 'lit';

/** Draws a setting that is on or off, as a row with the platform's own checkbox. */
export function switchRow(
  label: string,
  on: boolean,
  set: (on: boolean) => void,
  disabled = false,
) {
  return html`<label class="switch">
    <span>${label}</span>
    <input
      type="checkbox"
      role="switch"
      .checked=${on}
      ?disabled=${disabled}
      @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
    />
  </label>`;
}

export const switches = css`
  .switch {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--space-3);
    min-block-size: var(--touch);
    padding-inline: var(--space-3);
    font-size: var(--text-md);
  }

  .switch input {
    position: relative;
    flex: none;
    inline-size: 2.75rem;
    block-size: 1.625rem;
    margin: 0;
    background: var(--line-strong);
    border-radius: var(--radius-full);
    appearance: none;
    cursor: pointer;
    transition: background-color var(--motion-fast) var(--ease);
  }

  .switch input::before {
    position: absolute;
    inset-block-start: 0.1875rem;
    inset-inline-start: 0.1875rem;
    inline-size: 1.25rem;
    block-size: 1.25rem;
    background: #fff;
    border-radius: var(--radius-full);
    transition: inset-inline-start var(--motion-fast) var(--ease);
    content: '';
  }

  .switch input:checked {
    background: var(--accent);
  }

  .switch input:checked::before {
    inset-inline-start: 1.3125rem;
  }

  .switch input:disabled {
    cursor: default;
    opacity: 0.5;
  }
`;

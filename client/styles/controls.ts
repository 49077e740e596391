import { css } from 'lit';

/** `.button` with `.primary`, `.danger`, `.quiet` or `.wide`; `.icon-button` for a lone icon (give it an aria-label). */
export const buttons = css`
  .button,
  .icon-button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
    min-block-size: var(--touch);
    border: 0;
    transition:
      background-color var(--motion-fast) var(--ease),
      transform var(--motion-fast) var(--ease);
  }

  .button {
    padding: var(--space-2) var(--space-5);
    color: var(--accent-strong);
    font-size: var(--text-md);
    font-weight: var(--weight-medium);
    line-height: var(--leading-tight);
    text-decoration: none;
    background: var(--accent-wash);
    border-radius: var(--radius-md);
  }

  .button.primary {
    color: var(--on-accent);
    background: var(--accent);
  }

  .button.danger {
    color: var(--on-danger);
    background: var(--danger-solid);
  }

  .button.quiet {
    padding-inline: var(--space-3);
    color: var(--accent);
    background: none;
  }

  .button.wide {
    inline-size: 100%;
  }

  .icon-button {
    flex: none;
    min-inline-size: var(--touch);
    padding: 0;
    color: var(--text-soft);
    text-decoration: none;
    background: none;
    border-radius: var(--radius-full);
  }

  .button:active,
  .icon-button:active {
    transform: scale(0.97);
  }

  .button:disabled {
    color: var(--text-faint);
    background: var(--surface-sunken);
    transform: none;
  }

  @media (hover: hover) {
    .button.quiet:hover,
    .icon-button:hover {
      background: var(--surface-hover);
    }

    .button:not(.quiet, .primary, .danger, :disabled):hover,
    .button.primary:not(:disabled):hover,
    .button.danger:not(:disabled):hover {
      filter: brightness(0.96);
    }
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--space-2);
  }
`;

/** `.input` for inputs and textareas, `.pill` for a search box. 16 px, or iOS zooms in on focus. */
export const inputs = css`
  .input {
    display: block;
    inline-size: 100%;
    min-block-size: var(--touch);
    padding: var(--space-2) var(--space-3);
    font-size: 1rem;
    line-height: var(--leading-tight);
    text-align: start;
    background: var(--surface);
    border: 1px solid var(--line-strong);
    border-radius: var(--radius-md);
    transition: border-color var(--motion-fast) var(--ease);
  }

  /* The platform's own arrow sticks to the edge where the page reads from the right. */
  select.input {
    padding-inline-end: 2.25rem;
    background-image:
      linear-gradient(45deg, transparent 50%, currentcolor 50%),
      linear-gradient(-45deg, transparent 50%, currentcolor 50%);
    background-repeat: no-repeat;
    background-position:
      calc(100% - 1.1875rem) 55%,
      calc(100% - 0.875rem) 55%;
    background-size: 0.3125rem 0.3125rem;
    appearance: none;
  }

  select.input:dir(rtl) {
    background-position:
      0.875rem 55%,
      1.1875rem 55%;
  }

  .input::placeholder {
    color: var(--text-faint);
    opacity: 1;
  }

  .input:focus-visible {
    border-color: var(--focus);
    outline-offset: -1px;
  }

  .input[aria-invalid='true'] {
    border-color: var(--danger);
  }

  /* Browsers draw their own cross, and each a different one. */
  .input::-webkit-search-cancel-button {
    display: none;
  }

  .pill {
    background: var(--surface-sunken);
    border-color: transparent;
    border-radius: var(--radius-full);
  }
`;

/** The look of `field()` (ui/field.ts). */
export const fields = css`
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-1);
  }

  .field label {
    font-size: var(--text-sm);
    font-weight: var(--weight-medium);
  }

  .field .note {
    min-block-size: 1lh;
    color: var(--text-faint);
    font-size: var(--text-sm);
    line-height: var(--leading-tight);
  }

  .field .note.wrong {
    color: var(--danger);
  }
`;

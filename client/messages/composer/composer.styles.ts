import { css } from 'lit';

export const composerStyles = css`
  /* Positioned, to lie above the wallpaper. */
  :host {
    position: relative;
    display: block;
    flex: none;
    padding-block: var(--space-2) calc(var(--space-2) + env(safe-area-inset-bottom));
    padding-inline: max(var(--space-2), (100% - 46rem) / 2);
    background: var(--surface);
    border-block-start: 1px solid var(--line);
  }

  /* The sheet of emoji covers the foot of the screen. */
  @media (max-width: 40rem) {
    :host([raised]) {
      --emoji-sheet: min(22rem, 55dvh);
      margin-block-end: var(--emoji-sheet);
    }
  }

  form {
    display: flex;
    align-items: end;
    gap: var(--space-1);
  }

  .field {
    flex: 1;
    display: flex;
    align-items: end;
    min-inline-size: 0;
    background: var(--surface-sunken);
    border: 1px solid transparent;
    border-radius: 1.375rem;
  }

  .field:focus-within {
    border-color: var(--focus);
  }

  textarea {
    flex: 1;
    display: block;
    min-inline-size: 0;
    min-block-size: calc(var(--touch) - 2px);
    max-block-size: min(14rem, 40dvh);
    padding-block: 0.5625rem;
    padding-inline: 0.25rem;
    font-size: 1rem;
    line-height: 1.55;
    text-align: start;
    overflow-wrap: anywhere;
    resize: none;
    background: none;
    border: 0;
    scrollbar-width: thin;
    field-sizing: content;
  }

  /* Not while it is empty: Firefox then draws no placeholder, and a scroll bar. */
  textarea[dir='auto'] {
    unicode-bidi: plaintext;
  }

  /* The field around it shows the focus. */
  textarea:focus-visible {
    outline: none;
  }

  textarea::placeholder {
    color: var(--text-faint);
    opacity: 1;
  }

  .emoji {
    min-block-size: calc(var(--touch) - 2px);
    color: var(--text-soft);
  }

  .half-space {
    min-inline-size: 2.5rem;
    min-block-size: calc(var(--touch) - 2px);
    font-size: var(--text-sm);
  }

  .half-space svg {
    inline-size: 1.5rem;
    block-size: 1.5rem;
  }

  .send {
    color: var(--on-accent);
    background: var(--accent);
  }

  .mic {
    touch-action: none;
  }

  .mic svg {
    inline-size: 1.5rem;
    block-size: 1.5rem;
    stroke-width: 1.75;
  }

  .send:disabled {
    color: var(--text-faint);
    background: none;
  }

  @media (hover: hover) {
    .send:not(:disabled):hover {
      background: var(--accent-strong);
    }
  }

  /* Letters so large that beside the buttons two would stand in a line: the field is above them. */
  @media (max-width: 16em) {
    .field {
      flex-wrap: wrap;
      justify-content: space-between;
    }

    textarea {
      flex-basis: 100%;
      padding-inline: 0.75rem;
    }

    .field .icon-button {
      order: 1;
    }
  }

  .counter {
    padding-block-end: var(--space-1);
    color: var(--text-soft);
    font-size: var(--text-xs);
    text-align: center;
  }

  .offer {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    font-size: var(--text-sm);
  }

  .counter.over {
    color: var(--danger);
  }
`;

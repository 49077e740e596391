import { css } from 'lit';

/** What the sections of the settings have in common. */
export const sectionStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    gap: var(--space-4);
  }

  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    padding: var(--space-4);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-lg);
  }

  /* The action of a card stands at the end of its last line. */
  .card > .button {
    justify-self: end;
  }

  .card.list {
    gap: 0;
    padding: var(--space-1);
  }

  h2 {
    padding-inline: var(--space-4);
    color: var(--accent);
    font-size: var(--text-sm);
    font-weight: var(--weight-bold);
  }

  h2:not(:first-child) {
    margin-block-start: var(--space-3);
  }

  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
  }

  .faint {
    color: var(--text-faint);
    font-size: var(--text-sm);
    line-height: var(--leading-tight);
  }

  textarea.input {
    min-block-size: 5.5rem;
    line-height: 1.6;
    resize: none;
  }

  .wrong {
    color: var(--danger);
    font-size: var(--text-sm);
  }
`;

import { css } from 'lit';

/** A card of rows with its title. */
export const cardStyles = css`
  :host {
    display: block;
  }

  .card {
    padding: var(--space-2);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-lg);
  }

  .card h2 {
    padding: var(--space-2) var(--space-3);
    color: var(--accent);
    font-size: var(--text-sm);
  }

  .hint {
    padding: 0 var(--space-3) var(--space-2);
    color: var(--text-faint);
    font-size: var(--text-sm);
    line-height: var(--leading-tight);
  }

  .row > pa-icon:first-child {
    color: var(--accent);
  }

  .row.danger > pa-icon:first-child {
    color: inherit;
  }

  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-2);
  }
`;

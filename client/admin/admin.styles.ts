import { css } from 'lit';

/** What the parts of the administrator's page have in common. */
export const adminStyles = css`
  :host {
    display: grid;
    align-content: start;
    gap: var(--space-4);
    min-inline-size: 0;
  }

  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-3);
    min-inline-size: 0;
    padding: var(--space-4);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-lg);
  }

  .card.list {
    gap: 0;
    padding: var(--space-1);
  }

  h2 {
    padding-inline: var(--space-3);
    color: var(--accent);
    font-size: var(--text-sm);
  }

  form {
    display: grid;
    gap: var(--space-4);
  }

  .facts {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--space-2) var(--space-4);
  }

  .facts dt {
    color: var(--text-faint);
  }

  .facts dd {
    text-align: end;
  }

  .faint {
    color: var(--text-faint);
    font-size: var(--text-sm);
    line-height: var(--leading-tight);
  }

  .empty {
    padding: var(--space-3);
  }

  .wrong {
    color: var(--danger);
  }

  .warning {
    display: flex;
    gap: var(--space-2);
    padding: var(--space-3);
    color: var(--notice);
    font-size: var(--text-sm);
    background: var(--notice-wash);
    border-radius: var(--radius-md);
    --icon-size: 1.25rem;
  }

  .warning pa-icon {
    flex: none;
  }

  code {
    display: block;
    padding: var(--space-2) var(--space-3);
    overflow-wrap: anywhere;
    color: var(--text);
    font-size: var(--text-sm);
    text-align: start;
    background: var(--surface-sunken);
    border-radius: var(--radius-sm);
    user-select: all;
  }
`;

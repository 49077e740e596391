import { css } from 'lit';

/** What is said or offered at the foot of the list: a sentence with its icon, and the answers. */
export const notices = css`
  .notice {
    display: grid;
    gap: var(--space-2);
    margin: 0 var(--space-2) calc(var(--space-2) + env(safe-area-inset-bottom));
    padding: var(--space-3) var(--space-4) var(--space-2);
    font-size: var(--text-sm);
    line-height: 1.6;
    background: var(--accent-wash);
    border-radius: var(--radius-lg);
  }

  .what {
    display: flex;
    gap: var(--space-2);
    --icon-size: 1.25rem;
  }

  .button {
    color: inherit;
  }

  .button.strong {
    font-weight: var(--weight-bold);
  }
`;

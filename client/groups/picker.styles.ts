import { css } from 'lit';

export const peoplePickerStyles = css`
  .top {
    flex: none;
    display: grid;
    gap: var(--space-2);
    padding: var(--space-2) var(--space-3);
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: var(--space-1);
    max-block-size: 8rem;
    overflow: hidden auto;
  }

  .chips li {
    max-inline-size: 100%;
  }

  .chip {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    max-inline-size: 100%;
    min-block-size: 2.25rem;
    padding-inline: var(--space-3) var(--space-2);
    color: var(--accent-strong);
    font-size: var(--text-sm);
    background: var(--accent-wash);
    border: 0;
    border-radius: var(--radius-full);
    --icon-size: 1rem;
  }

  .say {
    padding: var(--space-4);
    color: var(--text-soft);
    font-size: var(--text-md);
    text-align: center;
  }

  .mark {
    flex: none;
    display: grid;
    place-content: center;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    color: var(--on-accent);
    border: 2px solid var(--line-strong);
    border-radius: var(--radius-full);
    --icon-size: 1rem;
  }

  [aria-pressed='true'] .mark {
    background: var(--accent);
    border-color: var(--accent);
  }
`;

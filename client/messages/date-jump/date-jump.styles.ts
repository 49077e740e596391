import { css } from 'lit';

export const dateJumpStyles = css`
  .month {
    display: flex;
    align-items: center;
    justify-content: space-between;
  }

  .choice {
    display: flex;
    gap: var(--space-1);
    min-inline-size: 0;
  }

  .choice select {
    inline-size: auto;
    min-inline-size: 0;
    padding-inline: var(--space-2) 2rem;
    font-weight: var(--weight-medium);
  }

  .typed {
    display: block;
    margin-block-start: var(--space-3);
  }

  .days {
    display: grid;
    grid-template-columns: repeat(7, 1fr);
    gap: 2px;
    padding-block-start: var(--space-2);
    text-align: center;
  }

  .name {
    color: var(--text-faint);
    font-size: var(--text-xs);
    line-height: 2rem;
    text-decoration: none;
  }

  .day {
    min-inline-size: 0;
    min-block-size: 2.625rem;
    padding: 0;
    background: none;
    border: 0;
    border-radius: var(--radius-full);
  }

  .day:hover:not(:disabled) {
    background: var(--surface-hover);
  }

  .day:disabled {
    color: var(--text-faint);
    opacity: 0.6;
  }

  .day[aria-current='date'] {
    color: var(--accent-strong);
    font-weight: var(--weight-bold);
    background: var(--accent-wash);
  }

  .gap {
    grid-column: span var(--lead);
  }
`;

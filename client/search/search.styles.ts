import { css } from 'lit';

export const searchStyles = css`
  :host {
    background: var(--surface);
  }

  .bar {
    border-block-end: 0;
  }

  .results {
    padding-block-end: calc(var(--space-4) + env(safe-area-inset-bottom));
    overscroll-behavior: contain;
  }

  h2 {
    padding: var(--space-3) var(--space-3) var(--space-1);
    color: var(--accent-strong);
    font-size: var(--text-sm);
    font-weight: var(--weight-medium);
  }

  .line .name {
    flex: 0 1 auto;
    min-inline-size: 0;
  }

  .line {
    display: flex;
    align-items: baseline;
    gap: var(--space-2);
  }

  .line::before {
    order: 1;
    flex: 1;
    content: '';
  }

  .line time {
    order: 2;
    flex: none;
    color: var(--text-faint);
    font-size: var(--text-xs);
  }

  /* Two lines are enough to see the match among its neighbours. */
  .excerpt {
    display: -webkit-box;
    overflow: hidden;
    color: var(--text-soft);
    font-size: var(--text-sm);
    line-height: 1.6;
    text-align: start;
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  mark {
    color: var(--text);
    background: var(--mark);
    border-radius: 0.1875rem;
  }

  .known {
    padding: var(--space-2) var(--space-3);
    color: var(--text-soft);
    font-size: var(--text-sm);
  }

  .more,
  .wait {
    display: flex;
    justify-content: center;
    padding: var(--space-3);
  }

  pa-empty {
    padding-block-start: var(--space-7);
  }
`;

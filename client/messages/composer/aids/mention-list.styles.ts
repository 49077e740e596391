import { css } from 'lit';
import { cutLine } from '../../../styles/cut.ts';

/** Given to the tree around the list. */
export const mentionStyles = css`
  #mentions {
    position: absolute;
    z-index: 2;
    inset-block-end: 100%;
    inset-inline: max(var(--space-2), (100% - 46rem) / 2);
    max-inline-size: 26rem;
    margin-block-end: var(--space-1);
    padding: var(--space-1);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-lg);
    box-shadow: var(--shadow-2);
  }

  #mentions [role="option"] {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: var(--touch);
    padding-inline: var(--space-2);
    font-size: var(--text-md);
    border-radius: var(--radius-md);
    cursor: pointer;
    --avatar-size: 2rem;
  }

  #mentions [aria-selected="true"] {
    background: var(--surface-selected);
  }

  #mentions .name {
    font-weight: var(--weight-medium);
  }

  #mentions .username {
    overflow: hidden;
    color: var(--text-faint);
    font-size: var(--text-sm);
    text-overflow: ellipsis;
  }

  ${cutLine}
`;

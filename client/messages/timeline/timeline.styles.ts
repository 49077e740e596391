import { css } from 'lit';

export const timelineStyles = css`
  :host {
    position: relative;
    --gutter: max(var(--space-3), (100% - 46rem) / 2);
  }

  .viewport {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    /* Sideways movement is ours: a pull replies. */
    touch-action: pan-y pinch-zoom;
    scrollbar-width: thin;
    outline-offset: -2px;
  }

  @media print {
    :host,
    .viewport {
      display: block;
      overflow: visible;
    }

    .day {
      position: static;
    }

    pa-to-end,
    .edge > :not(.on-paper) {
      display: none;
    }
  }

  @media screen {
    .on-paper {
      display: none;
    }
  }

  /*
   * Few messages stand at the foot, where the next one will be. It is a block: a flex box would measure each of its
   * rows again.
   */
  .content {
    align-content: end;
    min-block-size: 100%;
    padding-block: var(--space-3) var(--space-2);
  }

  .content:has(> pa-empty) {
    display: flex;
  }

  .edge {
    display: grid;
    place-content: center;
    justify-items: center;
    min-block-size: 3.5rem;
    color: var(--text-soft);
    font-size: var(--text-sm);
  }

  .day {
    position: sticky;
    inset-block-start: var(--space-2);
    z-index: 1;
    display: flex;
    justify-content: center;
    padding-block: var(--space-3) var(--space-1);
    font-weight: var(--weight-medium);
    pointer-events: none;
    container-type: scroll-state;
  }

  .chip {
    padding: 0.125rem var(--space-3);
    color: var(--text-soft);
    font-size: var(--text-xs);
    line-height: 1.6;
    background: var(--surface-sunken);
    border-radius: var(--radius-full);
  }

  /* The pill that sticks is of use while scrolling; at rest it would lie on a message. */
  @container scroll-state(stuck: top) {
    .chip {
      opacity: 0;
      transition: opacity var(--motion-slow) var(--ease);
    }

    .scrolling .chip {
      opacity: 1;
    }
  }

  /* Where a browser cannot tell which one sticks, none does at rest. */
  @supports not (container-type: scroll-state) {
    .viewport:not(.scrolling) .day {
      position: static;
    }
  }

  /* Its bubble has the ring; the page's own rule would draw another around the whole line. */
  pa-message:focus-visible {
    outline: none;
  }

  .unread {
    display: flex;
    align-items: center;
    justify-content: center;
    margin-block: var(--space-3) var(--space-1);
    padding-block: 0.125rem;
    color: var(--accent-strong);
    font-size: var(--text-sm);
    font-weight: var(--weight-medium);
    background: var(--accent-wash);
  }

  pa-to-end {
    position: absolute;
    inset-block-end: var(--space-3);
    inset-inline-end: var(--space-3);
    z-index: 2;
  }

  pa-empty {
    margin: auto;
    background: color-mix(in srgb, var(--surface) 70%, transparent);
    border-radius: var(--radius-xl);
  }
`;

import { css } from 'lit';
import { cutLine } from '../styles/cut.ts';

export const chatStyles = css`
  :host {
    position: relative;
    min-inline-size: 0;
    overflow: hidden;
    background: var(--surface-page);
  }

  @media print {
    :host,
    .body {
      display: block !important;
      block-size: auto;
      overflow: visible;
    }

    pa-composer,
    pa-request-bar,
    pa-wallpaper,
    .selection,
    .closed {
      display: none;
    }
  }

  .body {
    position: relative;
    flex: 1;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }

  pa-timeline {
    position: relative;
    flex: 1;
  }

  pa-composer {
    position: relative;
  }

  .drop {
    position: absolute;
    inset: 0;
    z-index: 3;
    display: grid;
    place-content: center;
    padding: var(--space-4);
    background: color-mix(in srgb, var(--accent-wash) 85%, transparent);
    outline: 3px dashed var(--accent);
    outline-offset: calc(-1 * var(--space-3));
    pointer-events: none;
  }

  .drop p {
    color: var(--accent-strong);
    font-size: var(--text-lg);
    font-weight: var(--weight-medium);
    text-align: center;
  }

  .missing {
    flex: 1;
  }

  .pins {
    position: relative;
    flex: none;
    display: flex;
    align-items: center;
    padding-inline: var(--space-2);
    background: var(--surface);
    border-block-end: 1px solid var(--line);
  }

  .pin {
    flex: 1;
    display: flex;
    align-items: center;
    gap: var(--space-3);
    min-inline-size: 0;
    min-block-size: var(--touch);
    padding-block: var(--space-1);
    padding-inline: var(--space-2);
    color: var(--accent);
    font-size: var(--text-sm);
    line-height: 1.5;
    text-align: start;
    background: none;
    border: 0;
    border-radius: var(--radius-md);
    --icon-size: 1.125rem;
  }

  .pin > span {
    flex: 1;
    min-inline-size: 0;
  }

  .pin b {
    display: block;
    color: var(--accent-strong);
    font-weight: var(--weight-medium);
  }

  .pin .line {
    display: block;
    overflow: hidden;
    color: var(--text);
    inline-size: fit-content;
    max-inline-size: 100%;
    unicode-bidi: isolate;
  }

  ${cutLine}

  .selection,
  .closed {
    position: relative;
    flex: none;
    display: flex;
    align-items: center;
    gap: var(--space-1);
    min-block-size: calc(var(--touch) + 2 * var(--space-2));
    padding-block-end: env(safe-area-inset-bottom);
    padding-inline: max(var(--space-2), (100% - 46rem) / 2);
    background: var(--surface);
    border-block-start: 1px solid var(--line);
  }

  .closed {
    flex-wrap: wrap;
    justify-content: center;
    column-gap: var(--space-3);
    color: var(--text-soft);
    font-size: var(--text-sm);
  }

  .count {
    flex: 1;
    font-weight: var(--weight-medium);
  }
`;

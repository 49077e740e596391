import { css } from 'lit';

export const sharedStyles = css`
  :host {
    background: var(--surface-page);
  }

  .tabs {
    display: flex;
    flex: none;
    overflow: auto hidden;
    scrollbar-width: none;
    background: var(--surface);
    border-block-end: 1px solid var(--line);
  }

  .tabs button {
    flex: 1 0 auto;
    min-block-size: var(--touch);
    padding: 0 var(--space-2);
    color: var(--text-soft);
    font-size: var(--text-md);
    background: none;
    border: 0;
    border-block-end: 3px solid transparent;
  }

  .tabs [aria-selected='true'] {
    color: var(--accent-strong);
    font-weight: var(--weight-medium);
    border-block-end-color: var(--accent);
  }

  .tabs button:focus-visible {
    outline-offset: -3px;
  }

  .panel {
    flex: 1;
    min-block-size: 0;
    padding-block-end: calc(var(--space-5) + env(safe-area-inset-bottom));
    overflow: hidden auto;
    scrollbar-width: thin;
    outline-offset: -3px;
  }

  section {
    max-inline-size: 46rem;
    margin-inline: auto;
    content-visibility: auto;
    contain-intrinsic-block-size: auto 20rem;
  }

  h2 {
    padding: var(--space-3) var(--space-4) var(--space-2);
    color: var(--text-soft);
    font-size: var(--text-sm);
    font-weight: var(--weight-medium);
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr));
    gap: 2px;
    padding-inline: 2px;
  }

  .grid pa-picture {
    aspect-ratio: 1;
  }

  .length {
    place-self: end start;
    display: flex;
    align-items: center;
    gap: 0.25rem;
    margin: 0.25rem;
    padding: 0 0.375rem;
    color: #fff;
    font-size: 0.6875rem;
    line-height: 1.25rem;
    background: rgb(0 0 0 / 55%);
    border-radius: var(--radius-full);
  }

  .length svg {
    inline-size: 0.75rem;
    block-size: 0.75rem;
    fill: currentColor;
  }

  li {
    padding: var(--space-1) var(--space-4);
    background: var(--surface);
    border-block-end: 1px solid var(--line);
  }

  li > :first-child {
    inline-size: 100%;
  }

  .from {
    display: flex;
    justify-content: space-between;
    gap: var(--space-3);
    min-block-size: 2rem;
    align-items: center;
    color: var(--text-faint);
    font-size: var(--text-sm);
    text-decoration: none;
  }

  .end {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--space-2);
    min-block-size: 6rem;
    color: var(--text-soft);
  }
`;

export const sharedLinkStyles = css`
  .link {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0.625rem;
    min-block-size: 3.25rem;
    padding-block: 0.25rem;
    color: inherit;
    text-decoration: none;
    border-radius: var(--radius-md);
  }

  .sign {
    display: grid;
    place-content: center;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    color: var(--accent-strong);
    background: color-mix(in srgb, var(--accent) 14%, transparent);
    border-radius: var(--radius-md);
    --icon-size: 1.25rem;
  }

  .about {
    display: grid;
    line-height: 1.5;
  }

  .words {
    display: -webkit-box;
    overflow: hidden;
    font-weight: var(--weight-medium);
    text-align: -webkit-match-parent;
    text-align: match-parent;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .host {
    color: var(--text-faint);
    font-size: var(--text-sm);
    text-align: match-parent;
  }
`;

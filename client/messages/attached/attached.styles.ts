import { css } from 'lit';

export const attachedStyles = css`
  :host {
    display: grid;
    gap: var(--space-1);
    min-inline-size: 0;
  }

  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-2);
    margin: 0;
    padding-block-start: 0.125rem;
    font-size: var(--text-md);
    line-height: 1.6;
  }

  .icon {
    flex: none;
    display: inline-grid;
    color: var(--accent-strong);
    line-height: 0;
  }

  .icon svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
    stroke-width: 1.75;
  }

  .missed .icon {
    color: var(--danger);
  }

  .sealed {
    color: var(--meta);
    font-style: italic;
  }

  .sealed .icon {
    color: inherit;
  }

  .file {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: var(--space-2);
    min-block-size: 2.75rem;
    color: inherit;
    text-decoration: none;
    border-radius: var(--radius-md);
  }

  .file .icon {
    place-content: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    background: color-mix(in srgb, var(--accent) 12%, transparent);
    border-radius: var(--radius-full);
  }

  .about {
    display: grid;
    line-height: 1.5;
  }

  /* Whole, up to three lines: what is cut off could be the ending. */
  .name {
    display: -webkit-box;
    overflow: hidden;
    font-weight: var(--weight-medium);
    text-align: start;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .size {
    color: var(--meta);
    font-size: var(--text-sm);
  }

  .picture {
    display: block;
    margin-inline: -0.375rem;
    overflow: hidden;
    line-height: 0;
    border-radius: 0.625rem;
  }

  a:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }

  /* The attributes give the shape; how wide it may be is the bubble's business. */
  img {
    inline-size: auto;
    block-size: auto;
    min-inline-size: 6rem;
    max-inline-size: 100%;
    max-block-size: 20rem;
    object-fit: contain;
    background: color-mix(in srgb, var(--text) 6%, transparent);
  }

  img.guessed {
    inline-size: 16rem;
    block-size: 12rem;
  }

  audio {
    inline-size: min(18rem, 100%);
  }

  video {
    inline-size: min(22rem, 100%);
    aspect-ratio: 16 / 9;
    background: #000;
    border-radius: 0.625rem;
  }
`;

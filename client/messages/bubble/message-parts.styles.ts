import { css } from 'lit';
import { cutLine } from '../../styles/cut.ts';

/** What may stand above and below the words of a bubble. */
export const messageParts = css`
  .author {
    display: block;
    inline-size: fit-content;
    max-inline-size: 100%;
    overflow: hidden;
    color: light-dark(oklch(0.46 0.11 var(--hue)), oklch(0.8 0.09 var(--hue)));
    font-size: var(--text-sm);
    font-weight: var(--weight-medium);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  /* The author has the hue of the picture beside it (pa-avatar). */
  .author[data-tint='0'] {
    --hue: 190;
  }

  .author[data-tint='1'] {
    --hue: 258;
  }

  .author[data-tint='2'] {
    --hue: 75;
  }

  .author[data-tint='3'] {
    --hue: 18;
  }

  .author[data-tint='4'] {
    --hue: 138;
  }

  .author[data-tint='5'] {
    --hue: 300;
  }

  .author[data-tint='6'] {
    --hue: 45;
  }

  .author[data-tint='7'] {
    --hue: 350;
  }

  .forward {
    color: var(--accent-strong);
    font-size: var(--text-sm);
    line-height: var(--leading-tight);
  }

  pa-attached {
    display: grid;
    min-block-size: 1.75rem;
  }

  /* As wide as the pictures above it. */
  [pictured] ~ .text {
    margin-block-start: 0.375rem;
    inline-size: 0;
    min-inline-size: 100%;
  }

  /* Its place is there before its code is. */
  pa-upload {
    display: flex;
    min-block-size: 2.75rem;
  }

  .quote {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    inline-size: 100%;
    min-inline-size: 7rem;
    margin-block: 0.1875rem 0.25rem;
    padding-block: 0.1875rem;
    padding-inline: 0.5rem;
    overflow: hidden;
    font-size: var(--text-sm);
    line-height: 1.55;
    text-align: start;
    background: color-mix(in srgb, var(--accent) 9%, transparent);
    border: 0;
    border-inline-start: 3px solid var(--accent-bright);
    border-radius: 0.375rem;
  }

  .quote pa-picture {
    grid-row: span 2;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    margin-inline-end: 0.5rem;
    border-radius: 0.375rem;
  }

  .quote:has(pa-picture) {
    grid-template-columns: auto minmax(0, 1fr);
  }

  .quote .name {
    overflow: hidden;
    color: var(--accent-strong);
    font-weight: var(--weight-medium);
    inline-size: fit-content;
    max-inline-size: 100%;
  }

  .quote .line {
    overflow: hidden;
    inline-size: fit-content;
    max-inline-size: 100%;
    unicode-bidi: isolate;
  }

  ${cutLine}

  .quote.gone,
  .tombstone {
    color: var(--meta);
    font-style: italic;
  }

  .hover {
    position: absolute;
    inset-block-end: 0;
    inset-inline-start: calc(100% + var(--space-1));
    display: flex;
    --icon-size: 1.125rem;
  }

  :host([mine]) .hover {
    inset-inline: auto calc(100% + var(--space-1));
  }

  .hover button {
    display: grid;
    place-content: center;
    inline-size: 2rem;
    block-size: 2rem;
    padding: 0;
    color: var(--text-soft);
    background: var(--surface);
    border: 0;
    border-radius: var(--radius-full);
    box-shadow: var(--shadow-1);
  }

  .hover button + button {
    margin-inline-start: var(--space-1);
  }

  .hover button:hover {
    color: var(--accent-strong);
  }

  /* There is no room beside a wide bubble, nor with a list beside it; a right click has the same and more. */
  @media (width <= 64rem) {
    .hover {
      display: none;
    }
  }

  .reactions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
    margin-block: 0.25rem 0.125rem;
  }

  .reactions button {
    display: inline-flex;
    align-items: center;
    gap: 0.25rem;
    min-block-size: 1.75rem;
    padding: 0 0.5rem;
    font-size: var(--text-sm);
    line-height: 1;
    background: color-mix(in srgb, var(--accent) 10%, transparent);
    border: 1px solid transparent;
    border-radius: var(--radius-full);
  }

  .reactions button > :first-child {
    font-size: 1rem;
  }

  .reactions [aria-pressed='true'] {
    color: var(--on-accent);
    background: var(--accent);
  }

  /* A system message is no bubble of a member: it stands in the middle, without a tail. */
  :host([system]) {
    justify-content: center;
  }

  :host([system]) .bubble {
    max-inline-size: min(30rem, 92%);
    padding: 0.125rem var(--space-3);
    color: var(--text-soft);
    font-size: var(--text-sm);
    line-height: 1.6;
    text-align: center;
    background: color-mix(in srgb, var(--surface-sunken) 88%, transparent);
    border-radius: var(--radius-lg) !important;
    box-shadow: none;
  }

  .face {
    flex: none;
    inline-size: 2rem;
    --avatar-size: 2rem;
  }

  .pick {
    flex: none;
    display: grid;
    place-content: center;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    margin-block-end: 0.375rem;
    color: var(--on-accent);
    background: var(--surface);
    border: 2px solid var(--line-strong);
    border-radius: var(--radius-full);
    --icon-size: 1rem;
  }

  :host([mine]) .pick {
    order: -1;
    margin-inline-end: auto;
  }

  :host([selected]) .pick {
    background: var(--accent);
    border-color: var(--accent);
  }

  :host([selected]) {
    background: color-mix(in srgb, var(--accent) 12%, transparent);
  }

  :host([selecting]) {
    cursor: pointer;
  }

  :host([selecting]) .bubble {
    pointer-events: none;
  }
`;

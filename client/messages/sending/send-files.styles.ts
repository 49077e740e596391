import { css } from 'lit';

export const sendFilesStyles = css`
  ul {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--space-2);
    max-block-size: min(24rem, 40dvh);
    margin: 0;
    padding: 2px;
    overflow: hidden auto;
    list-style: none;
    scrollbar-width: thin;
  }

  li {
    position: relative;
    min-inline-size: 0;
    overflow: hidden;
    background: var(--surface-sunken);
    border-radius: var(--radius-lg);
  }

  .tile {
    display: grid;
    place-items: center;
    aspect-ratio: 1;
  }

  .tile:only-child {
    grid-column: 1 / -1;
    aspect-ratio: auto;
    block-size: min(18rem, 40dvh);
  }

  .tile img {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  .tile:only-child img {
    object-fit: contain;
  }

  .line {
    grid-column: 1 / -1;
    display: flex;
    align-items: center;
    gap: var(--space-2);
    padding-block: var(--space-1);
    padding-inline-start: var(--space-3);
  }

  .line > svg {
    flex: none;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    color: var(--accent-strong);
  }

  .about {
    flex: 1;
    display: grid;
    min-inline-size: 0;
    line-height: 1.5;
  }

  .name {
    justify-self: start;
    max-inline-size: 100%;
    overflow: hidden;
    font-weight: var(--weight-medium);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .size {
    color: var(--text-soft);
    font-size: var(--text-sm);
  }

  .tools {
    display: flex;
    flex: none;
  }

  .tile .tools {
    position: absolute;
    inset-block-end: var(--space-1);
    inset-inline: 0;
    justify-content: center;
    gap: var(--space-1);
  }

  .tools button {
    display: grid;
    place-content: center;
    inline-size: 2.25rem;
    block-size: 2.25rem;
    padding: 0;
    color: var(--text-soft);
    background: none;
    border: 0;
    border-radius: var(--radius-full);
  }

  .tools button:disabled {
    display: none;
  }

  /* Four of them share the narrowest tile. */
  .tile .tools button {
    flex: 0 1 2.25rem;
    block-size: auto;
    min-inline-size: 0;
    aspect-ratio: 1;
    color: #fff;
    background: rgb(0 0 0 / 60%);
  }

  .tools svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }

  .tools button:focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 1px;
  }

  .open {
    position: absolute;
    inset: 0;
    padding: 0;
    background: none;
    border: 0;
  }

  .open:focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: -3px;
  }

  .mark {
    position: absolute;
    inset-block-start: var(--space-1);
    inset-inline-start: var(--space-1);
    padding-inline: var(--space-2);
    color: #fff;
    font-size: var(--text-xs);
    line-height: 1.75;
    background: rgb(0 0 0 / 60%);
    border-radius: var(--radius-full);
  }

  .mark:has(svg) {
    padding: 0.375rem;
    line-height: 0;
  }

  .mark svg {
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }

  fieldset {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-4);
    margin: var(--space-2) 0 0;
    padding: 0;
    border: 0;
  }

  label {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-block-size: var(--touch);
  }

  label input {
    inline-size: 1.125rem;
    block-size: 1.125rem;
    accent-color: var(--accent);
  }

  textarea {
    max-block-size: min(9rem, 18dvh);
    margin-block-start: var(--space-2);
    resize: none;
    field-sizing: content;
  }

  .said {
    margin: var(--space-2) 0 0;
    color: var(--text-soft);
    font-size: var(--text-sm);
  }

  .refused {
    color: var(--danger);
  }

  [slot='actions'] .add {
    margin-inline-end: auto;
  }
`;

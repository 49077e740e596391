import { css } from 'lit';

export const editingStyles = css`
  .stage {
    display: grid;
    place-items: center;
    min-block-size: 8rem;
    margin-inline: calc(-1 * var(--space-3));
    padding: var(--space-3);
    touch-action: none;
    user-select: none;
  }

  .picture {
    position: relative;
    inline-size: min(100%, 50dvh * var(--ratio));
    aspect-ratio: var(--ratio);
  }

  .picture:not(.crop) {
    cursor: crosshair;
  }

  canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  .veil {
    position: absolute;
    inset: 0;
    overflow: hidden;
    pointer-events: none;
  }

  .veil div {
    position: absolute;
    box-shadow: 0 0 0 100rem rgb(0 0 0 / 60%);
  }

  .crop > .crop {
    position: absolute;
    outline: 2px solid #fff;
    outline-offset: -1px;
    box-shadow: 0 0 0 2px rgb(0 0 0 / 50%);
    cursor: move;
  }

  .corner,
  .side {
    position: absolute;
    display: grid;
    place-items: center;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    translate: -50% -50%;
  }

  .corner::before,
  .side::before {
    content: '';
    inline-size: 1rem;
    block-size: 1rem;
    background: #fff;
    border: 2px solid rgb(0 0 0 / 60%);
    border-radius: var(--radius-full);
  }

  .side::before {
    inline-size: 1.5rem;
    block-size: 0.5rem;
  }

  [data-sides='left']::before,
  [data-sides='right']::before {
    inline-size: 0.5rem;
    block-size: 1.5rem;
  }

  .side:focus-visible {
    outline: none;
  }

  .side:focus-visible::before {
    outline: 3px solid var(--focus);
    outline-offset: 1px;
  }

  [data-sides~='left'] {
    inset-inline-start: 0;
  }

  [data-sides~='right'] {
    inset-inline-start: 100%;
  }

  [data-sides~='top'] {
    inset-block-start: 0;
  }

  [data-sides~='bottom'] {
    inset-block-start: 100%;
  }

  [data-sides='left'],
  [data-sides='right'] {
    inset-block-start: 50%;
    cursor: ew-resize;
  }

  [data-sides='top'],
  [data-sides='bottom'] {
    inset-inline-start: 50%;
    cursor: ns-resize;
  }

  [data-sides='top left'],
  [data-sides='bottom right'] {
    cursor: nwse-resize;
  }

  [data-sides='top right'],
  [data-sides='bottom left'] {
    cursor: nesw-resize;
  }

  .cover {
    position: absolute;
    padding: 0;
    background: none;
    border: 0;
    pointer-events: none;
  }

  .cover:focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 1px;
  }

  .tools {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: var(--space-2);
  }

  fieldset {
    display: flex;
    margin: 0;
    padding: 0;
    overflow: hidden;
    background: var(--surface-sunken);
    border: 0;
    border-radius: var(--radius-full);
  }

  label {
    display: grid;
    place-content: center;
    inline-size: 3.25rem;
    block-size: var(--touch);
    color: var(--text-soft);
    border-radius: var(--radius-full);
    cursor: pointer;
  }

  label:has(:checked) {
    color: var(--on-accent);
    background: var(--accent);
  }

  label:has(:focus-visible) {
    outline: 3px solid var(--focus);
    outline-offset: -3px;
  }

  svg {
    inline-size: 1.375rem;
    block-size: 1.375rem;
  }

  .icon-button:disabled {
    opacity: 0.4;
  }

  .hint {
    margin: var(--space-2) 0 0;
    color: var(--text-soft);
    font-size: var(--text-sm);
    text-align: center;
  }

  [slot='actions'] .add {
    margin-inline-end: auto;
  }
`;

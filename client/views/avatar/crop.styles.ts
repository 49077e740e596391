import { css } from 'lit';

export const cropStyles = css`
  :host {
    text-align: start;
  }

  .window {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: min(100%, 50dvh);
    margin-inline: auto;
    aspect-ratio: 1;
    overflow: hidden;
    touch-action: none;
    user-select: none;
    background: var(--surface-sunken);
    border-radius: var(--radius-lg);
    cursor: grab;
  }

  .window:active {
    cursor: grabbing;
  }

  .window:focus-visible {
    outline: 3px solid var(--focus);
    outline-offset: 2px;
  }

  img {
    position: absolute;
    max-inline-size: none;
    translate: -50% -50%;
    pointer-events: none;
  }

  /* What is outside an avatar's own shape. */
  .window::after {
    position: absolute;
    inset: 0;
    border-radius: 36%;
    box-shadow: 0 0 0 10rem rgb(0 0 0 / 45%);
    content: '';
    pointer-events: none;
  }

  .hint {
    padding-block: var(--space-2);
    color: var(--text-faint);
    font-size: var(--text-sm);
    text-align: center;
  }

  .tools {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    inline-size: min(100%, 50dvh);
    margin-inline: auto;
  }

  input {
    flex: 1;
    min-inline-size: 0;
    block-size: 2.75rem;
    accent-color: var(--accent);
  }

  .turn svg {
    inline-size: 1.375rem;
    block-size: 1.375rem;
  }
`;

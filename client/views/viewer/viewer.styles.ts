import { css } from 'lit';

/** Of what lies over the slides; those have the sheet of their package. */
export const viewerStyles = css`
  dialog.viewer {
    position: fixed;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    overflow: hidden;
    color: #fff;
    background: none;
    border: 0;
    outline: none;
  }

  .viewer::backdrop {
    background: none;
  }

  .viewer .pswp {
    z-index: 0;
  }

  .viewer .pswp__img,
  .viewer video {
    object-fit: contain;
  }

  .viewer .clip {
    display: grid;
  }

  .viewer video {
    inline-size: 100%;
    block-size: 100%;
    min-block-size: 0;
  }

  .viewer .bars > * {
    position: absolute;
    z-index: 1;
  }

  .viewer header {
    inset: 0 0 auto;
    display: flex;
    align-items: center;
    gap: 0.25rem;
    padding: calc(0.375rem + env(safe-area-inset-top)) 0.5rem 1.5rem;
    background: linear-gradient(rgb(0 0 0 / 65%), transparent);
    pointer-events: none;
  }

  .viewer header > * {
    pointer-events: auto;
  }

  .viewer .who {
    flex: 1;
    display: grid;
    min-inline-size: 0;
    font-size: var(--text-sm);
    line-height: 1.5;
    text-shadow: 0 0 4px #000;
  }

  .viewer .who > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }

  .viewer .name {
    font-size: var(--text-md);
    font-weight: var(--weight-medium);
  }

  .viewer .icon,
  .viewer .arrow {
    flex: none;
    display: grid;
    place-content: center;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    padding: 0;
    color: #fff;
    line-height: 0;
    background: none;
    border: 0;
    border-radius: var(--radius-full);
    cursor: pointer;
  }

  .viewer svg {
    inline-size: 1.375rem;
    block-size: 1.375rem;
    filter: drop-shadow(0 0 2px rgb(0 0 0 / 60%));
  }

  .viewer .arrow {
    inset-block: 0;
    margin-block: auto;
    background: rgb(0 0 0 / 35%);
  }

  .viewer .arrow.left {
    inset-inline-start: 0.75rem;
  }

  .viewer .arrow.right {
    inset-inline-end: 0.75rem;
  }

  .viewer :focus-visible {
    outline: 2px solid #fff;
    outline-offset: -2px;
  }

  /* A finger swipes. */
  @media (hover: none) {
    .viewer .arrow:not(:focus-visible) {
      opacity: 0;
      pointer-events: none;
    }
  }

  .viewer footer {
    inset: auto 0 0;
    padding: 1.5rem 1rem calc(1rem + env(safe-area-inset-bottom));
    background: linear-gradient(transparent, rgb(0 0 0 / 75%));
    pointer-events: none;
  }

  .viewer footer p {
    max-inline-size: 40rem;
    max-block-size: 30dvh;
    margin: 0 auto;
    overflow: hidden auto;
    font-size: var(--text-md);
    line-height: 1.6;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
    pointer-events: auto;
  }

  .viewer.bare .bars {
    display: none;
  }

  .viewer .failed {
    display: grid;
    gap: 0.75rem;
    margin: auto;
    font-size: var(--text-md);
  }

  .viewer .failed button {
    min-block-size: 2.75rem;
    padding: 0 1.25rem;
    color: #fff;
    font: inherit;
    background: rgb(255 255 255 / 16%);
    border: 0;
    border-radius: var(--radius-md);
  }
`;

import { css } from 'lit';

export const attachedStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
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

  .size {
    color: var(--meta);
    font-size: var(--text-sm);
  }

  pa-file + pa-file,
  pa-sound + pa-sound {
    border-block-start: 1px solid color-mix(in srgb, var(--text) 8%, transparent);
  }

  /* Pictures reach to the bubble's edge. */
  :host([pictured]) {
    margin-block-start: -0.125rem;
    margin-inline: -0.5rem;
  }

  :host([pictured][only]) {
    row-gap: 0;
    margin-block-end: -0.125rem;
  }

  :host([pictured]) > pa-file,
  :host([pictured]) > pa-sound {
    margin-inline: 0.5rem;
  }

  .visual {
    position: relative;
  }

  .album {
    position: relative;
    max-inline-size: 100%;
    overflow: hidden;
    border-radius: 0.9375rem;
  }

  pa-picture {
    position: absolute;
  }

  .start,
  .about {
    color: #fff;
    background: rgb(0 0 0 / 55%);
    border-radius: var(--radius-full);
  }

  .start {
    place-self: center;
    display: grid;
    place-content: center;
    inline-size: 3rem;
    block-size: 3rem;
  }

  pa-video-preview[moving] ~ .start {
    opacity: 0;
  }

  .start svg {
    inline-size: 1.5rem;
    block-size: 1.5rem;
    fill: currentColor;
  }

  .start,
  .about {
    position: relative;
  }

  .about {
    position: absolute;
    inset-block-start: 0.375rem;
    inset-inline-start: 0.375rem;
    display: flex;
    gap: 0.375rem;
    padding: 0 0.5rem;
    font-size: 0.6875rem;
    line-height: 1.25rem;
  }

  ::slotted(*) {
    justify-self: end;
    margin: -1.375rem 0 0.125rem !important;
  }

  /* Under the end of the waveform, which runs from left to right. */
  :host([spoken]) ::slotted(*) {
    justify-self: right;
  }

  /* On the picture, where it is the last thing of the bubble. */
  :host([pictured][only]) ::slotted(*) {
    position: relative;
    z-index: 1;
    margin: -1.75rem 0.375rem 0.375rem !important;
    padding: 0 0.5rem;
    color: #fff !important;
    line-height: 1.25rem !important;
    background: rgb(0 0 0 / 50%);
    border-radius: var(--radius-full);
    pointer-events: none;
    --link: #8fd3ff;
    --danger: #ffb3bd;
  }
`;

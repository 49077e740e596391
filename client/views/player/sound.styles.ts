import { css } from 'lit';

export const soundStyles = css`
  :host {
    display: block;
    inline-size: 17rem;
    max-inline-size: 100%;
  }

  .sound {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    padding-block: 0.25rem;
  }

  .round {
    flex: none;
    display: grid;
    place-content: center;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    padding: 0;
    color: var(--on-accent);
    background: var(--accent);
    border: 0;
    border-radius: var(--radius-full);
  }

  .round svg {
    inline-size: 1.375rem;
    block-size: 1.375rem;
    fill: currentColor;
    stroke-linejoin: round;
  }

  .round.waiting svg {
    animation: wait 1s ease-in-out infinite alternate;
  }

  @keyframes wait {
    to {
      opacity: 0.35;
    }
  }

  .beside {
    flex: 1;
    display: grid;
    min-inline-size: 0;
  }

  .wave {
    block-size: 1.75rem;
    padding-block: 0.125rem;
    line-height: 0;
    border-radius: 0.25rem;
    cursor: pointer;
    touch-action: pan-y;
  }

  .wave svg {
    inline-size: 100%;
    block-size: 100%;
    overflow: visible;
  }

  .wave path {
    fill: none;
    stroke: color-mix(in srgb, var(--accent) 38%, transparent);
    stroke-width: 2;
    stroke-linecap: round;
  }

  .wave .heard {
    stroke: var(--accent);
    clip-path: inset(-2px calc(100% - var(--heard) * 100%) -2px -2px);
    clip-path: inset(-2px calc(100% - var(--heard) * 100%) -2px -2px) view-box;
  }

  .under {
    display: flex;
    align-items: center;
    gap: 0.375rem;
    min-block-size: 1.375rem;
    color: var(--meta, var(--text-faint));
    font-size: 0.75rem;
    line-height: 1.375rem;
  }

  .time {
    font-variant-numeric: tabular-nums;
  }

  .dot {
    inline-size: 0.4375rem;
    block-size: 0.4375rem;
    background: var(--accent-bright);
    border-radius: var(--radius-full);
  }

  .speed {
    position: relative;
    min-inline-size: 2.25rem;
    padding: 0 0.375rem;
    color: var(--accent-strong);
    font-size: 0.75rem;
    font-weight: var(--weight-medium);
    line-height: 1.25rem;
    background: color-mix(in srgb, var(--accent) 14%, transparent);
    border: 0;
    border-radius: var(--radius-full);
  }

  /* A finger meets more than is drawn. */
  .speed::after {
    position: absolute;
    inset: -0.5rem -0.25rem;
    content: '';
  }

  .failed {
    color: var(--danger);
  }

  .name {
    display: -webkit-box;
    overflow: hidden;
    font-size: var(--text-md);
    font-weight: var(--weight-medium);
    line-height: 1.5;
    text-align: -webkit-match-parent;
    text-align: match-parent;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }

  /* Beside the name: below it stands the time of the message. */
  .save {
    flex: none;
    align-self: start;
    display: grid;
    place-content: center;
    inline-size: 2.5rem;
    block-size: 2rem;
    color: var(--accent-strong);
    border-radius: var(--radius-full);
  }

  .save svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }
`;

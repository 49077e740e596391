import { css } from 'lit';

export const voiceStyles = css`
  :host {
    position: absolute;
    inset: 0;
    z-index: 2;
    display: flex;
    align-items: center;
    gap: var(--space-1);
    padding-block-end: env(safe-area-inset-bottom);
    padding-inline: max(var(--space-2), (100% - 46rem) / 2);
    background: var(--surface);
    user-select: none;
  }

  /* The finger rests on the button beneath. */
  :host([held]) {
    pointer-events: none;
  }

  svg {
    inline-size: 1.25rem;
    block-size: 1.25rem;
  }

  .dot {
    flex: none;
    inline-size: 0.75rem;
    block-size: 0.75rem;
    margin-inline: var(--space-2);
    background: var(--danger-solid);
    border-radius: var(--radius-full);
    animation: breathe 1.4s ease-in-out infinite;
  }

  .dot.still {
    background: var(--text-faint);
    animation: none;
  }

  @keyframes breathe {
    50% {
      opacity: 0.35;
    }
  }

  .time {
    flex: none;
    min-inline-size: 3rem;
    font-variant-numeric: tabular-nums;
  }

  .wave {
    flex: 1;
    display: flex;
    align-items: center;
    gap: 1px;
    min-inline-size: 0;
    block-size: 2rem;
    overflow: hidden;
    direction: ltr;
  }

  .wave i {
    flex: 1;
    max-inline-size: 4px;
    block-size: calc(12% + 88% * var(--level));
    background: var(--accent);
    border-radius: 2px;
  }

  .wave i.ahead {
    background: color-mix(in srgb, var(--accent) 35%, transparent);
  }

  .hint {
    flex: none;
    /* The button beside it is drawn larger than its place. */
    margin-inline-end: 0.5rem;
    color: var(--text-soft);
    font-size: var(--text-sm);
    opacity: calc(1 - var(--cancelled));
  }

  .held-button {
    flex: none;
    display: grid;
    place-content: center;
    inline-size: var(--touch);
    block-size: var(--touch);
    color: var(--on-accent);
    background: var(--danger-solid);
    border-radius: var(--radius-full);
    scale: 1.25;
  }

  .lock {
    position: absolute;
    inset-block-end: calc(100% + var(--space-2));
    inset-inline-end: var(--space-2);
    display: grid;
    justify-items: center;
    gap: var(--space-1);
    padding: var(--space-3);
    color: var(--text-soft);
    background: var(--surface);
    border-radius: var(--radius-full);
    box-shadow: var(--shadow-2);
  }

  .send,
  .send:hover {
    color: var(--on-accent);
    background: var(--accent);
  }

  .remove {
    color: var(--danger);
  }
`;

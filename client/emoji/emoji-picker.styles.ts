import { css } from 'lit';

export const pickerStyles = css`
  :host {
    display: contents;
  }

  [popover] {
    position: fixed;
    inset: auto;
    flex-direction: column;
    inline-size: min(24rem, 100vw - 1rem);
    block-size: min(26rem, 100dvh - 1rem);
    margin: 0;
    padding: var(--space-2);
    overflow: hidden;
    color: var(--text);
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-lg);
    box-shadow: var(--shadow-2);
    outline: none;
  }

  [popover]:popover-open {
    display: flex;
    animation: unfold var(--motion-fast) var(--ease);
  }

  @keyframes unfold {
    from {
      opacity: 0;
    }
  }

  .top {
    display: flex;
    align-items: center;
    gap: var(--space-1);
  }

  .input {
    flex: 1;
    min-inline-size: 0;
  }

  .tone,
  .tones button,
  [role="tab"],
  [role="gridcell"] {
    line-height: 1;
  }

  .tone {
    font-size: 1.375rem;
  }

  .tones {
    display: flex;
  }

  .tones button,
  [role="tab"],
  [role="gridcell"] {
    display: grid;
    place-content: center;
    min-inline-size: 0;
    padding: 0;
    color: inherit;
    background: none;
    border: 0;
    border-radius: var(--radius-md);
  }

  .tones button {
    inline-size: 2.125rem;
    min-block-size: var(--touch);
    font-size: 1.25rem;
  }

  .tones [aria-pressed="true"] {
    background: var(--accent-wash);
  }

  .tabs {
    display: flex;
    margin-block-start: var(--space-1);
    border-block-end: 1px solid var(--line);
  }

  [role="tab"] {
    flex: 1;
    min-block-size: 2.5rem;
    font-size: 1.125rem;
    border-radius: 0;
    border-block-end: 2px solid transparent;
    filter: grayscale(1);
    opacity: 0.75;
  }

  [role="tab"][aria-selected="true"] {
    border-block-end-color: var(--accent);
    filter: none;
    opacity: 1;
  }

  .title {
    padding: var(--space-2) var(--space-1) var(--space-1);
    color: var(--text-soft);
    font-size: var(--text-sm);
    line-height: 1.5;
  }

  .grid {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  /* What is not in sight is not laid out: the group of people alone has 400. */
  .row {
    display: grid;
    grid-template-columns: repeat(8, minmax(0, 1fr));
    content-visibility: auto;
    contain-intrinsic-block-size: 2.75rem;
  }

  [role="gridcell"] {
    min-block-size: 2.75rem;
    font-size: 1.625rem;
  }

  :is([role="tab"], [role="gridcell"], .tones button):focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }

  @media (hover: hover) {
    :is([role="tab"], [role="gridcell"], .tones button):hover {
      background: var(--surface-hover);
    }
  }

  @media (max-width: 40rem) {
    [popover] {
      inset: auto 0 0 !important;
      inline-size: 100%;
      block-size: var(--emoji-sheet, min(22rem, 55dvh));
      max-inline-size: none;
      padding-block-end: env(safe-area-inset-bottom);
      border-block-end: 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      translate: none !important;
    }

    [popover]:popover-open {
      animation: rise var(--motion) var(--ease);
    }

    @keyframes rise {
      from {
        transform: translateY(30%);
        opacity: 0;
      }
    }
  }
`;

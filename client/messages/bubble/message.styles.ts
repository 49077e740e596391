import { css } from 'lit';

/**
 * The time floats at the end of the last line: beside the words when there is room, on a line of its own when there is
 * none. `dir` on `.text` is that of the last paragraph, so the float knows its side; `plaintext` gives each paragraph
 * its own direction.
 */
export const messageStyles = css`
  :host {
    display: flex;
    align-items: end;
    gap: var(--space-2);
    padding-block-start: 2px;
    padding-inline: var(--gutter);
    outline: none;
    contain: layout style paint;
    overflow-clip-margin: 4px;
    --bubble: var(--bubble-theirs);
    --meta: var(--bubble-theirs-meta);
  }

  :host([first]) {
    padding-block-start: var(--space-2);
  }

  :host([mine]) {
    justify-content: end;
    --bubble: var(--bubble-mine);
    --meta: var(--bubble-mine-meta);
  }

  .bubble {
    position: relative;
    min-inline-size: 0;
    max-inline-size: min(34rem, 84%);
    padding: 0.3125rem 0.6875rem;
    color: var(--text);
    background: var(--bubble);
    border-radius: var(--radius-lg);
    box-shadow: var(--shadow-1);
  }

  :host(:focus-visible) .bubble,
  .bubble:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }

  /* Corners towards the neighbours of a run are tighter; the last one has the tail. */
  :host(:not([mine], [first])) .bubble {
    border-start-start-radius: 0.375rem;
  }

  :host(:not([mine])) .bubble {
    border-end-start-radius: 0.375rem;
  }

  :host([mine]:not([first])) .bubble {
    border-start-end-radius: 0.375rem;
  }

  :host([mine]) .bubble {
    border-end-end-radius: 0.375rem;
  }

  :host([last]:not([mine])) .bubble {
    border-end-start-radius: 2px;
  }

  :host([last][mine]) .bubble {
    border-end-end-radius: 2px;
  }

  .text {
    display: flow-root;
    font-size: var(--text-md);
    line-height: 1.6;
    text-align: start;
    white-space: pre-wrap;
    unicode-bidi: plaintext;
    overflow-wrap: anywhere;
    user-select: text;
    -webkit-user-select: text;
  }

  /* A long press is for the menu, which copies; the finger would select words meanwhile. */
  @media (pointer: coarse) {
    .text {
      user-select: none;
      -webkit-user-select: none;
      -webkit-touch-callout: none;
    }
  }

  .text.big {
    font-size: 2.75rem;
    line-height: 1.3;
    white-space: normal;
  }

  .stamp {
    display: inline-flex;
    align-items: center;
    gap: 0.1875rem;
    --icon-size: 0.75rem;
  }

  .meta {
    float: inline-end;
    margin-block-start: 0.5rem;
    margin-block-end: -0.125rem;
    margin-inline-start: 0.625rem;
    color: var(--meta);
    font-size: 0.6875rem;
    line-height: 1rem;
    white-space: nowrap;
    user-select: none;
    -webkit-user-select: none;
  }

  /* A block leaves the time no room beside its last line; it need not keep its distance from the words then. */
  .text.ends-in-block .meta {
    margin-block-start: 0;
  }

  /* The time ends the row of reactions. */
  .reactions .meta {
    align-self: end;
    margin-block: 0;
    margin-inline-start: auto;
    padding-inline-start: 0.375rem;
  }

  .text.big .meta {
    float: none;
    display: flex;
    justify-content: end;
    margin: 0;
  }

  .failure {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--space-1);
    margin-block-start: var(--space-1);
    padding-block-start: var(--space-1);
    color: var(--danger);
    font-size: var(--text-sm);
    line-height: var(--leading-tight);
    border-block-start: 1px solid color-mix(in srgb, currentcolor 25%, transparent);
  }

  .failure p {
    flex: 1 1 100%;
  }

  .failure .button {
    min-block-size: 2.25rem;
    padding: 0 var(--space-2);
    font-size: var(--text-sm);
  }

  :host([asked]) {
    position: relative;
  }

  :host([asked]) .bubble {
    box-shadow: 0 0 0 3px var(--accent-bright);
  }

  :host([lit]) .bubble {
    animation: lit 1.8s var(--ease);
  }

  @keyframes lit {
    0%,
    60% {
      box-shadow: 0 0 0 3px var(--notice);
    }
  }

  :host([fresh]) .bubble {
    animation: fresh var(--motion) var(--ease);
  }

  @keyframes fresh {
    from {
      opacity: 0;
      transform: translateY(0.5rem);
    }
  }
`;

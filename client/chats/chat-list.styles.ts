import { css } from 'lit';

export const chatListStyles = css`
  :host {
    position: relative;
  }

  .bar {
    border-block-end: 0;
  }

  .find {
    flex: 1;
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-inline-size: 0;
    min-block-size: var(--touch);
    padding-inline: var(--space-3);
    color: var(--text-faint);
    font-size: var(--text-md);
    text-decoration: none;
    background: var(--surface-sunken);
    border-radius: var(--radius-full);
    --icon-size: 1.125rem;
  }

  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
  }

  ul {
    padding-inline: var(--space-2);
  }

  /* The last row can be scrolled clear of the button. */
  .scroller::after {
    display: block;
    block-size: 5rem;
    content: '';
  }

  li {
    block-size: 4.5rem;
  }

  .carried {
    position: relative;
    z-index: 1;
    background: var(--surface);
    border-radius: var(--radius-lg);
    box-shadow: var(--shadow-2);
  }

  .chat {
    block-size: 100%;
    padding-block: 0;
  }

  .line {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    min-inline-size: 0;
  }

  .line.upper {
    line-height: 1.6;
  }

  .line.lower {
    min-block-size: 1.5rem;
    color: var(--text-soft);
    font-size: var(--text-sm);
    line-height: 1.6;
  }

  .name {
    font-weight: var(--weight-medium);
  }

  /*
   * The box is as wide as its words: a short name stands at the start of the row, a long one is cut at its own end.
   */
  .own-width {
    flex: 0 1 auto;
    min-inline-size: 0;
  }

  /* Its margin is the page's, where that of a name in another direction would be on the wrong side. */
  .line::before {
    order: 1;
    flex: 1;
    content: '';
  }

  .line > .end {
    order: 2;
  }

  .lead {
    flex: none;
    color: var(--text-soft);
  }

  .lead.draft {
    color: var(--danger);
  }

  .typing {
    color: var(--accent);
  }

  .when {
    flex: none;
    display: flex;
    align-items: center;
    gap: var(--space-1);
  }

  time {
    color: var(--text-faint);
    font-size: var(--text-xs);
  }

  .tick {
    color: var(--text-faint);
  }

  .badge {
    flex: none;
    min-inline-size: 1.375rem;
    margin-inline-start: var(--space-2);
    padding-inline: 0.375rem;
    color: var(--on-accent);
    font-size: var(--text-xs);
    font-weight: var(--weight-medium);
    line-height: 1.375rem;
    text-align: center;
    background: var(--accent);
    border-radius: var(--radius-full);
  }

  .badge.count.dot {
    min-inline-size: 0.75rem;
    inline-size: 0.75rem;
    block-size: 0.75rem;
    padding: 0;
  }

  .badge.ask {
    color: var(--accent-strong);
    background: var(--accent-wash);
  }

  .muted .badge.count {
    color: var(--surface);
    background: var(--text-faint);
  }

  .marks {
    flex: none;
    display: flex;
    align-items: center;
    --icon-size: 0.875rem;
  }

  .marks .badge {
    display: grid;
    place-content: center;
    min-block-size: 1.375rem;
    margin-inline-start: var(--space-1);
  }

  .marks .badge.dot {
    min-block-size: 0;
  }

  .kept,
  .kind {
    flex: none;
    display: grid;
    place-content: center;
    color: var(--text-faint);
    --icon-size: 0.9375rem;
  }

  .marks .kept {
    margin-inline-start: var(--space-1);
  }

  .lead.who {
    flex: none;
    display: flex;
    max-inline-size: 45%;
    color: var(--accent-strong);
  }

  .gone {
    font-style: italic;
  }

  .filters {
    flex: none;
    display: flex;
    gap: var(--space-1);
    padding: 0 var(--space-3) var(--space-2);
    overflow: auto hidden;
    scrollbar-width: none;
  }

  .filter {
    flex: none;
    min-block-size: 2.25rem;
    padding-inline: var(--space-3);
    color: var(--text-soft);
    font-size: var(--text-sm);
    background: none;
    border: 1px solid var(--line);
    border-radius: var(--radius-full);
  }

  .filter[aria-pressed='true'] {
    color: var(--accent-strong);
    font-weight: var(--weight-medium);
    background: var(--accent-wash);
    border-color: transparent;
  }

  .folder {
    flex: none;
    inline-size: calc(100% - 2 * var(--space-2));
    margin-inline: var(--space-2);
    color: var(--text-soft);
  }

  .folder .badge {
    color: var(--text-soft);
    background: var(--surface-sunken);
  }

  /* A long press opens the row's menu; the browser's own for links would lie over it. */
  .chat {
    -webkit-touch-callout: none;
    user-select: none;
  }

  .chat.asked {
    background: var(--surface-selected);
  }

  .new {
    position: absolute;
    inset-block-end: calc(var(--space-4) + env(safe-area-inset-bottom));
    inset-inline-end: var(--space-4);
    display: grid;
    place-content: center;
    inline-size: 3.5rem;
    block-size: 3.5rem;
    color: var(--on-accent);
    background: var(--accent);
    border-radius: var(--radius-lg);
    box-shadow: var(--shadow-2);
    transition:
      translate var(--motion) var(--ease),
      opacity var(--motion) var(--ease);
  }

  /*
   * The button gets out of the way of a person who reads on; it is there again on the way back, and for the keyboard.
   */
  .new.away:not(:focus-visible) {
    opacity: 0;
    translate: 0 4rem;
    pointer-events: none;
  }

  .none {
    padding: var(--space-6) var(--space-4);
    color: var(--text-soft);
    font-size: var(--text-md);
    text-align: center;
  }
`;

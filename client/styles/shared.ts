import { css } from 'lit';
import { cutLine } from './cut.ts';

/** Reset for a shadow root: every component's styles begin with it (PaElement does that). */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :host {
    font-family: var(--font);
    -webkit-tap-highlight-color: transparent;
  }

  [hidden],
  :host([hidden]) {
    display: none !important;
  }

  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  h1,
  h2,
  h3 {
    font-size: var(--text-lg);
    font-weight: var(--weight-bold);
    line-height: var(--leading-tight);
  }

  a {
    color: var(--link);
  }

  button,
  input,
  textarea,
  select {
    font: inherit;
    color: inherit;
  }

  button {
    cursor: pointer;
  }

  :disabled {
    cursor: default;
  }

  /* An empty dir="auto" is left to right; what it says there, and the caret, belong to the page. */
  [dir='auto']:placeholder-shown {
    direction: inherit;
  }

  :focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 2px;
  }
`;

/** This is read aloud, not drawn. */
export const hidden = css`
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    border: 0;
    /* It must not be in what is copied either. */
    user-select: none;
    -webkit-user-select: none;
  }
`;

/** Text that people wrote: its own direction, and it does not disturb its neighbours. */
export const written = css`
  .written {
    unicode-bidi: isolate;
    overflow-wrap: anywhere;
  }

  .one-line {
    display: block;
    overflow: hidden;
    /* The text stands on the side where the line begins, whichever way the name itself is written. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
    text-overflow: ellipsis;
    white-space: nowrap;
    unicode-bidi: isolate;
  }

  ${cutLine}
`;

/** The component is a column: its bars keep their size, and one of its parts grows and scrolls. */
export const columnHost = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
`;

/** A screen: a column as high as the panel that it stands in. */
export const screenHost = css`
  ${columnHost}

  :host {
    block-size: 100%;
  }
`;

/** `.find`: the field of a search; `.results`: what was found, which scrolls. */
export const searches = css`
  .find {
    flex: none;
    padding: var(--space-2) var(--space-3);
  }

  .results {
    flex: 1;
    min-block-size: 0;
    padding-inline: var(--space-2);
    overflow: hidden auto;
    scrollbar-width: thin;
  }
`;

/** One line below a name says who is here and who types. */
export const statusLine = css`
  :host {
    display: block;
    overflow: hidden;
    color: var(--text-soft);
    font-size: var(--text-sm);
    line-height: 1.5;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .here {
    color: var(--accent);
  }
`;

/** `.bar`: the header strip of a panel. */
export const bars = css`
  .bar {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    flex: none;
    min-block-size: calc(var(--bar) + var(--safe-top, env(safe-area-inset-top)));
    padding-block: var(--safe-top, env(safe-area-inset-top)) 0;
    padding-inline: var(--space-2);
    background: var(--surface);
    border-block-end: 1px solid var(--line);
  }

  .bar h1,
  .bar h2 {
    flex: 1;
    min-inline-size: 0;
    padding-inline: var(--space-2);
  }
`;

/** `.row`: one line of a list, as a link or a button: picture, text, meta. */
export const rows = css`
  .row {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    inline-size: 100%;
    min-block-size: var(--touch);
    padding: var(--space-2) var(--space-3);
    color: var(--text);
    font-size: var(--text-md);
    text-align: start;
    text-decoration: none;
    background: none;
    border: 0;
    border-radius: var(--radius-md);
    transition: background-color var(--motion-fast) var(--ease);
  }

  .row:focus-visible {
    outline-offset: -2px;
  }

  .row[aria-current='page'],
  .row[aria-selected='true'] {
    background: var(--surface-selected);
  }

  @media (hover: hover) {
    a.row:hover:not([aria-current]),
    button.row:hover:not([aria-current]) {
      background: var(--surface-hover);
    }
  }

  .row .grow {
    flex: 1;
    min-inline-size: 0;
  }

  .row.danger {
    color: var(--danger);
  }
`;

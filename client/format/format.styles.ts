import { css } from 'lit';

/** How entities look; `renderText` makes what it styles. */
export const formatted = css`
  .text b {
    font-weight: var(--weight-bold);
  }

  .text code {
    padding: 0.0625rem 0.25rem;
    font-family: ui-monospace, "Cascadia Mono", "Liberation Mono", monospace, var(--font);
    font-size: 0.875em;
    unicode-bidi: isolate;
    background: color-mix(in srgb, currentcolor 9%, transparent);
    border-radius: 0.3125rem;
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
  }

  .text pre {
    margin-block: var(--space-1);
    padding: var(--space-2) var(--space-3);
    overflow: auto hidden;
    line-height: 1.55;
    text-align: start;
    white-space: pre;
    unicode-bidi: isolate;
    background: color-mix(in srgb, currentcolor 9%, transparent);
    border-radius: var(--radius-sm);
    scrollbar-width: thin;
  }

  .text pre code {
    padding: 0;
    background: none;
  }

  .text blockquote {
    margin: var(--space-1) 0;
    padding-block: 0.125rem;
    padding-inline: var(--space-3);
    unicode-bidi: plaintext;
    background: color-mix(in srgb, var(--accent) 8%, transparent);
    border-inline-start: 3px solid var(--accent-bright);
    border-radius: 0.25rem;
  }

  .number {
    white-space: nowrap;
  }

  /* The mark is drawn before a line that would else run the other way; it is generated, so it is in no copy. */
  .to-rtl::before {
    content: "\\200f";
  }

  .to-ltr::before {
    content: "\\200e";
  }

  .text a {
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }

  /*
   * This says where a link leads that reads like another address. It is ours, not the sender's, and in no copy of
   * their words.
   */
  .leads-to {
    display: inline-block;
    max-inline-size: 100%;
    margin-inline: 0.25rem;
    padding-inline: 0.375rem;
    font-size: 0.8125em;
    font-weight: var(--weight-medium);
    text-decoration: none;
    overflow-wrap: anywhere;
    user-select: none;
    -webkit-user-select: none;
    border: 1px solid currentcolor;
    border-radius: 0.375rem;
  }

  .mention {
    color: var(--link);
    font-weight: var(--weight-medium);
    cursor: pointer;
  }

  .spoiler[role] {
    cursor: pointer;
    background: color-mix(in srgb, currentcolor 82%, transparent);
    border-radius: 0.25rem;
    box-decoration-break: clone;
    -webkit-box-decoration-break: clone;
  }

  .spoiler[role] > span {
    visibility: hidden;
  }

  .spoiler:not([role]) {
    background: color-mix(in srgb, currentcolor 9%, transparent);
    border-radius: 0.25rem;
  }
`;

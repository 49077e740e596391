import { css } from 'lit';

/**
 * One line of a text that people wrote, cut at its end. The browser's own ellipsis cuts what stands last on the
 * screen: of English words within a Persian line that is where they begin. So the text is wrapped, in the order in
 * which it is read, and all but its first line is hidden; `ui/cut-end.ts` says of which there was more.
 */
export const cutLine = css`
  .cut {
    position: relative;
    max-block-size: 1lh;
    overflow: hidden;
    text-overflow: clip;
    white-space: normal;
    word-break: break-all;
  }

  .cut[data-cut] {
    padding-inline-end: 1em;
  }

  .cut[data-cut]::after {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    content: '…';
  }
`;

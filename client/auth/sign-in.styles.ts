import { css } from 'lit';

/** These styles are for the document, not for a shadow root: the form stands in the page's own tree. */
export const signInStyles = css`
  pa-sign-in {
    display: grid;
    min-block-size: 100%;
    background: var(--surface);

    .brand {
      --wallpaper-ground: linear-gradient(
        150deg,
        oklch(0.58 0.1 var(--hue, 187)),
        oklch(0.39 0.07 var(--hue, 187)) 70%
      );
      --wallpaper-thread: #e9fffb;
      --wallpaper-strength: 0.16;
      --mark-size: 5rem;

      position: relative;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      place-content: center;
      justify-items: center;
      gap: var(--space-2);
      padding: calc(var(--space-6) + env(safe-area-inset-top)) var(--space-5) var(--space-7);
      color: #fff;
      text-align: center;
    }

    .brand > :not(pa-wallpaper) {
      position: relative;
    }

    .brand pa-logo {
      filter: drop-shadow(0 6px 18px rgb(0 0 0 / 25%));
    }

    .name {
      margin: 0;
      font-size: 2rem;
      font-weight: var(--weight-bold);
      line-height: var(--leading-tight);
    }

    .brand p {
      margin: 0;
      font-size: var(--text-lg);
    }

    .sheet {
      position: relative;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      align-content: start;
      justify-items: center;
      margin-block-start: calc(-1 * var(--space-5));
      padding: var(--space-5) var(--space-5) calc(var(--space-5) + env(safe-area-inset-bottom));
      background: var(--surface);
      border-start-start-radius: var(--radius-xl);
      border-start-end-radius: var(--radius-xl);
    }

    .within {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-3);
      inline-size: min(23rem, 100%);
    }

    .welcome {
      display: none;
      margin-block: 0 var(--space-2);
      font-size: var(--text-2xl);
      text-align: center;
    }

    form {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-2);
    }

    .switch {
      display: grid;
      grid-auto-columns: 1fr;
      grid-auto-flow: column;
      padding: var(--space-1);
      background: var(--surface-sunken);
      border-radius: var(--radius-lg);
    }

    .switch button {
      min-block-size: var(--touch);
      color: var(--text-soft);
      font-weight: var(--weight-medium);
      background: none;
      border: 0;
      border-radius: var(--radius-md);
    }

    .switch [aria-pressed='true'] {
      color: var(--accent-strong);
      background: var(--surface);
      box-shadow: var(--shadow-1);
    }

    .notice {
      padding: var(--space-3) var(--space-4);
      color: var(--notice);
      font-size: var(--text-sm);
      background: var(--notice-wash);
      border-radius: var(--radius-md);
    }

    .notice.wrong {
      color: var(--danger);
      background: var(--danger-wash);
    }

    .notice.calm {
      color: var(--text);
      background: var(--accent-wash);
    }

    .notice p {
      margin-block: var(--space-2);
    }

    summary {
      cursor: pointer;
    }

    .help {
      color: var(--text-soft);
      font-size: var(--text-sm);
    }

    .help summary {
      min-block-size: var(--touch);
      align-content: center;
      inline-size: fit-content;
      margin-inline: auto;
    }

    .help p {
      margin: 0;
    }

    code {
      display: block;
      padding: var(--space-2) var(--space-3);
      overflow-x: auto;
      font-size: var(--text-sm);
      text-align: start;
      white-space: nowrap;
      background: var(--surface-sunken);
      border-radius: var(--radius-sm);
      user-select: all;
    }

    pa-setup,
    pa-reset,
    pa-welcome,
    .step,
    .dead {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-3);
    }

    .step[hidden] {
      display: none;
    }

    .dead p,
    .lead,
    .count {
      margin: 0;
      color: var(--text-soft);
      font-size: var(--text-md);
    }

    .count {
      color: var(--text-faint);
      font-size: var(--text-sm);
    }

    .title {
      margin: 0;
      font-size: var(--text-xl);
    }

    .title:focus-visible {
      outline: none;
    }

    .marks {
      display: grid;
      grid-auto-columns: 1fr;
      grid-auto-flow: column;
      gap: var(--space-1);
    }

    .marks i {
      block-size: 4px;
      background: var(--surface-sunken);
      border-radius: var(--radius-full);
    }

    .marks .on {
      background: var(--accent);
    }

    .pair {
      display: flex;
      gap: var(--space-2);
    }

    .pair .button {
      flex: 1;
    }

    pa-spinner {
      justify-self: center;
    }

    footer {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: var(--space-3);
      color: var(--text-faint);
      font-size: var(--text-sm);
    }

    footer > :first-child {
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }

    @media (min-width: 56.25rem) {
      & {
        grid-template-columns: 1fr minmax(28rem, 2fr);
      }

      .brand {
        --mark-size: 7rem;
      }

      .name {
        font-size: 2.75rem;
      }

      .welcome {
        display: block;
      }

      .sheet {
        align-content: center;
        margin: 0;
        border-radius: 0;
      }
    }
  }
`;

import { css } from 'lit';

/** A panel with a bar and a column of cards below it. */
export const panelStyles = css`
  .content {
    flex: 1;
    padding: var(--space-4) var(--space-3) calc(var(--space-6) + env(safe-area-inset-bottom));
    overflow: hidden auto;
    scrollbar-width: thin;
  }

  .within {
    display: grid;
    /* An automatic column becomes as wide as a long name on one line, and with it all that stands in it. */
    grid-template-columns: minmax(0, 1fr);
    gap: var(--space-4);
    max-inline-size: 34rem;
    margin-inline: auto;
  }

  .head {
    display: grid;
    justify-items: center;
    gap: var(--space-2);
    padding: var(--space-5) var(--space-4);
    text-align: center;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-xl);
    --avatar-size: 6rem;
  }

  .head h2 {
    max-inline-size: 100%;
    font-size: var(--text-2xl);
  }

  .about {
    max-inline-size: 100%;
    color: var(--text-soft);
    white-space: pre-line;
  }

  .faint {
    color: var(--text-faint);
    font-size: var(--text-sm);
  }
`;

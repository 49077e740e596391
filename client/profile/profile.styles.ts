import { css } from 'lit';

export const profileStyles = css`
  :host {
    position: relative;
  }

  .bar {
    position: relative;
  }

  .scroll {
    position: relative;
    flex: 1;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: safe center;
    justify-items: center;
    gap: var(--space-3);
    padding: var(--space-5) var(--space-4) calc(var(--space-5) + env(safe-area-inset-bottom));
    overflow: hidden auto;
  }

  .card {
    display: grid;
    justify-items: center;
    gap: var(--space-2);
    inline-size: min(24rem, 100%);
    padding: var(--space-6) var(--space-5) var(--space-5);
    text-align: center;
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: var(--radius-xl);
    box-shadow: var(--shadow-1);
    --avatar-size: 7rem;
  }

  .card h2 {
    max-inline-size: 100%;
    margin-block-start: var(--space-3);
    font-size: var(--text-2xl);
  }

  .handle {
    color: var(--accent);
    font-size: var(--text-lg);
  }

  .about {
    color: var(--text-soft);
    white-space: pre-line;
  }

  .faint {
    color: var(--text-faint);
    font-size: var(--text-sm);
  }

  .wide {
    margin-block-start: var(--space-3);
  }

  .more {
    display: grid;
    grid-auto-columns: 1fr;
    grid-auto-flow: column;
    gap: var(--space-2);
    inline-size: 100%;
    --icon-size: 1.25rem;
  }

  .more .button {
    padding-inline: var(--space-2);
  }

  /* The letters are so large that two buttons do not fit beside each other. */
  @media (max-width: 16em) {
    .card {
      grid-template-columns: minmax(0, 1fr);
      padding-inline: var(--space-3);
      --avatar-size: 5rem;
    }

    .card h2 {
      font-size: var(--text-xl);
    }

    .more {
      grid-auto-flow: row;
    }
  }

  .code-text {
    display: grid;
    gap: var(--space-1);
    margin-block-start: var(--space-4);
    color: var(--text-soft);
    font-size: var(--text-sm);
    text-align: center;
  }

  .code-text bdi {
    color: var(--text);
    overflow-wrap: anywhere;
  }
`;

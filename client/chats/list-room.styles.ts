import { css } from 'lit';

/** The list is laid out otherwise where it is narrower than on a phone, or wider. */
export const listRoomStyles = css`
  /* The chat beside it has its own. */
  @media (min-width: 56.25rem) {
    pa-player-bar {
      display: none;
    }
  }

  /* The letters are so large that the name needs the width of all that only accompanies it. */
  @media (max-width: 16em) {
    .chat {
      gap: var(--space-2);
      padding-inline: var(--space-1);
      --avatar-size: 2.25rem;
    }

    .upper :is(.kind, .tick, .kept) {
      display: none;
    }
  }

  /* On a tablet the list may stand alone: names and times would stand a hand's breadth apart. */
  @media (min-width: 44em) and (max-width: 56.24em) {
    .bar,
    .filters,
    .scroller {
      padding-inline: max(var(--space-2), (100% - 38rem) / 2);
    }
  }
`;

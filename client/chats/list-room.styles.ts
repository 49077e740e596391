import { css } from 'lit';

/** The list where it has less room than on a phone, or more. */
export const listRoomStyles = css`
  /* Letters so large that the name needs the room of all that only goes with it. */
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

  /* A tablet on which the list is alone: names and times would stand a hand's breadth apart. */
  @media (min-width: 44em) and (max-width: 56.24em) {
    .bar,
    .filters,
    .scroller {
      padding-inline: max(var(--space-2), (100% - 38rem) / 2);
    }
  }
`;

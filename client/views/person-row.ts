import { css, html } from 'lit';
import type { User } from '../../protocol/users.ts';
import { cutEnd } from '../ui/cut-end.ts';
import './pa-avatar.ts';

/** Draws a person who was found, as a button of a list (`rows` and `written` of styles/shared.ts go with it). */
export function personRow(user: User, open: () => void) {
  return html`<button class="row" @click=${open}>
    <pa-avatar .identity=${user.id} .name=${user.displayName} .picture=${user.avatar ?? null}></pa-avatar>
    <span class="grow">
      <span class="name one-line cut" dir="auto" ${cutEnd()}>${user.displayName}</span>
      <bdi class="username">@${user.username}</bdi>
    </span>
  </button>`;
}

export const personRows = css`
  .row .name {
    display: block;
    inline-size: fit-content;
    max-inline-size: 100%;
    font-weight: var(--weight-medium);
  }

  .username {
    color: var(--text-faint);
    font-size: var(--text-sm);
  }
`;

/** Moves the focus down from a field into the rows below it, and up and down among them. */
export function arrowAmongRows(event: KeyboardEvent, root: ShadowRoot | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || !root) return;
  event.preventDefault();
  const rows = [...root.querySelectorAll<HTMLElement>('.row')];
  const at = rows.indexOf(root.activeElement as HTMLElement) + step;
  if (at < 0) root.querySelector('input')?.focus();
  else rows[at]?.focus();
}

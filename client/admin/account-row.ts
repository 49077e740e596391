import { css, html, nothing, type TemplateResult } from 'lit';
import type { Account } from '../../protocol/accounts.ts';
import { formatShortTime } from '../i18n/format.ts';
import { accounts } from '../i18n/texts/accounts.ts';
import { cutEnd } from '../ui/cut-end.ts';
import '../views/pa-avatar.ts';

/**
 * Draws an account in the list: its person, whether they run the server or may not sign in, and when they were last
 * here.
 */
export function accountRow(one: Account, now: number, open: () => void): TemplateResult {
  const words = accounts();
  return html`<button class="row" @click=${open}>
    <pa-avatar .identity=${one.id} .name=${one.displayName} .picture=${one.avatar ?? null}></pa-avatar>
    <span class="grow">
      <span class="who">
        <bdi class="name one-line cut" dir="auto" ${cutEnd()}>${one.displayName}</bdi>
        ${one.role === 'admin' ? html`<span class="mark">${words.admin}</span>` : nothing}
        ${one.disabledAt === null ? nothing : html`<span class="mark shut">${words.disabled}</span>`}
      </span>
      <bdi class="faint" dir="ltr">@${one.username}</bdi>
    </span>
    <span class="faint seen"
      >${one.lastSeenAt === null ? words.neverSeen : formatShortTime(one.lastSeenAt, now)}</span
    >
  </button>`;
}

export const accountRowStyles = css`
  .who {
    display: flex;
    align-items: center;
    gap: var(--space-2);
    min-inline-size: 0;
  }

  .who .name {
    min-inline-size: 0;
    font-weight: var(--weight-medium);
  }

  .mark {
    flex: none;
    padding: 0 var(--space-2);
    color: var(--accent-strong);
    font-size: var(--text-xs);
    background: var(--accent-wash);
    border-radius: var(--radius-full);
  }

  .mark.shut {
    color: var(--danger);
    background: var(--danger-wash);
  }

  .seen {
    flex: none;
  }
`;

import { css, html, nothing, type TemplateResult } from 'lit';
import type { Account } from '../../protocol/accounts.ts';
import { formatDate, formatNumber, formatShortTime } from '../i18n/format.ts';
import { accounts } from '../i18n/texts/accounts.ts';
import { describedBy, field } from '../ui/field.ts';
import { numberInput } from '../ui/number-input.ts';

type AccountCallbacks = { setQuota(quota: number | null): void; showInvited(): void };

/** Lists what is known of an account, and how many people it may invite. */
export function accountFacts(one: Account, now: number, acts: AccountCallbacks): TemplateResult {
  const words = accounts();
  return html`<dl class="facts">
      <dt>${one.role === 'admin' ? words.admin : words.user}</dt>
      <dd><bdi dir="ltr">@${one.username}</bdi></dd>
      ${
        one.disabledAt === null
          ? nothing
          : html`<dt class="shut">${words.disabled}</dt>
            <dd>${formatDate(one.disabledAt, now)}</dd>`
      }
      <dt>${words.joined}</dt>
      <dd>${formatDate(one.createdAt, now)}</dd>
      <dt>${words.lastSeen}</dt>
      <dd>${one.lastSeenAt === null ? words.neverSeen : formatShortTime(one.lastSeenAt, now)}</dd>
      <dt>${words.devices}</dt>
      <dd>${formatNumber(one.sessions)}</dd>
      <dt>${words.invitedBy}</dt>
      <dd>${inviterOf(one)}</dd>
      <dt>${words.invited}</dt>
      <dd>
        ${formatNumber(one.invited)}
        ${one.invited > 0 ? html`<button class="button quiet" @click=${acts.showInvited}>${words.showInvited}</button>` : nothing}
      </dd>
    </dl>
    ${one.role === 'admin' ? nothing : quotaField(one, acts)}`;
}

function inviterOf({ invitedBy }: Account): TemplateResult | string {
  const words = accounts();
  if (invitedBy === null) return words.invitedByNobody;
  return html`<bdi>${invitedBy.displayName || words.gone}</bdi>`;
}

function quotaField({ inviteQuota }: Account, { setQuota }: AccountCallbacks): TemplateResult {
  const words = accounts();
  return field(
    { id: 'quota', label: words.quota, hint: words.quotaHint },
    numberInput(
      {
        ...{ id: 'quota', value: inviteQuota, most: 10_000, describedBy: describedBy('quota') },
        ...{ placeholder: words.quotaUsual, onChange: setQuota },
      },
      'change',
    ),
  );
}

export const accountFactsStyles = css`
  .facts {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--space-2) var(--space-4);
    align-items: center;
    margin-block-end: var(--space-3);
    font-size: var(--text-md);
  }

  .facts dt {
    color: var(--text-faint);
  }

  .facts .shut {
    color: var(--danger);
  }

  .facts dd {
    text-align: end;
    overflow-wrap: anywhere;
  }

  .facts .button {
    min-block-size: 2rem;
    padding-block: 0;
  }
`;

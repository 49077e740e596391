import { css, html, nothing, type TemplateResult } from 'lit';
import type { ServerInvite } from '../../protocol/server-invites.ts';
import { formatDate, formatNumber, formatTimeOfDay, isTime } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { serverTexts } from '../i18n/texts/server.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { paths } from '../ui/paths.ts';
import '../ui/pa-icon.ts';

type InviteActions = { show(): void; revoke(): void };

/** Returns the link; the invitation of a link into a group stands behind that link. */
export const inviteLink = ({ code, group }: ServerInvite): string =>
  location.origin + (group === null ? paths.invite(code) : paths.join(group, code));

/** True while a person may still register by it. */
export function isOpen({ revokedAt, expiresAt, usesLeft }: ServerInvite, now: number): boolean {
  return revokedAt === null && (expiresAt === null || expiresAt > now) && usesLeft !== 0;
}

/** Draws a link into the server: its maker (`by`), what it is good for, and what can be done with it. */
export function serverInviteRow(
  invite: ServerInvite,
  acts: InviteActions,
  now: number,
  by: string | null = null,
): TemplateResult {
  const words = serverTexts();
  const open = isOpen(invite, now);
  const unnamed = invite.group === null ? `${invite.code.slice(0, 6)}…` : words.groupLink;
  const title = invite.label || unnamed;
  const labelFor = (act: string) => `${act}: ${title}`;
  return html`<li class="invite ${open ? '' : 'over'}">
    <span class="grow">
      <bdi class="title one-line cut" dir="auto" ${cutEnd()}>${title}</bdi>
      <span class="about">${by === null ? nothing : html`<bdi>${by}</bdi> · `}${describeInvite(invite, now)}</span>
    </span>
    ${
      open
        ? html`<button
              class="icon-button"
              title=${words.showQr}
              aria-label=${labelFor(words.showQr)}
              @click=${acts.show}
            >
              <pa-icon name="qr"></pa-icon>
            </button>
            <button
              class="icon-button revoke"
              title=${words.revoke}
              aria-label=${labelFor(words.revoke)}
              @click=${acts.revoke}
            >
              <pa-icon name="trash"></pa-icon>
            </button>`
        : nothing
    }
  </li>`;
}

function describeInvite(
  { expiresAt, usesLeft, uses, revokedAt }: ServerInvite,
  now: number,
): string {
  const words = serverTexts();
  const formatWhen = (at: number) => t().dates.at(formatDate(at, now), formatTimeOfDay(at));
  const came = uses === 0 ? [] : [words.used(formatNumber(uses))];
  if (revokedAt !== null) return [...came, words.revokedAt(formatWhen(revokedAt))].join(' · ');
  if (usesLeft === 0) return [...came, words.usedUp].join(' · ');
  const end =
    expiresAt === null || !isTime(expiresAt)
      ? words.forEver
      : expiresAt > now
        ? words.until(formatWhen(expiresAt))
        : words.expiredAt(formatWhen(expiresAt));
  const more = usesLeft === null ? words.usesAny : words.usesLeft(formatNumber(usesLeft));
  return [...(expiresAt !== null && expiresAt <= now ? [] : [more]), ...came, end].join(' · ');
}

export const inviteRowStyles = css`
  .invite {
    display: flex;
    align-items: center;
    gap: var(--space-1);
    padding: var(--space-2) var(--space-3);
    --icon-size: 1.25rem;
  }

  .invite + .invite {
    border-block-start: 1px solid var(--line);
  }

  .invite .grow {
    flex: 1;
    min-inline-size: 0;
  }

  .invite .title {
    display: block;
    font-weight: var(--weight-medium);
  }

  .invite.over .title {
    color: var(--text-faint);
    font-weight: var(--weight);
  }

  .invite .about {
    display: block;
    color: var(--text-faint);
    font-size: var(--text-sm);
    line-height: var(--leading-tight);
  }

  .invite .revoke {
    color: var(--danger);
  }
`;

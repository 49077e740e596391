import { html, nothing } from 'lit';
import type { Invite } from '../../protocol/groups.ts';
import type { ServerInvite } from '../../protocol/server-invites.ts';
import { serverNow } from '../core/server-clock.ts';
import { formatDate, formatNumber, formatTimeOfDay, isTime } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { paths } from '../ui/paths.ts';
import { isOpen } from '../views/server-invite-row.ts';
import '../ui/pa-icon.ts';

type InviteCallbacks = { copy(): void; share: (() => void) | null; code(): void; revoke(): void };

/** `part`: the invitation to the server that goes with it, as long as it opens. */
export function linkOf({ code }: Invite, part?: ServerInvite): string {
  const opens = part !== undefined && isOpen(part, serverNow());
  return location.origin + paths.join(code, opens ? part.code : undefined);
}

/** Draws a link into a group, what it is good for, and what can be done with it. */
export function inviteRow(invite: Invite, part: ServerInvite | undefined, acts: InviteCallbacks) {
  const words = groupWords();
  return html`<li class="invite">
    <bdi class="link" dir="ltr">${linkOf(invite, part)}</bdi>
    <span class="about">${describeInvite(invite, part)}</span>
    <div class="acts">
      <button class="icon-button" title=${words.copyLink} aria-label=${words.copyLink} @click=${acts.copy}>
        <pa-icon name="copy"></pa-icon>
      </button>
      ${
        acts.share
          ? html`<button
              class="icon-button"
              title=${words.shareLink}
              aria-label=${words.shareLink}
              @click=${acts.share}
            >
              <pa-icon name="share"></pa-icon>
            </button>`
          : nothing
      }
      <button class="icon-button" title=${words.qr} aria-label=${words.qr} @click=${acts.code}>
        <pa-icon name="qr"></pa-icon>
      </button>
      <button
        class="icon-button revoke"
        title=${words.revoke}
        aria-label=${words.revoke}
        @click=${acts.revoke}
      >
        <pa-icon name="trash"></pa-icon>
      </button>
    </div>
  </li>`;
}

function describeInvite(
  { expiresAt, usesLeft, uses, approval }: Invite,
  part?: ServerInvite,
): string {
  const words = groupWords();
  const when =
    expiresAt === null || !isTime(expiresAt)
      ? words.forEver
      : words.until(t().dates.at(formatDate(expiresAt, Date.now()), formatTimeOfDay(expiresAt)));
  return [
    when,
    words.used(formatNumber(uses)),
    ...(usesLeft === null ? [] : [words.usesLeft(formatNumber(usesLeft))]),
    ...(approval ? [words.approvalMark] : []),
    ...(part ? [isOpen(part, serverNow()) ? words.accountsMark : words.accountsOver] : []),
  ].join(' · ');
}

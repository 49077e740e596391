import { html, nothing, type TemplateResult } from 'lit';
import type { GroupInvitePreview } from '../../protocol/groups.ts';
import { isApiError } from '../core/services.ts';
import { SHARE_PATH } from '../core/shared-content.ts';
import { formatNumber } from '../i18n/format.ts';
import { describeProblem } from '../i18n/problem.ts';
import { authWords } from '../i18n/texts/auth.ts';
import { door } from '../i18n/texts/doors.ts';
import { describedBy, field } from '../ui/field.ts';
import type { GroupDoor } from './group-door.ts';
import type { Invitation } from './invitation.ts';

/** The command that is typed at the machine that the server runs on. */
export const SETUP_COMMAND = 'payambar user setup-link';

export function noticeLine(text: string, wrong = false): TemplateResult {
  return html`<p class="notice ${wrong ? 'wrong' : ''}" role=${wrong ? 'alert' : 'note'}>${text}</p>`;
}

/**
 * Most visitors of a server without an administrator have just started it. `closed`: nobody registers before it is
 * set up.
 */
export function newServer(closed: boolean): TemplateResult {
  return html`<details class="notice calm">
    <summary>${door().setupHint} ${closed ? door().setupClosed : nothing}</summary>
    <p>${door().setupHintMore}</p>
    <code dir="ltr">${SETUP_COMMAND}</code>
  </details>`;
}

/** A password cannot be looked up, and no mail is sent: an administrator helps. */
export function forgottenPassword(): TemplateResult {
  return html`<details class="help">
    <summary>${door().forgotten}</summary>
    <p>${door().forgottenText}</p>
  </details>`;
}

export function whoInvites({ by, server }: Invitation): TemplateResult {
  const words = door();
  return html`<p class="notice calm" role="note">
    ${by === null ? words.invited(server) : words.invitedBy(by, server)}
  </p>`;
}

/** Shows above the form the group that the link leads to, and who has made the link. */
function groupCard({ title, memberCount, by }: GroupInvitePreview): TemplateResult {
  const words = door();
  return html`<div class="notice calm" role="note">
    <strong dir="auto">${title}</strong>
    <p>
      ${by === null ? words.groupLink : words.groupLinkBy(by)}
      ${words.groupPeople(formatNumber(memberCount))}
    </p>
    <p>${words.groupSignIn}</p>
  </div>`;
}

/**
 * Shows above the form whose profile the address names. Whether there is such a person is not known before one is in.
 */
function profileNotice(username: string): TemplateResult {
  return html`<p class="notice calm" role="note">${door().profileSignIn(`@${username}`)}</p>`;
}

/** Says what the address leads to, once one is in. */
export function invitationPurpose({ preview, isDead }: GroupDoor): TemplateResult | typeof nothing {
  if (isDead) return noticeLine(door().groupDead, true);
  if (preview) return groupCard(preview);
  if (location.pathname === SHARE_PATH) return noticeLine(door().shareSignIn);
  const username = profileName();
  return username === '' ? nothing : profileNotice(username);
}

/** On a server that registers by invitation only, the maker of the link can help. */
export function groupNeedsInvite({ by }: GroupInvitePreview): TemplateResult {
  const words = door();
  return noticeLine(by === null ? words.groupInvite : words.groupInviteBy(by));
}

/** Any other failure (no network, too many tries) has its usual sentence. */
export function deadInvitation(error: unknown): TemplateResult {
  const words = door();
  if (!isApiError(error, 'invite_invalid')) return noticeLine(describeProblem(error), true);
  return html`<div class="notice wrong" role="alert">
    <strong>${words.inviteDead}</strong>
    <p>${words.inviteDeadText}</p>
  </div>`;
}

type InviteForm = { error: string | null; busy: boolean; check(text: string): unknown };

/** This form is for a link that came by other ways than a tap: paper, a call. */
export function inviteForm({ error, busy, check }: InviteForm): TemplateResult {
  const words = door();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    check(String(data.get('code') ?? ''));
  };
  return html`<form class="code" novalidate @submit=${submit}>
    ${field(
      { id: 'code', label: words.code, hint: words.codeHint, error },
      html`<input
        class="input"
        id="code"
        name="code"
        dir="ltr"
        autocomplete="off"
        autocapitalize="off"
        autocorrect="off"
        spellcheck="false"
        aria-describedby=${describedBy('code')}
        aria-invalid=${error !== null}
      />`,
    )}
    <button class="button primary wide" ?disabled=${busy}>${words.checkCode}</button>
  </form>`;
}

/** Says why a link does not open, and what to do about it. */
export function deadLink(parts: {
  heading: string;
  text: string;
  command?: string;
  leave(): void;
}): TemplateResult {
  return html`<div class="dead">
    <h2 class="title">${parts.heading}</h2>
    <p role="alert">${parts.text}</p>
    ${parts.command ? html`<code dir="ltr">${parts.command}</code>` : nothing}
    <button class="button wide" @click=${parts.leave}>${authWords().signIn}</button>
  </div>`;
}

/** Returns the username when the address is a profile, else ''. */
function profileName(): string {
  const part = /^\/u\/([^/]+)\/?$/.exec(location.pathname)?.[1] ?? '';
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

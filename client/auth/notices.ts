import { html, nothing, type TemplateResult } from 'lit';
import type { GroupInvitePreview } from '../../protocol/groups.ts';
import { isApiError } from '../core/services.ts';
import { number } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { problem } from '../i18n/problem.ts';
import { door } from '../i18n/texts/doors.ts';
import { describedBy, field } from '../ui/field.ts';
import type { GroupDoor } from './group-door.ts';
import type { Invitation } from './invitation.ts';

/** What somebody types at the machine that the server runs on. */
export const SETUP_COMMAND = 'payambar user setup-link';

export function noticeLine(text: string, wrong = false): TemplateResult {
  return html`<p class="notice ${wrong ? 'wrong' : ''}" role=${wrong ? 'alert' : 'note'}>${text}</p>`;
}

/** Most who see a server without an administrator have just started it. `closed`: nobody registers before it is set up. */
export function newServer(closed: boolean): TemplateResult {
  return html`<details class="notice calm">
    <summary>${door().setupHint} ${closed ? door().setupClosed : nothing}</summary>
    <p>${door().setupHintMore}</p>
    <code dir="ltr">${SETUP_COMMAND}</code>
  </details>`;
}

/** Nobody can look a password up, and no mail is sent: it is a person who helps. */
export function forgotten(): TemplateResult {
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

/** Above the form: the group that the link leads to, and who has made the link. */
function groupCard({ title, memberCount, by }: GroupInvitePreview): TemplateResult {
  const words = door();
  return html`<div class="notice calm" role="note">
    <strong dir="auto">${title}</strong>
    <p>
      ${by === null ? words.groupLink : words.groupLinkBy(by)}
      ${words.groupPeople(number(memberCount))}
    </p>
    <p>${words.groupSignIn}</p>
  </div>`;
}

/** Above the form: whose profile the address names. Whether there is such a person is not known before one is in. */
function profileNotice(username: string): TemplateResult {
  return html`<p class="notice calm" role="note">${door().profileSignIn(`@${username}`)}</p>`;
}

/** What the address leads to, once one is in. */
export function invitationPurpose({ look, dead }: GroupDoor): TemplateResult | typeof nothing {
  if (dead) return noticeLine(door().groupDead, true);
  if (look) return groupCard(look);
  const username = profileName();
  return username === '' ? nothing : profileNotice(username);
}

/** A server that lets in by invitation only: whoever has made the link can help. */
export function groupNeedsInvite({ by }: GroupInvitePreview): TemplateResult {
  const words = door();
  return noticeLine(by === null ? words.groupInvite : words.groupInviteBy(by));
}

/** Of what else may go wrong (no network, too many tries) the sentence is the usual one. */
export function deadInvitation(error: unknown): TemplateResult {
  const words = door();
  if (!isApiError(error, 'invite_invalid')) return noticeLine(problem(error), true);
  return html`<div class="notice wrong" role="alert">
    <strong>${words.inviteDead}</strong>
    <p>${words.inviteDeadText}</p>
  </div>`;
}

type InviteForm = { error: string | null; busy: boolean; check(text: string): unknown };

/** For a link that came by other ways than a tap: paper, a call. */
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

/** A link that does not open: why, and what to do about it. */
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
    <button class="button wide" @click=${parts.leave}>${t().auth.signIn}</button>
  </div>`;
}

/** Of a profile that is the address; '' where it is none. */
function profileName(): string {
  const part = /^\/u\/([^/]+)\/?$/.exec(location.pathname)?.[1] ?? '';
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

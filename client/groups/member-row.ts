import { html, nothing } from 'lit';
import type { Member } from '../../protocol/chats.ts';
import type { User } from '../../protocol/users.ts';
import { t } from '../i18n/locale.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { paths } from '../ui/paths.ts';
import '../views/pa-avatar.ts';
import '../ui/pa-icon.ts';

type Look = {
  user: User | undefined;
  me: string;
  isOnline: boolean;
  /** True when there is anything that one may do to them. */
  hasActions: boolean;
  open(event: MouseEvent): void;
};

/** Draws a member: name, role, and the menu of what one may do. */
export function memberRow(member: Member, look: Look) {
  const { user } = look;
  const words = groupWords();
  const gone = user === undefined || user.deletedAt !== null;
  const name = gone ? t().chats.deletedAccount : user.displayName;
  const role = member.role === 'owner' || member.role === 'admin' ? words.roles[member.role] : '';
  const inside = html`<pa-avatar
      .identity=${member.userId}
      .name=${name}
      .picture=${user?.avatar ?? null}
      .kind=${gone ? 'gone' : 'person'}
      .online=${look.isOnline}
    ></pa-avatar>
    <span class="grow">
      <span class="name one-line cut" dir="auto" ${cutEnd()}>${member.userId === look.me ? words.you : name}</span>
      ${gone ? nothing : html`<bdi class="username" dir="ltr">@${user.username}</bdi>`}
    </span>`;
  return html`<li class="row">
    ${gone ? inside : html`<a class="who" href=${paths.profile(user.username)}>${inside}</a>`}
    ${role === '' ? nothing : html`<span class="role">${role}</span>`}
    ${
      look.hasActions
        ? html`<button
            class="icon-button"
            aria-haspopup="menu"
            aria-label=${words.actsOf(name)}
            @click=${look.open}
          >
            <pa-icon name="more"></pa-icon>
          </button>`
        : nothing
    }
  </li>`;
}

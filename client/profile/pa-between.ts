import { consume } from '@lit/context';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { User } from '../../protocol/users.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { mediaWords } from '../i18n/texts/media.ts';
import { profileWords } from '../i18n/texts/profile.ts';
import { rows, written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { PaElement } from '../ui/element.ts';
import { paths } from '../ui/paths.ts';
import '../ui/pa-ask.ts';
import '../views/pa-avatar.ts';
import '../ui/pa-icon.ts';

/** Shows what connects oneself and a person: groups that both are in, and the block. */
@customElement('pa-between')
export class PaBetween extends PaElement {
  static override styles = [
    rows,
    written,
    css`
      :host {
        display: block;
        inline-size: min(24rem, 100%);
        padding: var(--space-2);
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius-xl);
        --avatar-size: 2.5rem;
      }

      h2 {
        padding: var(--space-2) var(--space-3);
        color: var(--accent);
        font-size: var(--text-sm);
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly chats = new StoreController(this, () => this.services?.messenger.chats);

  @state() private shared: string[] = [];
  @state() private isBlocked = false;
  @state() private isAsking = false;

  @property({ attribute: false }) user: User | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!this.services || !this.user) return;
    if (changed.has('user') && changed.get('user')?.id !== this.user.id) void this.load(this.user);
  }

  /** Out of reach, only what this device knows shows. */
  private async load(user: User): Promise<void> {
    const messenger = this.services?.messenger;
    const direct = messenger?.chats.get()?.find(({ peer }) => peer?.id === user.id);
    this.isBlocked = direct?.settings.blocked ?? false;
    this.shared = [];
    const [shared, blocks] = await Promise.all([
      messenger?.ask('user.shared', { userId: user.id }).catch(() => null),
      messenger?.ask('user.blocks', {}).catch(() => null),
    ]);
    if (this.user?.id !== user.id) return;
    this.shared = shared?.chatIds ?? [];
    if (blocks) this.isBlocked = blocks.users.some(({ id }) => id === user.id);
  }

  private async block(on: boolean): Promise<void> {
    this.isAsking = false;
    const id = this.user?.id ?? '';
    if (await attempt(() => this.services?.messenger.actions.block(id, on))) this.isBlocked = on;
  }

  private renderMedia(chatId: string) {
    return html`<a class="row" href=${paths.media(chatId)}>
      <pa-icon name="archive"></pa-icon><span class="grow">${mediaWords().shared}</span>
      <pa-icon name="next"></pa-icon>
    </a>`;
  }

  override render() {
    const words = profileWords();
    const groups = (this.chats.value ?? []).filter(({ chat }) => this.shared.includes(chat.id));
    const direct = this.chats.value?.find(({ peer }) => peer?.id === this.user?.id);
    return html`${direct ? this.renderMedia(direct.chat.id) : nothing}${
      groups.length === 0
        ? nothing
        : html`<h2>${words.sharedGroups}</h2>
              <ul role="list">
                ${groups.map(
                  ({ chat }) => html`<li>
                    <a class="row" href=${paths.chat(chat.id)}>
                      <pa-avatar .identity=${chat.id} .name=${chat.title ?? ''} .picture=${chat.avatar ?? null}></pa-avatar>
                      <span class="grow one-line cut" dir="auto" ${cutEnd()}>${chat.title}</span>
                    </a>
                  </li>`,
                )}
              </ul>`
    }
      <button
        class="row ${this.isBlocked ? '' : 'danger'}"
        @click=${() => {
          if (this.isBlocked) void this.block(false);
          else this.isAsking = true;
        }}
      >
        <pa-icon name="block"></pa-icon>
        <span class="grow">${this.isBlocked ? words.unblock : words.block}</span>
      </button>
      <pa-ask
        .question=${
          this.isAsking
            ? {
                heading: words.blockAsk(this.user?.displayName ?? ''),
                text: words.blockText,
                label: words.block,
              }
            : null
        }
        @pa-confirm=${() => this.block(true)}
        @pa-close=${() => {
          this.isAsking = false;
        }}
      ></pa-ask>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-between': PaBetween;
  }
}

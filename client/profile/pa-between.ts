import { consume } from '@lit/context';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { User } from '../../protocol/users.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { rows, written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { PaElement } from '../ui/element.ts';
import { paths } from '../ui/paths.ts';
import '../ui/pa-ask.ts';
import '../ui/pa-avatar.ts';
import '../ui/pa-icon.ts';

/** What lies between oneself and a person: groups that both are in, and the block. */
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
  @state() private blocked = false;
  @state() private asking = false;

  @property({ attribute: false }) user: User | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (!this.services || !this.user) return;
    if (changed.has('user') && changed.get('user')?.id !== this.user.id) void this.load(this.user);
  }

  /** Out of reach, only what this device knows shows. */
  private async load(user: User): Promise<void> {
    const messenger = this.services?.messenger;
    const direct = messenger?.chats.get()?.find(({ peer }) => peer?.id === user.id);
    this.blocked = direct?.own.blocked ?? false;
    this.shared = [];
    const [shared, blocks] = await Promise.all([
      messenger?.ask('user.shared', { userId: user.id }).catch(() => null),
      messenger?.ask('user.blocks', {}).catch(() => null),
    ]);
    if (this.user?.id !== user.id) return;
    this.shared = shared?.chatIds ?? [];
    if (blocks) this.blocked = blocks.users.some(({ id }) => id === user.id);
  }

  private async block(on: boolean): Promise<void> {
    this.asking = false;
    const id = this.user?.id ?? '';
    if (await attempt(() => this.services?.messenger.actions.block(id, on))) this.blocked = on;
  }

  override render() {
    const words = t().profile;
    const groups = (this.chats.value ?? []).filter(({ chat }) => this.shared.includes(chat.id));
    return html`${
      groups.length === 0
        ? nothing
        : html`<h2>${words.sharedGroups}</h2>
              <ul role="list">
                ${groups.map(
                  ({ chat }) => html`<li>
                    <a class="row" href=${paths.chat(chat.id)}>
                      <pa-avatar .identity=${chat.id} .name=${chat.title ?? ''}></pa-avatar>
                      <span class="grow one-line cut" dir="auto" ${cutEnd()}>${chat.title}</span>
                    </a>
                  </li>`,
                )}
              </ul>`
    }
      <button
        class="row ${this.blocked ? '' : 'danger'}"
        @click=${() => {
          if (this.blocked) void this.block(false);
          else this.asking = true;
        }}
      >
        <pa-icon name="block"></pa-icon>
        <span class="grow">${this.blocked ? words.unblock : words.block}</span>
      </button>
      <pa-ask
        .question=${
          this.asking
            ? {
                heading: words.blockAsk(this.user?.displayName ?? ''),
                text: words.blockText,
                label: words.block,
              }
            : null
        }
        @pa-confirm=${() => this.block(true)}
        @pa-close=${() => {
          this.asking = false;
        }}
      ></pa-ask>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-between': PaBetween;
  }
}

import { consume } from '@lit/context';
import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Invite } from '../../protocol/groups.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { type ChatRow, type ClientServices, servicesContext } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { profileWords } from '../i18n/texts/profile.ts';
import { buttons } from '../styles/controls.ts';
import { rows } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { copyText } from '../ui/copy.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';
import { toast } from '../ui/pa-toast.ts';
import {
  findAccountInvite,
  NO_INVITES,
  type OwnInvites,
  readOwnInvites,
} from './account-invites.ts';
import { cardStyles } from './cards.styles.ts';
import { inviteRow, linkOf } from './invite-row.ts';
import '../ui/pa-ask.ts';
import '../ui/pa-icon.ts';
import './pa-invite-form.ts';
import '../ui/pa-dialog.ts';

/** Lists the links into the group: they are made, handed on, taken back. */
@customElement('pa-invites')
export class PaInvites extends PaElement {
  static override styles = [
    buttons,
    rows,
    cardStyles,
    css`
      .invite {
        display: grid;
        gap: var(--space-1);
        padding: var(--space-2) var(--space-3);
        border-block-start: 1px solid var(--line);
      }

      .link {
        color: var(--text);
        font-size: var(--text-sm);
        text-align: match-parent;
        overflow-wrap: anywhere;
      }

      .about {
        color: var(--text-faint);
        font-size: var(--text-xs);
      }

      .acts {
        display: flex;
        flex-wrap: wrap;
        --icon-size: 1.25rem;
      }

      .acts .revoke {
        margin-inline-start: auto;
        color: var(--danger);
      }

      .code-text {
        display: grid;
        gap: var(--space-1);
        margin-block-start: var(--space-4);
        color: var(--text-soft);
        font-size: var(--text-sm);
        text-align: center;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  private readonly known = new Loaded<{ invites: Invite[]; own: OwnInvites }>(
    this,
    () => (this.services && this.row ? this.readInvites(this.services) : undefined),
    () => this.row?.chat.id,
  );

  @state() private isMaking = false;
  @state() private revoking: Invite | null = null;
  @state() private coded: Invite | null = null;

  @property({ attribute: false }) row: ChatRow | null = null;

  private get chatId(): string {
    return this.row?.chat.id ?? '';
  }

  private async readInvites(services: ClientServices) {
    const [{ invites }, own] = await Promise.all([
      services.messenger.ask('invite.list', { chatId: this.chatId }),
      readOwnInvites(services),
    ]);
    return { invites, own };
  }

  private get invites(): Invite[] {
    return this.known.value?.invites ?? [];
  }

  private get own(): OwnInvites {
    return this.known.value?.own ?? NO_INVITES;
  }

  /** Reads the invitations again: what goes with the links may have changed with them. */
  private async showInvites(invites: Invite[]): Promise<void> {
    if (this.services) this.known.set({ invites, own: await readOwnInvites(this.services) });
  }

  /** Returns the whole link, with the invitation to the server that goes with it. */
  private linkOf(invite: Invite): string {
    return linkOf(invite, findAccountInvite(invite, this.own));
  }

  private async handleMade({ detail }: CustomEvent<Invite>): Promise<void> {
    this.isMaking = false;
    // The row must not stand there with half of a link.
    await this.showInvites([detail, ...this.invites.filter(({ code }) => code !== detail.code)]);
  }

  private async revoke(): Promise<void> {
    const code = this.revoking?.code;
    const { chatId } = this;
    this.revoking = null;
    if (code === undefined) return;
    const messenger = this.services?.messenger;
    if (await attempt(() => messenger?.ask('invite.revoke', { chatId, code }))) {
      const invites = this.invites.filter((one) => one.code !== code);
      this.known.set({ invites, own: this.own });
      await this.showInvites(invites);
    }
  }

  private async copy(invite: Invite): Promise<void> {
    if (await copyText(this.linkOf(invite))) toast(profileWords().linkCopied);
  }

  private async share(invite: Invite): Promise<void> {
    // The call rejects when the person closes the sheet: nothing to say then.
    const what = { title: this.row?.chat.title ?? '', url: this.linkOf(invite) };
    await navigator.share(what).catch(() => undefined);
  }

  private async showCode(invite: Invite): Promise<void> {
    await import('../ui/pa-qr.ts');
    this.coded = invite;
  }

  override render() {
    const words = groupWords();
    const full = this.invites.length >= LIMITS.invites;
    return html`<section class="card">
      <h2>${words.invites}</h2>
      <button
        class="row"
        ?disabled=${full || this.known.value === null}
        @click=${() => {
          this.isMaking = true;
        }}
      >
        <pa-icon name="link"></pa-icon><span class="grow">${words.newInvite}</span>
      </button>
      ${this.renderList()} ${this.renderOverlays()}
    </section>`;
  }

  private renderList() {
    return this.known.render(({ invites }) => this.renderInvites(invites), {
      waiting: html`<ul role="list"></ul>`,
      failed: (error) => html`<p class="hint" role="alert">${describeProblem(error)}</p>
        <button class="button wide" @click=${this.known.load}>${t().app.retry}</button>`,
    });
  }

  private renderInvites(invites: Invite[]) {
    if (invites.length === 0) return html`<p class="hint">${groupWords().noInvites}</p>`;
    return html`<ul role="list">
      ${invites.map((invite) =>
        inviteRow(invite, findAccountInvite(invite, this.own), {
          copy: () => this.copy(invite),
          share: 'share' in navigator ? () => this.share(invite) : null,
          code: () => this.showCode(invite),
          revoke: () => {
            this.revoking = invite;
          },
        }),
      )}
    </ul>`;
  }

  private renderOverlays() {
    const words = groupWords();
    const { coded } = this;
    return html`<pa-invite-form
        .open=${this.isMaking}
        .chatId=${this.chatId}
        .own=${this.own}
        @pa-made=${this.handleMade}
        @pa-close=${() => {
          this.isMaking = false;
        }}
      ></pa-invite-form>
      <pa-ask
        .question=${
          this.revoking
            ? { heading: words.revokeAsk, text: words.revokeText, label: words.revoke }
            : null
        }
        @pa-confirm=${this.revoke}
        @pa-close=${() => {
          this.revoking = null;
        }}
      ></pa-ask>
      <pa-dialog
        .open=${coded !== null}
        .heading=${words.qr}
        @pa-close=${() => {
          this.coded = null;
        }}
      >
        ${
          coded
            ? html`<pa-qr
                  .text=${this.linkOf(coded)}
                  .label=${words.qrOf(this.row?.chat.title ?? '')}
                ></pa-qr>
                <p class="code-text"><bdi dir="ltr">${this.linkOf(coded)}</bdi>${words.qrHint}</p>`
            : nothing
        }
      </pa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-invites': PaInvites;
  }
}

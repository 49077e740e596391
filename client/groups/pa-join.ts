import { consume } from '@lit/context';
import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { InvitePreview } from '../../protocol/groups.ts';
import { type ClientServices, isApiError, servicesContext } from '../core/services.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { buttons } from '../styles/controls.ts';
import { bars, screenHost, written } from '../styles/shared.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';
import { paths } from '../ui/paths.ts';
import { panelStyles } from './panel.styles.ts';
import '../views/pa-avatar.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-icon.ts';
import '../ui/pa-spinner.ts';

/** /join/:code: shows what the link leads to, and joins. A visitor who is signed out meets the sign-in first. */
@customElement('pa-join')
export class PaJoin extends PaElement {
  static override styles = [buttons, bars, written, screenHost, panelStyles];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  private readonly preview = new Loaded(
    this,
    () => this.services?.messenger.ask('invite.get', { code: this.code }),
    () => this.code,
  );

  @state() private isBusy = false;
  @state() private waits = false;

  @property() code = '';

  private async join(): Promise<void> {
    this.isBusy = true;
    await attempt(async () => {
      const chatId = await this.services?.messenger.groups.join(this.code);
      if (chatId) this.emit('pa-go', { path: paths.chat(chatId), replace: true });
      this.waits = chatId === null;
    });
    this.isBusy = false;
  }

  override render() {
    return html`<header class="bar">
        <button class="icon-button" aria-label=${t().app.back} @click=${() => this.emit('pa-back')}>
          <pa-icon name="back"></pa-icon>
        </button>
        <h1>${groupWords().joinTitle}</h1>
      </header>
      <div class="content">${this.renderContent()}</div>`;
  }

  private renderContent() {
    const words = groupWords();
    if (this.waits) {
      return html`<pa-empty icon="clock" role="status" .heading=${words.asked} .text=${words.askedText}>
        <a class="button" href=${paths.home}>${t().app.home}</a>
      </pa-empty>`;
    }
    return this.preview.render((preview) => this.renderPreview(preview), {
      waiting: html`<pa-spinner></pa-spinner>`,
      failed: (error) => this.renderFailure(error),
    });
  }

  private renderFailure(error: unknown) {
    const words = groupWords();
    if (isApiError(error, 'invite_invalid', 'not_found', 'invalid')) {
      return html`<pa-empty icon="link" .heading=${words.linkDeadTitle} .text=${words.linkDeadText}>
        <a class="button" href=${paths.home}>${t().app.home}</a>
      </pa-empty>`;
    }
    return this.preview.renderFailure(t().app.offline, describeProblem(error));
  }

  private renderPreview({ title, about, memberCount, approval, avatar, chatId }: InvitePreview) {
    const words = groupWords();
    return html`<div class="within">
      <div class="head">
        <pa-avatar
          .identity=${this.code}
          .name=${title}
          .picture=${avatar ? `/api/invites/${this.code}/avatar` : null}
        ></pa-avatar>
        <h2 class="written" dir="auto">${title}</h2>
        <p class="faint">${words.people(formatNumber(memberCount))}</p>
        ${about === '' ? nothing : html`<p class="about written" dir="auto">${about}</p>`}
        ${
          chatId !== null
            ? html`<p class="faint">${words.alreadyIn}</p>
                <a class="button primary wide" href=${paths.chat(chatId)}>${words.open}</a>`
            : html`${approval ? html`<p class="faint">${words.joinApproval}</p>` : nothing}
                <button class="button primary wide" ?disabled=${this.isBusy} @click=${this.join}>
                  ${approval ? words.askToJoin : words.join}
                </button>`
        }
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-join': PaJoin;
  }
}

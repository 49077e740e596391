import { consume } from '@lit/context';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { type Folder, listChats } from '../chats/filters.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { t } from '../i18n/locale.ts';
import { hidden } from '../styles/shared.ts';
import { PaElement } from '../ui/element.ts';
import { focusedElement } from '../ui/focus.ts';
import { MediaController, WIDE } from '../ui/media.ts';
import { paths } from '../ui/paths.ts';
import type { PaScreen } from './pa-screen.ts';
import type { Motion } from './router.ts';
import type { Route, SearchRoute } from './routes.ts';
import { mainOf, sideOf } from './screens.ts';
import './pa-notices.ts';
import './pa-screen.ts';
import '../ui/pa-empty.ts';
import '../views/pa-wallpaper.ts';

/** Lays out list and content: beside each other, or one over the other with the lower one inert. */
@customElement('pa-panels')
export class PaPanels extends PaElement {
  static override styles = [
    hidden,
    css`
      :host {
        position: relative;
        display: grid;
        grid-template-columns: clamp(20rem, 30vw, 26rem) minmax(0, 1fr);
        min-block-size: 0;
      }

      section,
      .side,
      .main {
        position: relative;
        display: flex;
        flex-direction: column;
        min-block-size: 0;
        min-inline-size: 0;
        background: var(--surface);
      }

      .side {
        border-inline-end: 1px solid var(--line);
      }

      .main {
        background: var(--surface-page);
        outline: none;
      }

      section,
      pa-screen {
        flex: 1;
      }

      .nothing {
        position: absolute;
        inset: 0;
      }

      @media (max-width: 56.24rem) {
        :host {
          grid-template-columns: 100%;
        }

        .side {
          border: 0;
        }

        .main {
          position: absolute;
          inset: 0;
          z-index: 1;
        }

        .main:not(.shown) {
          display: none;
        }

        .forward {
          animation: enter var(--motion) var(--ease);
        }

        .back {
          animation: return var(--motion) var(--ease);
        }

        /* The panel comes from the far end of the line and goes back to it, whichever way the page reads. */
        @keyframes enter {
          from {
            translate: calc(var(--forward) * 2.5rem) 0;
            opacity: 0;
          }
        }

        @keyframes return {
          from {
            translate: calc(var(--forward) * -1.5rem) 0;
            opacity: 0.4;
          }
        }
      }

      @media print {
        :host,
        .main.shown {
          display: block;
          position: static;
        }

        .side.beside,
        pa-wallpaper {
          display: none;
        }
      }
  `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly chats = new StoreController(this, () => this.services?.messenger.chats);
  private readonly wide = new MediaController(this, WIDE);
  /** This had the focus in the list when something covered it. */
  private left: HTMLElement | null = null;
  private isCovered = false;

  @state() kept: SearchRoute | null = null;

  @property({ attribute: false }) route: Route = { name: 'home' };
  @property({ attribute: false }) motion: Motion = 'none';
  /** The folder of the list of chats. */
  @property({ attribute: false }) folder: Folder | null = null;

  override willUpdate(): void {
    if (!this.isCovered) this.left = focusedElement();
    if (this.route.name === 'search') this.kept = this.route;
    else if (this.route.name !== 'chat' || this.route.at === null) this.kept = null;
  }

  /** What becomes inert loses the focus: it moves on to what covers it, and returns afterwards. */
  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('route');
    if (before?.name === 'chat' && this.route.name === 'home' && this.wide.matches) {
      void this.returnTo(before.chatId);
    }
    const covered = this.renderRoot.querySelector('.side[inert]') !== null;
    if (covered === this.isCovered) return;
    this.isCovered = covered;
    if (covered) this.renderRoot.querySelector<HTMLElement>('.main')?.focus();
    else this.left?.focus();
  }

  /** A chat that closes loses the focus in it; on its row the arrow keys go on. */
  private async returnTo(chatId: string): Promise<void> {
    await this.renderRoot.querySelector<PaScreen>('.main pa-screen')?.updateComplete;
    if (focusedElement() === null) this.rowOf(chatId)?.focus();
  }

  private rowOf(chatId: string): HTMLElement | null {
    const side = this.renderRoot.querySelector('.side pa-screen')?.shadowRoot;
    const list = side?.querySelector('pa-chat-list')?.shadowRoot;
    return (
      list?.querySelector<HTMLElement>(`a.chat[href="${CSS.escape(paths.chat(chatId))}"]`) ?? null
    );
  }

  override render() {
    const main = mainOf(this.route, this.wide.matches);
    const covered = main !== null && !this.wide.matches;
    return html`
      <div
        class="side ${main === null ? '' : 'beside'} ${covered ? '' : this.motion}"
        role=${main === null && !this.wide.matches ? 'main' : nothing}
        ?inert=${covered}
      >
        <section aria-label=${t().app.home}>
          ${main === null ? this.renderName() : null}
          <pa-screen .screen=${sideOf(this.route, this, this.wide.matches)}></pa-screen>
          <pa-notices></pa-notices>
          <pa-push-offer></pa-push-offer>
        </section>
      </div>
      <main tabindex="-1" class="main ${main === null ? '' : 'shown'} ${covered ? this.motion : ''}">
        ${main === null ? null : this.renderName()}
        ${main === null && this.wide.matches ? this.renderNothing() : null}
        <pa-screen .screen=${main} ?hidden=${main === null}></pa-screen>
      </main>
    `;
  }

  /** Screens whose own headings are those of a part (a person, a hit) get the page's heading from here. */
  private renderName() {
    return ['chat', 'search', 'lost'].includes(this.route.name)
      ? html`<h1 class="visually-hidden">${t().app.name}</h1>`
      : null;
  }

  private renderNothing() {
    // A list without chats already says what to do.
    if (listChats(this.chats.value ?? [], null).length === 0)
      return html`<pa-wallpaper></pa-wallpaper>`;
    return html`<pa-wallpaper></pa-wallpaper>
      <pa-empty
        class="nothing"
        icon="chat"
        .heading=${t().app.noChatTitle}
        .text=${t().app.noChatText}
      ></pa-empty>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-panels': PaPanels;
  }
}

import { ContextProvider } from '@lit/context';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Folder } from '../chats/filters.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { forgetUnsaved } from '../core/unsaved.ts';
import { t } from '../i18n/locale.ts';
import { isOnOverlayEntry } from '../ui/back.ts';
import { PaElement } from '../ui/element.ts';
import { toast } from '../ui/pa-toast.ts';
import { paths } from '../ui/paths.ts';
import type { PaArrival } from './arrivals/pa-arrival.ts';
import type { ArrivalWatch } from './arrivals/watch.ts';
import { showUnread } from './badges.ts';
import { showColour } from './colour.ts';
import { showLimits } from './limits.ts';
import { showRefusals } from './refusals.ts';
import { Router } from './router.ts';
import { mainOf, signIn } from './screens.ts';
import { showTaken } from './taken.ts';
import { showTooltips } from './tooltips.ts';
import './pa-connection.ts';
import './pa-panels.ts';
import './pa-screen.ts';
import '../ui/pa-toast.ts';

/** The app: it knows who is signed in and where the address points, and holds everything else. */
@customElement('pa-app')
export class PaApp extends PaElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
      block-size: 100%;
    }

    pa-connection[shown] ~ * {
      --safe-top: 0px;
    }

    .alone {
      grid-row: 2;
      grid-template-rows: 1fr;
      overflow: auto;
    }

    pa-panels {
      grid-row: 2;
    }

    /* A print has one screen, as long as it is. */
    @media print {
      :host {
        display: block;
        block-size: auto;
      }
    }
  `;

  private readonly router = new Router();
  private readonly context = new ContextProvider(this, { context: servicesContext });
  private readonly route = new StoreController(this, () => this.router.route);
  private readonly folder = new StoreController(this, () => this.router.folder);
  private readonly me = new StoreController(this, () => this.services?.account.me);
  private readonly server = new StoreController(this, () => this.services?.account.server);
  private stops: (() => void)[] = [];
  private wasIn = false;
  private keys: Promise<() => void> | undefined;
  private arrivals: Promise<ArrivalWatch> | undefined;

  /** The chat with this person opens once the visitor of a profile has signed in. */
  @state() private wanted: string | null = null;
  /** The notice is drawn with each screen: one that is only put beside them would go when they change. */
  @state() private notice: PaArrival | null = null;

  @state() private tool: 'jump' | 'keys' | null = null;

  @property({ attribute: false }) services?: ClientServices;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('pa-go', this.handleGo);
    this.addEventListener('pa-back', this.handleBack);
    this.addEventListener('pa-folder', this.handleFolder);
    this.addEventListener('pa-chat-menu', this.handleChatMenu);
    this.addEventListener('pa-removed', this.handleRemoved);
    this.addEventListener('pa-person', this.handlePerson);
    this.addEventListener('pa-sign-in', this.handleSignIn);
    addEventListener('keydown', this.handleKey);
    this.stops = [
      this.router.start(),
      showTooltips(),
      showLimits(),
      () => removeEventListener('keydown', this.handleKey),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('services') || this.services === undefined) return;
    this.context.setValue(this.services);
    this.stops.push(showColour(this.services.account.server));
    this.stops.push(showUnread(this.services.messenger.unread));
    this.stops.push(showRefusals(this.services.messenger.actions.refused));
    this.stops.push(showTaken(this.services.messenger.taken));
  }

  override updated(): void {
    const me = this.me.value;
    // The static shell of index.html stands until it is known what to draw.
    if (me !== undefined) document.querySelector('.shell')?.remove();
    if (me && this.wanted !== null) void this.openWanted(this.wanted);
    // The next person to sign in must not land in the last one's chat.
    if (me === null && this.wasIn) {
      forgetUnsaved();
      void this.router.go(paths.home, true);
    }
    this.wasIn = me !== null && me !== undefined;
    this.followArrivals(this.wasIn);
    this.followKeys(this.wasIn);
    this.placeSignIn(me !== undefined && this.isOutside && !this.showsProfile);
  }

  /** Nothing arrives before the first screen is drawn, so its code comes after that. */
  private followArrivals(wanted: boolean): void {
    const { services, router } = this;
    if (wanted === (this.arrivals !== undefined)) return;
    if (!wanted) {
      void this.arrivals?.then(({ stop }) => stop());
      this.arrivals = undefined;
      this.notice = null;
    } else if (services) {
      const arrivals = loadArrivals(services, router);
      this.arrivals = arrivals;
      void arrivals.then(({ notice }) => {
        if (this.arrivals === arrivals) this.notice = notice;
      });
    }
  }

  private followKeys(wanted: boolean): void {
    const { services, router } = this;
    if (wanted === (this.keys !== undefined) || !services) return;
    if (wanted) {
      this.keys = import('./shortcuts.ts').then(({ watchKeys }) =>
        watchKeys(services, router, (tool) => void this.openTool(tool)),
      );
    } else {
      void this.keys?.then((stop) => stop());
      this.keys = undefined;
    }
  }

  private placeSignIn(wanted: boolean): void {
    const placed = this.querySelector('pa-sign-in');
    if (!wanted) placed?.remove();
    else if (placed === null) this.append(document.createElement('pa-sign-in'));
  }

  /** True when no person is signed in, or when it does not matter who is. */
  private get isOutside(): boolean {
    return !this.me.value || this.route.value?.name === 'door';
  }

  /** Any visitor may see a profile where registration is open; every other address waits behind the sign-in. */
  private get showsProfile(): boolean {
    const open = (this.server.value?.registration ?? 'open') === 'open';
    return open && this.route.value?.name === 'profile' && this.wanted === null;
  }

  private readonly handleGo = (event: CustomEvent<{ path: string; replace?: boolean }>): void => {
    void this.router.go(event.detail.path, event.detail.replace);
  };

  private readonly handleBack = (): void => void this.router.back();

  /** Opens the list's own menu for the chat that is open. Its code comes when it is first asked for. */
  private readonly handleChatMenu = async ({
    detail,
  }: HTMLElementEventMap['pa-chat-menu']): Promise<void> => {
    await import('../chats/pa-row-menu.ts');
    const menu = this.renderRoot.querySelector('pa-row-menu');
    await menu?.openAt(detail.row, detail.place, detail);
  };

  private readonly handleRemoved = ({ detail }: CustomEvent<string>): void => {
    const route = this.router.route.get();
    if ('chatId' in route && route.chatId === detail) void this.router.go(paths.home, true);
  };

  private readonly handleFolder = ({ detail }: CustomEvent<Folder | null>): void =>
    void this.router.openFolder(detail);

  /** Opens the profile of a mention that was followed. */
  private readonly handlePerson = ({ detail }: CustomEvent<{ userId: string }>): void => {
    const user = this.services?.messenger.findUser(detail.userId);
    if (user?.deletedAt === null) void this.router.go(paths.profile(user.username));
  };

  private readonly handleSignIn = (event: CustomEvent<string>): void => {
    this.wanted = event.detail;
  };

  private async openTool(tool: 'jump' | 'keys'): Promise<void> {
    if (tool === 'jump') await import('../chats/pa-jump.ts');
    else await import('./pa-keys.ts');
    this.tool = tool;
  }

  private renderTool() {
    const close = () => {
      this.tool = null;
    };
    if (this.tool === 'jump') return html`<pa-jump @pa-close=${close}></pa-jump>`;
    return this.tool === 'keys' ? html`<pa-keys @pa-close=${close}></pa-keys>` : nothing;
  }

  /** Escape leaves what is open, unless an element nearer to the focus has used it. */
  private readonly handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    if (this.router.route.get().name === 'home' || !this.me.value || isOnOverlayEntry()) return;
    // An open menu is closed by the platform, which does not mark the event.
    if (event.composedPath().some((node) => node instanceof Element && isOnTop(node))) return;
    void this.router.back();
  };

  private async openWanted(username: string): Promise<void> {
    this.wanted = null;
    const services = this.services;
    if (services === undefined) return;
    try {
      const user = await services.account.fetchProfile(username);
      const chatId = await services.messenger.openDirect(user.id);
      await this.router.go(paths.chat(chatId), true);
    } catch {
      // The profile stays on the screen, and its button tries again.
      toast(t().errors.offline);
    }
  }

  override render() {
    const route = this.route.value ?? { name: 'home' };
    if (this.me.value === undefined) return null;
    if (this.isOutside) return this.renderSignedOut(this.showsProfile);
    return html`<pa-connection></pa-connection>
      <pa-panels .route=${route} .folder=${this.folder.value ?? null} .motion=${this.router.motion}></pa-panels>
      ${this.notice ?? nothing}
      <pa-row-menu></pa-row-menu>
      ${this.renderTool()}
      <pa-toast></pa-toast>`;
  }

  private renderSignedOut(showsProfile: boolean) {
    const screen = showsProfile ? mainOf(this.router.route.get()) : signIn;
    return html`<pa-screen class="alone" role=${showsProfile ? 'main' : nothing} .screen=${screen}><slot></slot></pa-screen>
      ${this.notice ?? nothing}
      <pa-toast></pa-toast>`;
  }
}

async function loadArrivals(services: ClientServices, router: Router): Promise<ArrivalWatch> {
  const { watchArrivals } = await import('./arrivals/watch.ts');
  return watchArrivals(services, router);
}

function isOnTop(element: Element): boolean {
  return element.matches(':popover-open, dialog[open]');
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-app': PaApp;
  }
  interface HTMLElementEventMap {
    /** A signed-out visitor of a profile wants to sign in and then talk; the detail is the username. */
    'pa-sign-in': CustomEvent<string>;
  }
}

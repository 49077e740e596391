import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Session } from '../../protocol/auth.ts';
import { isAway } from '../core/away.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { formatShortTime } from '../i18n/format.ts';
import { direction, t } from '../i18n/locale.ts';
import { describeProblem } from '../i18n/problem.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { buttons } from '../styles/controls.ts';
import { rows, written } from '../styles/shared.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';
import { NowController } from '../ui/now.ts';
import { toast } from '../ui/pa-toast.ts';
import { sectionStyles } from './section.styles.ts';
import '../ui/pa-dialog.ts';
import '../ui/pa-icon.ts';

/** Lists where one is signed in; ends one session, or all but this. */
@customElement('pa-sessions')
export class PaSessions extends PaElement {
  static override styles = [
    buttons,
    rows,
    written,
    sectionStyles,
    css`
      .row {
        align-items: center;
      }

      /* The button goes below where the words would have no room beside it. */
      .row:has(.button) {
        flex-wrap: wrap;
      }

      .row:has(.button) .grow {
        flex-basis: 5rem;
      }

      .row > .button {
        margin-inline-start: auto;
      }

      .row > pa-icon {
        color: var(--accent);
      }

      .ip {
        display: block;
      }

      .device {
        display: block;
        font-weight: var(--weight-medium);
      }
    `,
  ];

  private readonly clock = new NowController(this, 60_000);
  private readonly line = new StoreController(this, () => this.services?.messenger.connection);
  private wasOnline = true;
  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  private readonly sessions = new Loaded(this, () => this.services?.account.listSessions());

  /** The dialog asks about this: one session, all others, or nothing. */
  @state() private asking: Session | 'others' | null = null;

  override willUpdate(): void {
    const online = this.line.value?.state === 'online';
    // The list that was shown meanwhile may be out of date.
    if (online && !this.wasOnline) void this.sessions.load();
    this.wasOnline = online;
  }

  private async handleRevoke(): Promise<void> {
    const { asking, services } = this;
    this.asking = null;
    if (asking === null || services === undefined) return;
    try {
      await (asking === 'others'
        ? services.account.revokeOtherSessions()
        : services.account.revokeSession(asking.id));
      toast(settingsWords().revoked);
    } catch (error) {
      toast(describeProblem(error));
    }
    await this.sessions.load();
  }

  override render() {
    return this.sessions.render((sessions) => this.renderSessions(sessions));
  }

  private renderSessions(sessions: Session[]) {
    const words = settingsWords();
    const others = sessions.filter((session) => !session.current);
    return html`${!isAway(this.line.value) ? null : html`<p class="faint" role="status">${t().app.offlineKnown}</p>`}
      <h2>${words.thisDevice}</h2>
      <ul class="card list">
        ${sessions.filter((session) => session.current).map((one) => this.renderSession(one))}
      </ul>
      <h2>${words.otherDevices}</h2>
      ${
        others.length === 0
          ? html`<p class="card faint">${words.noOtherDevices}</p>`
          : html`<ul class="card list">${others.map((one) => this.renderSession(one))}</ul>`
      }
      ${others.length > 1 ? this.renderRevokeOthers() : null} ${this.renderQuestion()}
    `;
  }

  private renderRevokeOthers() {
    return html`<button
      class="button quiet"
      @click=${() => {
        this.asking = 'others';
      }}
    >
      ${settingsWords().revokeOthers}
    </button>`;
  }

  private renderSession(session: Session) {
    const words = settingsWords();
    return html`<li class="row">
      <pa-icon name="device"></pa-icon>
      <span class="grow">
        <bdi class="device one-line cut" dir=${isOurs(session.deviceName) ? direction() : 'auto'}
           ${cutEnd()}>${deviceLabel(session.deviceName)}</bdi
        >
        <span class="faint">
          ${words.lastUsed(formatShortTime(session.lastSeenAt, this.clock.now))}
          ${session.ip === null ? null : html`<span class="ip"><bdi dir="ltr">${session.ip}</bdi></span>`}
        </span>
      </span>
      ${session.current ? null : this.renderRevoke(session)}
    </li>`;
  }

  private renderRevoke(session: Session) {
    return html`<button
      class="button quiet"
      aria-label=${settingsWords().revokeOf(deviceLabel(session.deviceName))}
      @click=${() => {
        this.asking = session;
      }}
    >
      ${settingsWords().revoke}
    </button>`;
  }

  private renderQuestion() {
    const words = settingsWords();
    const { asking } = this;
    const one = asking === null || asking === 'others' ? '' : deviceLabel(asking.deviceName);
    const close = () => {
      this.asking = null;
    };
    return html`<pa-dialog
      .open=${asking !== null}
      .heading=${asking === 'others' ? words.revokeOthersAsk : words.revokeAsk(one)}
      @pa-close=${close}
    >
      <div slot="actions">
        <button class="button" @click=${close}>${t().app.cancel}</button>
        <button class="button danger" @click=${this.handleRevoke}>${words.revoke}</button>
      </div>
    </pa-dialog>`;
  }
}

const SERVERS_OWN = /^(\S.*) on (\S+(?: \S+)?)$/;

/** The name is said in the reader's words, and so in their direction, though it begins with "Chrome". */
const isOurs = (name: string): boolean => name === 'Unknown device' || SERVERS_OWN.test(name);

/** The server's own names are English: "Chrome on Linux"; a name that a program gave itself stays. */
function deviceLabel(name: string): string {
  const [, browser, system] = SERVERS_OWN.exec(name) ?? [];
  const words = settingsWords();
  if (name === 'Unknown device') return words.unknownDevice;
  return browser && system ? words.deviceOn(browser, system) : name;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-sessions': PaSessions;
  }
}

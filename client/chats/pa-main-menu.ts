import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { InvitationController } from '../account/invitation-state.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { t } from '../i18n/locale.ts';
import { groupWords } from '../i18n/texts/groups.ts';
import { PaElement } from '../ui/element.ts';
import type { MenuItem } from '../ui/pa-menu.ts';
import { toast } from '../ui/pa-toast.ts';
import { paths } from '../ui/paths.ts';
import { isDark, setTheme } from '../ui/theme.ts';
import '../ui/pa-menu.ts';

/**
 * Stands above the list of chats: the person's own screens, and the look of the page. Events: `pa-go`, `pa-folder`.
 */
@customElement('pa-main-menu')
export class PaMainMenu extends PaElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;

  private readonly invitation = new InvitationController(this, () => this.services);

  @state() private dark = isDark();

  /** True when a chat is archived. */
  @property({ type: Boolean }) archived = false;

  private get items(): MenuItem[] {
    const words = t().chats;
    const archive: MenuItem = { id: 'archive', label: words.folders.archive, icon: 'archive' };
    const invite: MenuItem = { id: 'invite', label: words.invite, icon: 'userPlus' };
    return [
      { id: 'saved', label: words.saved, icon: 'saved' },
      { id: 'newGroup', label: groupWords().newGroup, icon: 'users' },
      ...(this.archived ? [archive] : []),
      ...(this.invitation.mayInvite ? [invite] : []),
      this.dark
        ? { id: 'light', label: words.lightMode, icon: 'sun' }
        : { id: 'dark', label: words.nightMode, icon: 'moon' },
      { id: 'profile', label: words.myProfile, icon: 'user' },
      { id: 'settings', label: words.settings, icon: 'settings' },
    ];
  }

  private handlePick(event: CustomEvent<string>): void {
    event.stopPropagation();
    const id = event.detail;
    if (id === 'saved') void this.openSaved();
    else if (id === 'archive') this.emit('pa-folder', 'archive');
    else if (id === 'dark' || id === 'light') this.paint(id);
    else this.emit('pa-go', { path: this.pathOf(id) });
  }

  private paint(look: 'dark' | 'light'): void {
    setTheme(look);
    this.dark = isDark();
  }

  private pathOf(id: string): string {
    if (id === 'newGroup') return paths.newGroup;
    if (id === 'invite') return paths.settings('invites');
    const me = this.services?.account.me.get();
    return id === 'profile' && me ? paths.profile(me.username) : paths.settings();
  }

  private async openSaved(): Promise<void> {
    try {
      const id = await this.services?.messenger.openSaved();
      if (id) this.emit('pa-go', { path: paths.chat(id) });
    } catch {
      toast(t().chats.openFailed);
    }
  }

  override render() {
    return html`<pa-menu
      icon="menu"
      .label=${t().chats.menu}
      .items=${this.items}
      @pointerenter=${() => this.refresh()}
      @focusin=${() => this.refresh()}
      @pa-pick=${this.handlePick}
    ></pa-menu>`;
  }

  /** Asks again: the system's theme may have changed, and what one may do on the server. */
  private refresh(): void {
    this.invitation.refresh();
    this.dark = isDark();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-main-menu': PaMainMenu;
  }
}

import { css, html, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { t } from '../i18n/locale.ts';
import { buttons } from '../styles/controls.ts';
import { PaElement } from '../ui/element.ts';
import type { Screen } from './screens.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-spinner.ts';

/** A wait that is longer than this is worth showing. */
const PATIENCE_MS = 250;

/** One panel: loads its screen's code, draws it, and catches it when it breaks, so that the rest of the app stands. */
@customElement('pa-screen')
export class PaScreen extends PaElement {
  static override styles = [
    buttons,
    css`
      :host {
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        min-block-size: 0;
        min-inline-size: 0;
      }

      @media print {
        :host {
          display: block;
        }
      }

      .wait,
      pa-empty {
        place-self: center;
      }

      .wait {
        color: var(--accent);
      }
    `,
  ];

  private loaded = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  @state() private isBroken = false;
  @state() private isSlow = false;

  @property({ attribute: false }) screen: Screen | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('pa-broken', this.handleBroken);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('screen') || this.screen?.key === changed.get('screen')?.key) return;
    this.isBroken = false;
    if (this.screen !== null && !this.loaded.has(kindOf(this.screen))) void this.load(this.screen);
  }

  private async load(screen: Screen): Promise<void> {
    this.isSlow = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.isSlow = true;
    }, PATIENCE_MS);
    try {
      await screen.load();
      this.loaded.add(kindOf(screen));
      this.requestUpdate();
    } catch {
      if (this.screen?.key === screen.key) this.isBroken = true;
    }
  }

  private readonly handleBroken = (event: Event): void => {
    event.stopPropagation();
    this.isBroken = true;
  };

  private handleRetry(): void {
    this.isBroken = false;
    if (this.screen === null) return;
    // A chunk that a new release has removed is not there on the second try either; the page has the new names.
    if (this.loaded.has(kindOf(this.screen))) this.requestUpdate();
    else location.reload();
  }

  override render() {
    if (this.screen === null) return null;
    if (this.isBroken) return this.renderBroken();
    if (this.loaded.has(kindOf(this.screen))) return keyed(this.screen.key, this.screen.draw());
    return this.isSlow ? html`<pa-spinner class="wait"></pa-spinner>` : null;
  }

  private renderBroken() {
    const words = t().app;
    return html`<pa-empty icon="alert" .heading=${words.brokenTitle} .text=${words.brokenText}>
      <button class="button" @click=${this.handleRetry}>${words.reload}</button>
    </pa-empty>`;
  }
}

/** Returns the part of the key before the slash: code is loaded once for all screens of a kind. */
function kindOf(screen: Screen): string {
  return screen.key.includes('/') ? screen.key.slice(0, screen.key.indexOf('/') + 1) : screen.key;
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-screen': PaScreen;
  }
}

import { type CSSResultGroup, LitElement } from 'lit';
import { LocaleController } from '../i18n/locale.ts';
import { base } from '../styles/shared.ts';

type PaEvent = Extract<keyof HTMLElementEventMap, `pa-${string}`>;
type Detail<K extends PaEvent> = HTMLElementEventMap[K] extends CustomEvent<infer D> ? D : never;

/**
 * Every component's base: redraws when the language changes, has the shared reset, and emits typed events. An event is
 * declared beside its component:
 * `declare global { interface HTMLElementEventMap { 'pa-close': CustomEvent<undefined> } }`.
 *
 * The CSP has no 'unsafe-inline': never write `style="…"` or `styleMap` (its first draw sets the attribute) in a
 * template; write `.style=${'--hue: 3'}` instead, which goes through the CSSOM.
 */
export class PaElement extends LitElement {
  static override finalizeStyles(styles?: CSSResultGroup) {
    return LitElement.finalizeStyles(styles === undefined ? base : [base, styles]);
  }

  constructor() {
    super();
    new LocaleController(this);
  }

  /** A component that cannot draw tells the panel around it, which shows a way out; the error is still reported. */
  protected override performUpdate(): void {
    try {
      super.performUpdate();
    } catch (error) {
      this.emit('pa-broken');
      throw error;
    }
  }

  /**
   * Emits an event that bubbles and leaves the shadow root. Returns false when a listener vetoed a cancelable event.
   */
  protected emit<K extends PaEvent>(
    type: K,
    ...[detail]: Detail<K> extends undefined ? [] : [Detail<K>]
  ): boolean {
    return this.dispatchEvent(
      new CustomEvent(type, { detail, bubbles: true, composed: true, cancelable: true }),
    );
  }
}

declare global {
  interface HTMLElementEventMap {
    'pa-broken': CustomEvent<undefined>;
  }
}

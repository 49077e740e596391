import { html, nothing, type ReactiveControllerHost } from 'lit';
import type { PaEmojiPicker } from '../../emoji/pa-emoji-picker.ts';
import { t } from '../../i18n/locale.ts';
import { attempt } from '../../ui/attempt.ts';
import { focusedElement } from '../../ui/focus.ts';
import { insertAtCaret } from './half-space.ts';

type Host = ReactiveControllerHost & HTMLElement;

/** The emoji of a composer: the button, and the picker once it has been asked for. */
export class ComposerEmoji {
  private loaded = false;
  /** It was open when the button was pressed: the press has closed it. */
  private wasOpen = false;

  constructor(
    private readonly host: Host,
    private readonly field: () => HTMLTextAreaElement | undefined,
    /** Where a keyboard is part of the screen, the focus stays out of the field. */
    private readonly keyboard: boolean,
  ) {}

  private get panel(): PaEmojiPicker | null | undefined {
    return this.host.shadowRoot?.querySelector('pa-emoji-picker');
  }

  private readonly handlePress = (): void => {
    this.wasOpen = this.panel?.isOpen ?? false;
  };

  private readonly handleClick = (event: Event): void => {
    const { wasOpen } = this;
    this.wasOpen = false;
    if (wasOpen) return;
    const { x, y, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    void attempt(async () => {
      await import('../../emoji/pa-emoji-picker.ts');
      this.loaded = true;
      this.host.requestUpdate();
      await this.host.updateComplete;
      await this.panel?.openAt({ x, y: y - 12, width }, true);
    });
  };

  private readonly handleEmoji = ({ detail }: HTMLElementEventMap['pa-emoji']): void => {
    const field = this.field();
    if (!field) return;
    const within = focusedElement();
    insertAtCaret(field, detail.emoji, this.keyboard);
    within?.focus({ preventScroll: true });
  };

  /** On a narrow screen the sheet covers the foot: the composer moves above it. */
  private readonly handleToggled = ({ detail }: HTMLElementEventMap['pa-toggled']): void => {
    this.host.toggleAttribute('raised', detail.open);
    // By Escape the focus has gone back to the button, and one came from the words.
    const back = focusedElement()?.matches('.emoji') ?? false;
    if (!detail.open && this.keyboard && back) this.field()?.focus({ preventScroll: true });
  };

  renderButton() {
    const label = t().emoji.title;
    return html`<button
      type="button"
      class="icon-button emoji"
      aria-label=${label}
      title=${label}
      aria-haspopup="dialog"
      @pointerdown=${this.handlePress}
      @click=${this.handleClick}
    >
      <pa-icon name="smile"></pa-icon>
    </button>`;
  }

  renderPicker(me: string) {
    if (!this.loaded) return nothing;
    return html`<pa-emoji-picker
      stay
      .me=${me}
      @pa-emoji=${this.handleEmoji}
      @pa-toggled=${this.handleToggled}
    ></pa-emoji-picker>`;
  }
}

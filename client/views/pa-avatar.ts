import { css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { PaElement } from '../ui/element.ts';
import type { AvatarPicture } from './avatar/avatar-picture.ts';
import { tintOf, toInitials } from './initials.ts';
import '../ui/pa-icon.ts';

/**
 * A person's or group's picture; before it has come, and where there is none, their initials. It stands beside the name itself,
 * so it is not read aloud. With the attribute `large` the large size of the picture comes too.
 */
@customElement('pa-avatar')
export class PaAvatar extends PaElement {
  static override styles = css`
    :host {
      position: relative;
      display: inline-block;
      flex: none;
      inline-size: var(--avatar-size, 3rem);
      block-size: var(--avatar-size, 3rem);
    }

    .face {
      display: grid;
      place-content: center;
      inline-size: 100%;
      block-size: 100%;
      overflow: hidden;
      color: #fff;
      font-size: calc(var(--avatar-size, 3rem) * 0.38);
      font-weight: var(--weight-medium);
      line-height: 1;
      user-select: none;
      background: linear-gradient(
        160deg,
        oklch(0.56 var(--chroma) var(--hue)),
        oklch(0.44 var(--chroma) var(--hue))
      );
      border-radius: var(--avatar-radius, 36%);
    }


    /*
     * The tiles have the colours of stones and dyes: turquoise, lapis, saffron, pomegranate, pistachio, violet, clay,
     * rose.
     */
    .tint-0 {
      --hue: 190;
      --chroma: 0.085;
    }
    .tint-1 {
      --hue: 258;
      --chroma: 0.12;
    }
    .tint-2 {
      --hue: 75;
      --chroma: 0.105;
    }
    .tint-3 {
      --hue: 18;
      --chroma: 0.145;
    }
    .tint-4 {
      --hue: 138;
      --chroma: 0.1;
    }
    .tint-5 {
      --hue: 300;
      --chroma: 0.11;
    }
    .tint-6 {
      --hue: 45;
      --chroma: 0.105;
    }
    .tint-7 {
      --hue: 350;
      --chroma: 0.12;
    }

    .saved {
      --hue: 192;
      --chroma: 0.09;
      --icon-size: calc(var(--avatar-size, 3rem) * 0.46);
    }

    .gone {
      --hue: 220;
      --chroma: 0.012;
    }

    .online {
      position: absolute;
      inset-block-end: -2px;
      inset-inline-end: -2px;
      /* The size is in whole pixels, or it is no circle. */
      inline-size: round(up, calc(var(--avatar-size, 3rem) * 0.25), 1px);
      block-size: round(up, calc(var(--avatar-size, 3rem) * 0.25), 1px);
      min-inline-size: 0.625rem;
      min-block-size: 0.625rem;
      background: var(--online);
      border: 2px solid var(--surface);
      border-radius: var(--radius-full);
    }
  `;

  /** The person's id, which the colour is derived from. */
  @property() identity = '';
  @property() name = '';
  /** The id of the picture; or its address, for whoever may not ask for it by its id. */
  @property() picture: string | null = null;
  /** `saved`: the bookmark of saved messages; `gone`: a deleted account. */
  @property() kind: 'person' | 'saved' | 'gone' = 'person';
  @property({ type: Boolean }) online = false;

  private shown: AvatarPicture | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.ariaHidden = 'true';
  }

  override willUpdate(): void {
    if (this.shown) this.shown.follow();
    else if (this.picture) void this.begin();
  }

  /** Where nobody has a picture this is never loaded. */
  private async begin(): Promise<void> {
    const { AvatarPicture } = await import('./avatar/avatar-picture.ts');
    this.shown ??= new AvatarPicture(this);
    this.requestUpdate();
  }

  override render() {
    return html`<div class="face ${this.look}">${this.shown?.draw(this.face) ?? this.face}</div>
      ${this.online ? html`<div class="online"></div>` : null}`;
  }

  private get look(): string {
    return this.kind === 'person' ? `tint-${tintOf(this.identity)}` : this.kind;
  }

  private get face() {
    if (this.kind === 'saved') return html`<pa-icon name="saved"></pa-icon>`;
    const letters = this.kind === 'gone' ? '' : toInitials(this.name);
    return letters === '' ? html`<pa-icon name="user"></pa-icon>` : letters;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-avatar': PaAvatar;
  }
}

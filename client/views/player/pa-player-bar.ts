import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { formatNumber } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { mediaWords } from '../../i18n/texts/media.ts';
import { durationText } from '../../media/duration.ts';
import { cutLine } from '../../styles/cut.ts';
import { cutEnd } from '../../ui/cut-end.ts';
import { PaElement } from '../../ui/element.ts';
import { paths } from '../../ui/paths.ts';
import { mediaIcon } from '../files/icons.ts';
import { nextSpeed, nowPlaying, type PlayerState } from './now-playing.ts';
import { TrackController } from './track-controller.ts';

/** What plays now, wherever one looks meanwhile: a press on its name leads to its message. */
@customElement('pa-player-bar')
export class PaPlayerBar extends PaElement {
  static override styles = css`
    .bar {
      position: relative;
      display: flex;
      align-items: center;
      gap: var(--space-1);
      min-block-size: 2.75rem;
      padding-inline: var(--space-2);
      background: var(--surface);
      border-block-end: 1px solid var(--line);
    }

    .heard {
      position: absolute;
      inset-block-end: -1px;
      inset-inline-start: 0;
      inline-size: calc(var(--heard) * 100%);
      block-size: 2px;
      background: var(--accent);
    }

    button {
      flex: none;
      display: grid;
      place-content: center;
      inline-size: 2.75rem;
      block-size: 2.75rem;
      padding: 0;
      color: var(--accent);
      line-height: 0;
      background: none;
      border: 0;
      border-radius: var(--radius-full);
    }

    .speed {
      inline-size: auto;
      min-inline-size: 2.75rem;
      font-size: var(--text-sm);
      font-weight: var(--weight-medium);
      line-height: 1;
    }

    .close {
      color: var(--text-soft);
    }

    svg {
      inline-size: 1.25rem;
      block-size: 1.25rem;
    }

    .toggle svg {
      fill: currentColor;
    }

    a {
      flex: 1;
      display: grid;
      min-inline-size: 0;
      color: inherit;
      line-height: 1.45;
      text-decoration: none;
    }

    .name {
      overflow: hidden;
      inline-size: fit-content;
      max-inline-size: 100%;
      font-size: var(--text-sm);
      font-weight: var(--weight-medium);
      unicode-bidi: isolate;
    }

    .what {
      color: var(--text-faint);
      font-size: var(--text-xs);
    }

    ${cutLine}
  `;

  private readonly playing = new TrackController(this, () => true);

  override render() {
    const { current } = this.playing;
    return current ? this.renderBar(current) : nothing;
  }

  private renderBar(state: PlayerState) {
    const { track, durationMs, positionMs, status } = state;
    const words = mediaWords();
    const heard = durationMs ? Math.min(1, positionMs / durationMs) : 0;
    const plays = status === 'playing' || status === 'waiting';
    const player = nowPlaying.get();
    return html`<div class="bar" role="region" aria-label=${words.nowPlaying} .style=${`--heard: ${heard}`}>
      <button
        class="toggle"
        aria-label=${plays ? words.pause : words.play}
        @click=${() => player?.toggle(track)}
      >
        ${mediaIcon(status === 'failed' ? 'retry' : plays ? 'pause' : 'play')}
      </button>
      <a href=${paths.chat(track.chatId, track.seq)}>
        <span class="name cut" dir="auto" ${cutEnd()}>${track.title}</span>
        <span class="what"
          >${
            status === 'failed'
              ? words.notPlayed
              : html`${t().messages.attached[track.kind]} · <bdi dir="ltr">${durationText(positionMs)}</bdi>`
          }</span
        >
      </a>
      ${track.kind === 'voice' ? this.renderSpeed(state) : nothing}
      <button class="close" aria-label=${words.stop} @click=${() => player?.stop()}>
        ${mediaIcon('close')}
      </button>
      <span class="heard" dir="ltr"></span>
    </div>`;
  }

  private renderSpeed({ speed }: PlayerState) {
    const shown = formatNumber(speed);
    return html`<button
      class="speed"
      aria-label=${mediaWords().speed(shown)}
      @click=${() => nowPlaying.get()?.setSpeed(nextSpeed(speed))}
    >
      <bdi dir="ltr">${shown}×</bdi>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-player-bar': PaPlayerBar;
  }
}

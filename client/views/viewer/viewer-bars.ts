import { html, nothing } from 'lit';
import { coverSpoilers } from '../../../protocol/rules/spoilers.ts';
import { formatDaySeparator, formatFullTime, formatTimeOfDay } from '../../i18n/format.ts';
import { direction, t } from '../../i18n/locale.ts';
import { mediaWords } from '../../i18n/texts/media.ts';
import { lineDirection } from '../../ui/direction.ts';
import { fileAddress } from '../files/addresses.ts';
import { mediaIcon } from '../files/icons.ts';
import type { ViewerItem } from './viewer-items.ts';

export type ViewerActions = {
  nameOf(userId: string): string;
  close(): void;
  /** Shows the message in its chat. */
  jump(item: ViewerItem): void;
  forward(item: ViewerItem): void;
  /** To the slide on the left, or on the right. */
  step(by: -1 | 1): void;
};

/** What lies over a picture: who sent it and when, what can be done with it, and its words. */
export function renderBars(
  item: ViewerItem,
  { first, last }: { first: boolean; last: boolean },
  acts: ViewerActions,
) {
  const words = mediaWords();
  const { message, file } = item;
  const rtl = direction() === 'rtl';
  return html`<header>
      <button class="icon" aria-label=${words.close} title=${words.close} @click=${acts.close}>
        ${mediaIcon('close')}
      </button>
      <div class="who">
        <bdi class="name">${acts.nameOf(message.senderId)}</bdi>
        <span title=${formatFullTime(message.createdAt)}
          >${t().dates.at(
            formatDaySeparator(message.createdAt, Date.now()),
            formatTimeOfDay(message.createdAt),
          )}</span
        >
      </div>
      <button
        class="icon"
        aria-label=${words.forward}
        title=${words.forward}
        @click=${() => acts.forward(item)}
      >
        ${mediaIcon('forward')}
      </button>
      <button
        class="icon"
        aria-label=${words.showMessage}
        title=${words.showMessage}
        @click=${() => acts.jump(item)}
      >
        ${mediaIcon('message')}
      </button>
      <a
        class="icon"
        href=${fileAddress(file)}
        download=${file.name}
        aria-label=${words.save}
        title=${words.save}
        >${mediaIcon('download')}</a
      >
    </header>
    ${first ? nothing : renderArrow('left', rtl ? words.newer : words.older, () => acts.step(-1))}
    ${last ? nothing : renderArrow('right', rtl ? words.older : words.newer, () => acts.step(1))}
    ${renderWords(item)}`;
}

function renderArrow(side: 'left' | 'right', label: string, step: () => void) {
  return html`<button class="arrow ${side}" dir="ltr" aria-label=${label} title=${label} @click=${step}>
    ${mediaIcon(side)}
  </button>`;
}

function renderWords({ message: { text, entities } }: ViewerItem) {
  if (text === '') return nothing;
  return html`<footer>
    <p tabindex="0" dir=${lineDirection(text, entities) ?? 'auto'}>${coverSpoilers(text, entities)}</p>
  </footer>`;
}

import { html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { formatSize } from '../../i18n/format.ts';
import { sendingWords } from '../../i18n/texts/sending.ts';
import { durationText } from '../../media/duration.ts';
import { fileIconOf } from '../../media/file-icons.ts';
import { sendingIcon } from './icons.ts';
import { categoryOf } from './prepare-file.ts';
import { canChange, isMedia, type SendItem, type SendList } from './send-list.ts';

/** `edit`: opens what a picture is cut and covered with. */
type Place = { first: boolean; last: boolean; edit: (item: SendItem) => void };

/** A picture or video as a tile, any other file as a line, with what can be done with it. */
export function renderItem(item: SendItem, list: SendList, place: Place) {
  const visual = isMedia(item.file) && list.as !== 'file' && item.ready?.facts.kind !== 'file';
  return visual ? renderTile(item, list, place) : renderLine(item, list, place);
}

function renderTile(item: SendItem, list: SendList, place: Place) {
  const { durationMs } = item.ready?.facts ?? {};
  const words = sendingWords();
  return html`<li class="tile" data-ready=${item.ready !== null}>
    ${renderPicture(item, place)}
    ${durationMs ? html`<bdi class="mark" dir="ltr">${durationText(durationMs)}</bdi>` : nothing}
    ${item.ready?.moves ? html`<span class="mark">${words.moving}</span>` : nothing}
    ${renderTools(item, list, place)}
  </li>`;
}

/** Pressed, it is cut and covered. */
function renderPicture(item: SendItem, { edit }: Place) {
  const words = sendingWords();
  const { url, failed, file } = item;
  if (!url && !failed) return html`<pa-spinner aria-label=${words.preparing}></pa-spinner>`;
  const picture = url ? html`<img src=${url} alt=${file.name} />` : nothing;
  if (!canChange(item)) return picture;
  return html`<button
    type="button"
    class="open"
    aria-label=${words.edit(file.name)}
    title=${words.edit(file.name)}
    @click=${() => edit(item)}
  >
    ${picture}<span class="mark">${sendingIcon('edit')}</span>
  </button>`;
}

function renderLine(item: SendItem, list: SendList, place: Place) {
  const { file, ready } = item;
  const unlike = list.as !== 'file' && ready?.facts.kind === 'file' && isMedia(file);
  return html`<li class="line" data-ready=${ready !== null}>
    ${unsafeHTML(fileIconOf(categoryOf(file)))}
    <span class="about"
      ><bdi class="name">${file.name}</bdi
      ><span class="size"
        >${formatSize(ready?.facts.size ?? file.size)}${unlike ? html` · ${sendingWords().asFile}` : nothing}${
          item.edit ? html` · ${sendingWords().edited}` : nothing
        }</span
      ></span
    >
    ${renderTools(item, list, place)}
  </li>`;
}

function renderTools(item: SendItem, list: SendList, { first, last }: Place) {
  const words = sendingWords();
  const { name } = item.file;
  const button = (
    icon: Parameters<typeof sendingIcon>[0],
    label: string,
    run: () => void,
    off = false,
  ) =>
    html`<button type="button" aria-label=${label} title=${label} ?disabled=${off} @click=${run}>
      ${sendingIcon(icon)}
    </button>`;
  return html`<span class="tools"
    >${canChange(item) ? button('turn', words.turn(name), () => list.turn(item)) : nothing}${
      first && last
        ? nothing
        : html`${button('up', words.earlier(name), () => list.move(item, -1), first)}${button(
            'down',
            words.later(name),
            () => list.move(item, 1),
            last,
          )}`
    }${button('close', words.remove(name), () => list.remove(item))}</span
  >`;
}

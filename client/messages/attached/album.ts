import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FileInfo } from '../../../protocol/files.ts';
import { kindOfFile } from '../../../protocol/rules/files.ts';
import { pendingFileOf } from '../../core/local-db/outgoing-file.ts';
import { formatSize } from '../../i18n/format.ts';
import { mediaWords } from '../../i18n/texts/media.ts';
import { type AlbumBox, layOutAlbum } from '../../media/album-layout.ts';
import { durationText } from '../../media/duration.ts';
import { mediaIcon } from '../../views/files/icons.ts';
import { albumName } from '../../views/message-preview.ts';
import '../../views/files/pa-picture.ts';
import '../../views/files/pa-video-preview.ts';

/** How wide an album is where there is room, CSS pixels; where there is less it keeps its shape. */
const WIDTH = 320;
const NARROWEST = 120;

/** Where each picture stands is known from their sizes, before any of them is there. */
/** `waits`: it is on its way, and what shows that stands in the place of the marks. */
export function renderAlbum(files: readonly FileInfo[], waits = false) {
  const { boxes, inlineSize, blockSize } = layOutAlbum(files.map(shapeOf), widthOf(files));
  const toPercent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  const placeOf = (box: AlbumBox) =>
    `inset-inline-start:${toPercent(box.inlineStart, inlineSize)};` +
    `inset-block-start:${toPercent(box.blockStart, blockSize)};` +
    `inline-size:${toPercent(box.inlineSize, inlineSize)};` +
    `block-size:${toPercent(box.blockSize, blockSize)}`;
  return html`<div
    class="album"
    role=${files.length > 1 ? 'group' : nothing}
    aria-label=${files.length > 1 ? albumName(files) : nothing}
    .style=${`inline-size:${inlineSize / 16}rem;aspect-ratio:${inlineSize}/${blockSize}`}
  >
    ${repeat(
      files,
      ({ id }) => id,
      (file, i) => {
        const box = boxes[i];
        return box && renderCell(file, box, placeOf(box), waits);
      },
    )}
  </div>`;
}

function renderCell(file: FileInfo, box: AlbumBox, place: string, waits: boolean) {
  const words = mediaWords();
  const video = kindOfFile(file) === 'video';
  return html`<pa-picture
    .file=${file}
    .label=${video ? words.playVideo(file.name) : words.openPicture(file.name)}
    .place=${{ width: box.inlineSize, height: box.blockSize }}
    .style=${place}
    >${video && !waits ? [renderPreview(file), renderVideoMarks(file)] : nothing}</pa-picture
  >`;
}

/** What waits to be sent is on no server yet. */
function renderPreview(file: FileInfo) {
  return pendingFileOf(file.id)
    ? nothing
    : html`<pa-video-preview .file=${file}></pa-video-preview>`;
}

function renderVideoMarks({ durationMs, size: bytes }: FileInfo) {
  return html`<span class="start" aria-hidden="true">${mediaIcon('play')}</span>
    <span class="about" aria-hidden="true"
      >${durationMs ? html`<bdi dir="ltr">${durationText(durationMs)}</bdi>` : nothing}
      <bdi>${formatSize(bytes)}</bdi></span
    >`;
}

/** What says no size is taken for a usual one. */
function shapeOf({ width = 4, height = 3 }: FileInfo) {
  return { width, height };
}

/** A small picture that stands alone is not drawn larger than it is. */
function widthOf(files: readonly FileInfo[]): number {
  const [only, second] = files;
  if (!only?.width || second || kindOfFile(only) === 'video') return WIDTH;
  return Math.max(NARROWEST, Math.min(WIDTH, only.width));
}

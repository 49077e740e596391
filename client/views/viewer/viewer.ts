import PhotoSwipe from 'photoswipe';
import type { ClientServices } from '../../core/services.ts';
import { direction } from '../../i18n/locale.ts';
import { mediaWords } from '../../i18n/texts/media.ts';
import { whoIs } from '../names.ts';
import { slideOf, watchSizes, watchVideos } from './slides.ts';
import { renderBars, type ViewerActions } from './viewer-bars.ts';
import { ViewerDialog } from './viewer-dialog.ts';
import { type ViewedMessage, type ViewerItem, ViewerRow, viewerItems } from './viewer-items.ts';

export type ViewerOptions = {
  services: ClientServices;
  /** What is known of the chat, in any order; the one that is opened among them. */
  messages: readonly ViewedMessage[];
  opened: { seq: number; fileId: string };
  /** More of the chat on one side; empty where there is none. */
  more(side: 'older' | 'newer', seq: number): Promise<readonly ViewedMessage[]>;
  jump(item: ViewerItem): void;
  forward(item: ViewerItem): void;
};

/** So few slides from an end more is asked for. */
const NEAR = 4;
const REDUCED = matchMedia('(prefers-reduced-motion: reduce)');

/** Shows a picture or video of a chat, and by swipes and keys all others of it. */
export class Viewer {
  private readonly row: ViewerRow;
  private readonly slides = new Map<ViewerItem, ReturnType<typeof slideOf>>();
  private readonly dialog = new ViewerDialog(() => this.pswp.close());
  private readonly pswp: PhotoSwipe;
  /** Sides where nothing more is, or is being asked for. */
  private readonly ended = new Set<'older' | 'newer'>();
  private after: (() => void) | undefined;

  constructor(private readonly options: ViewerOptions) {
    const { messages, opened } = options;
    this.row = new ViewerRow(viewerItems(messages), direction() === 'rtl');
    this.pswp = new PhotoSwipe({
      index: Math.max(0, this.row.indexOf(opened.seq, opened.fileId)),
      appendToEl: this.dialog.element,
      loop: false,
      trapFocus: false,
      returnFocus: false,
      escKey: false,
      showHideAnimationType: REDUCED.matches ? 'none' : 'fade',
      ...{ zoomAnimationDuration: REDUCED.matches ? 0 : 250 },
      bgOpacity: 0.96,
      imageClickAction: 'zoom',
      tapAction: () => this.dialog.toggleBars(),
      ...{ close: false, zoom: false, counter: false, arrowPrev: false, arrowNext: false },
    });
  }

  open(): void {
    const { pswp } = this;
    pswp.addFilter('numItems', () => this.row.items.length);
    pswp.addFilter('itemData', (_, index) => this.slideAt(index));
    pswp.addFilter('contentErrorElement', (_, { index }) => this.failed(index));
    watchVideos(pswp);
    watchSizes(pswp);
    pswp.on('change', () => this.draw());
    pswp.on('destroy', () => void this.leave());
    this.dialog.show();
    pswp.init();
    // The dialog around it is the dialog.
    pswp.element?.setAttribute('role', 'presentation');
    pswp.element?.removeAttribute('tabindex');
    // Its slides stand from left to right, whichever way the page runs.
    pswp.element?.setAttribute('dir', 'ltr');
  }

  private slideAt(index: number): ReturnType<typeof slideOf> {
    const item = this.row.items[index];
    if (!item) return {};
    const slide = this.slides.get(item) ?? slideOf(item);
    this.slides.set(item, slide);
    return slide;
  }

  private draw(): void {
    const { currIndex } = this.pswp;
    const item = this.row.items[currIndex];
    if (!item) return;
    const last = currIndex === this.row.items.length - 1;
    this.dialog.draw(renderBars(item, { first: currIndex === 0, last }, this.actions));
    for (const side of ['older', 'newer'] as const)
      if (this.row.left(currIndex, side) < NEAR) void this.load(side);
  }

  private get actions(): ViewerActions {
    const { services, jump, forward } = this.options;
    return {
      nameOf: (id) => {
        const { messenger, account } = services;
        return whoIs(
          { me: account.me.get()?.id ?? '', findUser: (one) => messenger.findUser(one) },
          id,
        );
      },
      close: () => this.pswp.close(),
      jump: (item) => this.closeAnd(() => jump(item)),
      forward: (item) => this.closeAnd(() => forward(item)),
      step: (by) => (by === 1 ? this.pswp.next() : this.pswp.prev()),
    };
  }

  private closeAnd(act: () => void): void {
    this.after = act;
    this.pswp.close();
  }

  private async leave(): Promise<void> {
    await this.dialog.close();
    this.after?.();
  }

  private async load(side: 'older' | 'newer'): Promise<void> {
    if (this.ended.has(side)) return;
    this.ended.add(side);
    const known = new Set(this.row.items.map(({ message }) => message.seq));
    const messages = await this.options.more(side, this.row.end(side)).catch(() => []);
    if (this.pswp.isDestroying || messages.length === 0) return;
    this.shift(this.row.add(viewerItems(messages.filter(({ seq }) => !known.has(seq))), side));
    this.ended.delete(side);
    this.draw();
  }

  /** Slides came before the first: those that are there keep their places and have other numbers. */
  private shift(by: number): void {
    const { pswp } = this;
    pswp.currIndex += by;
    pswp.potentialIndex += by;
    for (const { slide } of pswp.mainScroll.itemHolders) if (slide) slide.index += by;
    for (const content of pswp.contentLoader._cachedItems) content.index += by;
    this.fillEnd();
  }

  /** The places beside the one in the middle, which were empty at an end. */
  private fillEnd(): void {
    const { pswp } = this;
    for (const [place, by] of [
      [0, -1],
      [2, 1],
    ] as const) {
      const holder = pswp.mainScroll.itemHolders[place];
      if (holder && !holder.slide) pswp.setContent(holder, pswp.currIndex + by);
    }
    pswp.appendHeavy();
  }

  private failed(index: number): HTMLElement {
    const words = mediaWords();
    const box = document.createElement('div');
    box.className = 'failed';
    const again = document.createElement('button');
    again.textContent = words.again;
    again.addEventListener('click', () => this.pswp.refreshSlideContent(index));
    box.append(words.notLoaded, again);
    return box;
  }
}

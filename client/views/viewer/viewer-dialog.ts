import { render } from 'lit';
import { direction } from '../../i18n/locale.ts';
import { mediaWords } from '../../i18n/texts/media.ts';
import { openOverlay, waitForHistory } from '../../ui/back.ts';
import { focusedElement } from '../../ui/focus.ts';
import { slidesStyles } from './slides.styles.ts';
import { viewerStyles } from './viewer.styles.ts';

const SHEETS = [slidesStyles, viewerStyles].flatMap(({ styleSheet }) => styleSheet ?? []);

/**
 * The platform's modal dialog around the slides: nothing behind it has the focus, Back closes it, and who opened it has
 * the focus again. It stands in the page itself, since the slides look for what was pressed there.
 */
export class ViewerDialog {
  readonly element = document.createElement('dialog');
  readonly bars = document.createElement('div');
  private readonly returnTo = focusedElement();
  private release: (() => void) | undefined;

  constructor(private readonly askToClose: () => void) {
    this.element.className = 'viewer';
    this.element.ariaLabel = mediaWords().viewer;
    this.element.dir = direction();
    this.bars.className = 'bars';
    this.element.append(this.bars);
    this.element.addEventListener('cancel', (event) => {
      event.preventDefault();
      askToClose();
    });
  }

  show(): void {
    for (const one of SHEETS)
      if (!document.adoptedStyleSheets.includes(one)) document.adoptedStyleSheets.push(one);
    document.body.append(this.element);
    this.element.showModal();
    this.release = openOverlay(this.askToClose);
  }

  draw(template: unknown): void {
    render(template, this.bars);
  }

  /** Out of the way, to see the picture alone. */
  toggleBars(): void {
    this.element.classList.toggle('bare');
  }

  async close(): Promise<void> {
    this.element.close();
    this.element.remove();
    this.returnTo?.focus();
    this.release?.();
    await waitForHistory();
  }
}

import type { CSSResult, ReactiveController, ReactiveControllerHost } from 'lit';

/** Adopts the styles of a component without a shadow root: they belong to the document while it stands there. */
export class PageStyles implements ReactiveController {
  private readonly sheets: CSSStyleSheet[];

  constructor(host: ReactiveControllerHost, styles: CSSResult[]) {
    this.sheets = styles.map(({ styleSheet }) => styleSheet).filter((sheet) => sheet !== undefined);
    host.addController(this);
  }

  hostConnected(): void {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, ...this.sheets];
  }

  /** Only one copy is removed: another component may use the same sheet. */
  hostDisconnected(): void {
    const kept = [...document.adoptedStyleSheets];
    for (const sheet of this.sheets) {
      const at = kept.lastIndexOf(sheet);
      if (at !== -1) kept.splice(at, 1);
    }
    document.adoptedStyleSheets = kept;
  }
}

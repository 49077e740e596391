import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { type KeyTexts, keys } from '../i18n/texts/keys.ts';
import { PaElement } from '../ui/element.ts';
import '../ui/pa-dialog.ts';

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent);
const COMMAND = APPLE ? '⌘' : 'Ctrl';
const ALT = APPLE ? '⌥' : 'Alt';
type Part = 'everywhere' | 'list' | 'chat' | 'writing';

/** Each row has the keys that do it, one way after the other. */
const LIST: [part: Part, rows: [what: keyof KeyTexts, ...ways: string[]][]][] = [
  [
    'everywhere',
    [
      ['toChat', `${COMMAND}+K`],
      ['searchHere', `${COMMAND}+F`],
      ['neighbours', `${ALT}+↑`, `${ALT}+↓`],
      ['leave', 'Esc'],
      ['thisList', '?', `${COMMAND}+/`],
    ],
  ],
  [
    'list',
    [
      ['rowMenu', 'Shift+F10'],
      ['movePin', `${ALT}+↑`, `${ALT}+↓`],
    ],
  ],
  [
    'chat',
    [
      ['messages', '↑', '↓'],
      ['messageMenu', 'Enter'],
      ['toEnd', 'End'],
    ],
  ],
  [
    'writing',
    [
      ['send', 'Enter'],
      ['newLine', 'Shift+Enter'],
      ['editLast', '↑'],
      ['halfSpace', 'Shift+Space'],
      ['bold', `${COMMAND}+B`],
      ['italic', `${COMMAND}+I`],
      ['link', `${COMMAND}+K`],
    ],
  ],
];

/** Lists what can be done by keys. Event: `pa-close`. */
@customElement('pa-keys')
export class PaKeys extends PaElement {
  static override styles = css`
    h3 {
      margin-block: var(--space-4) var(--space-1);
      color: var(--text-soft);
      font-size: var(--text-sm);
    }

    dl {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: var(--space-2) var(--space-4);
      align-items: center;
      margin: 0;
    }

    dd {
      display: flex;
      gap: var(--space-1);
      justify-content: end;
      margin: 0;
    }

    kbd {
      padding: 0 var(--space-2);
      color: var(--text);
      font: inherit;
      font-size: var(--text-sm);
      background: var(--surface-sunken);
      border: 1px solid var(--line);
      border-radius: var(--radius-sm);
    }
  `;

  override render() {
    const words = keys();
    return html`<pa-dialog open .heading=${words.title}>
      ${LIST.map(
        ([part, rows]) => html`<h3>${words[part]}</h3>
          <dl>
            ${rows.map(
              ([what, ...ways]) => html`<dt>${words[what]}</dt>
                <dd dir="ltr">${ways.map((way) => html`<kbd>${way}</kbd>`)}</dd>`,
            )}
          </dl>`,
      )}
    </pa-dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-keys': PaKeys;
  }
}

import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { type Language, language, setLanguage } from '../i18n/locale.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { attempt } from '../ui/attempt.ts';
import { PaElement } from '../ui/element.ts';
import type { IconName } from '../ui/icons.ts';
import { setTheme, type Theme, theme } from '../ui/theme.ts';
import { sectionStyles } from './section.styles.ts';
import '../ui/pa-icon.ts';

const THEMES: [Theme, IconName][] = [
  ['system', 'system'],
  ['light', 'sun'],
  ['dark', 'moon'],
];
/** Each language is named in itself: a person who does not read the other must find theirs. */
const LANGUAGES: [Language, string][] = [
  ['fa', 'فارسی'],
  ['en', 'English'],
];

/** Sets theme and language of this device. */
@customElement('pa-appearance')
export class PaAppearance extends PaElement {
  static override styles = [
    sectionStyles,
    css`
      fieldset {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(6rem, 100%), 1fr));
        gap: var(--space-2);
        min-inline-size: 0;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend {
        padding: 0 var(--space-4) var(--space-2);
        color: var(--accent);
        font-size: var(--text-sm);
        font-weight: var(--weight-bold);
      }

      label {
        position: relative;
        display: grid;
        justify-items: center;
        gap: var(--space-1);
        min-block-size: var(--touch);
        padding: var(--space-4) var(--space-2);
        font-size: var(--text-md);
        background: var(--surface);
        border: 1px solid var(--line);
        border-radius: var(--radius-lg);
        cursor: pointer;
      }

      label:has(:checked) {
        color: var(--accent-strong);
        background: var(--accent-wash);
        border-color: var(--accent);
      }

      label:has(:focus-visible) {
        outline: 2px solid var(--focus);
        outline-offset: 2px;
      }

      input {
        position: absolute;
        inset: 0;
        margin: 0;
        opacity: 0;
        cursor: pointer;
      }
    `,
  ];

  private chooseTheme(next: Theme): void {
    setTheme(next);
    this.requestUpdate();
  }

  override render() {
    const words = settingsWords();
    return html`
      <fieldset>
        <legend>${words.theme}</legend>
        ${THEMES.map(
          ([name, icon]) => html`<label>
            <input
              type="radio"
              name="theme"
              .checked=${theme() === name}
              @change=${() => this.chooseTheme(name)}
            />
            <pa-icon .name=${icon}></pa-icon>${words.themes[name]}
          </label>`,
        )}
      </fieldset>
      <fieldset>
        <legend>${words.language}</legend>
        ${LANGUAGES.map(
          ([name, label]) => html`<label lang=${name}>
            <input
              type="radio"
              name="language"
              .checked=${language() === name}
              @change=${() => attempt(() => setLanguage(name))}
            />
            ${label}
          </label>`,
        )}
      </fieldset>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-appearance': PaAppearance;
  }
}

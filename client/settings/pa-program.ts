import { consume } from '@lit/context';
import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { StoreController } from '../core/store.ts';
import { localizeDigits } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { authWords } from '../i18n/texts/auth.ts';
import { settingsWords } from '../i18n/texts/settings.ts';
import { PaElement } from '../ui/element.ts';
import { sectionStyles } from './section.styles.ts';
import '../ui/pa-logo.ts';

/** Says what this program is, its version and its licence. */
@customElement('pa-program')
export class PaProgram extends PaElement {
  static override styles = [
    sectionStyles,
    css`
      .head {
        display: grid;
        justify-items: center;
        gap: var(--space-1);
        padding-block: var(--space-4);
        text-align: center;
      }

      .head strong {
        margin-block-start: var(--space-2);
        font-size: var(--text-xl);
        font-weight: var(--weight-bold);
      }

      dl.card {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-3) var(--space-5);
      }

      dt {
        color: var(--text-faint);
      }

      dd {
        text-align: end;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly server = new StoreController(this, () => this.services?.account.server);

  override render() {
    const words = settingsWords();
    const version = process.env.PAYAMBAR_VERSION;
    return html`
      <div class="head">
        <pa-logo></pa-logo>
        <strong>${t().app.name}</strong>
        <span class="faint">${authWords().tagline}</span>
      </div>
      <dl class="card">
        ${
          version === undefined
            ? null
            : html`<dt>${words.version}</dt>
              <dd><bdi>${localizeDigits(version)}</bdi></dd>`
        }
        ${
          this.server.value
            ? html`<dt>${words.server}</dt>
              <dd>
                <bdi>${this.server.value.name}</bdi> · <bdi>${localizeDigits(this.server.value.version)}</bdi>
              </dd>`
            : null
        }
        <dt>${words.protocol}</dt>
        <dd>${localizeDigits(PROTOCOL_VERSION)}</dd>
        <dt>${words.licence}</dt>
        <dd>${words.licenceText}</dd>
      </dl>
      <p class="faint">${words.fontCredit}</p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-program': PaProgram;
  }
}

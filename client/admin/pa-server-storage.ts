import { consume } from '@lit/context';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ServerStorageReply } from '../../protocol/files.ts';
import type { OverviewReply } from '../../protocol/overview.ts';
import { type ClientServices, servicesContext } from '../core/services.ts';
import { formatNumber, formatSize } from '../i18n/format.ts';
import { accounts } from '../i18n/texts/accounts.ts';
import { admin } from '../i18n/texts/admin.ts';
import { rows, written } from '../styles/shared.ts';
import { cutEnd } from '../ui/cut-end.ts';
import { PaElement } from '../ui/element.ts';
import { Loaded } from '../ui/loaded.ts';
import { paths } from '../ui/paths.ts';
import { adminStyles } from './admin.styles.ts';
import { isTight } from './health.ts';
import '../views/pa-avatar.ts';
import '../ui/pa-icon.ts';

/** The server names fifty; more than these are not looked through on the page. */
const SHOWN = 10;

type Person = ServerStorageReply['people'][number];

/** Shows what files take of the server, and who keeps the most; each of them leads to their account's sheet. */
@customElement('pa-server-storage')
export class PaServerStorage extends PaElement {
  static override styles = [
    rows,
    written,
    adminStyles,
    css`
      .name {
        font-weight: var(--weight-medium);
      }

      .bytes {
        flex: none;
      }
    `,
  ];

  @consume({ context: servicesContext, subscribe: true }) private services?: ClientServices;
  private readonly known = new Loaded<ServerStorageReply>(this, () =>
    this.services?.call('GET', '/api/admin/storage'),
  );

  /** What stands around it: with each newer one these numbers are asked for again. */
  @property({ attribute: false }) overview: OverviewReply | null = null;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('overview')) void this.known.load();
  }

  override render() {
    const words = admin();
    const tight = this.overview !== null && isTight(this.overview);
    return html`<h2>${words.storage}</h2>
      ${tight ? html`<p class="warning" role="alert"><pa-icon name="alert"></pa-icon>${words.freeLow}</p>` : nothing}
      ${this.known.render(
        ({ used, open, freeBytes, people }) => html`<div class="card">
            <dl class="facts">
              <dt>${words.storageUsed}</dt>
              <dd>${formatSize(used)}</dd>
              ${open === 0 ? nothing : html`<dt>${words.uploadsOpen}</dt><dd>${formatNumber(open)}</dd>`}
              <dt>${words.free}</dt>
              <dd>${formatSize(freeBytes)}</dd>
            </dl>
          </div>
          ${people.length === 0 ? nothing : this.renderPeople(people.slice(0, SHOWN))}`,
      )}`;
  }

  private renderPeople(people: Person[]) {
    return html`<h2 id="most">${admin().storageMost}</h2>
      <ul class="card list" role="list" aria-labelledby="most">
        ${people.map((one) => html`<li>${this.renderPerson(one)}</li>`)}
      </ul>`;
  }

  private renderPerson(one: Person) {
    const name = one.displayName || accounts().gone;
    const inside = html`<pa-avatar .identity=${one.id} .name=${name} .picture=${one.avatar ?? null}></pa-avatar>
      <span class="grow">
        <bdi class="name one-line cut" dir="auto" ${cutEnd()}>${name}</bdi>
        ${one.username === '' ? nothing : html`<bdi class="faint" dir="ltr">@${one.username}</bdi>`}
      </span>
      <span class="faint bytes">${formatSize(one.bytes)}</span>`;
    // Nothing can be done any more with an account that was deleted.
    if (one.username === '') return html`<div class="row">${inside}</div>`;
    return html`<a class="row" href=${paths.account(one.id)}>${inside}</a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pa-server-storage': PaServerStorage;
  }
}

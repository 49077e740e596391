import { html, nothing } from 'lit';
import type { ChatRow } from '../core/services.ts';
import { formatBadge } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { FILTERS, type Filter, FOLDERS, type Folder, toFolder } from './filters.ts';
import '../ui/pa-icon.ts';

export function filterRow(chosen: Filter, choose: (filter: Filter) => void) {
  const words = t().chats;
  return html`<div class="filters" role="group" aria-label=${words.filter}>
    ${FILTERS.map(
      (name) => html`<button
        class="filter"
        aria-pressed=${chosen === name}
        @click=${() => choose(name)}
      >
        ${words.filters[name]}
      </button>`,
    )}
  </div>`;
}

/** Draws above the list the rows of folders, with their counts. A folder without chats has no row. */
export function folderRows(list: ChatRow[], open: (folder: Folder) => void) {
  return FOLDERS.map((folder) => {
    const count = list.filter((row) => toFolder(row) === folder).length;
    if (count === 0) return nothing;
    return html`<button class="row folder" @click=${() => open(folder)}>
      <pa-icon .name=${folder === 'requests' ? 'user' : 'archive'}></pa-icon>
      <span class="grow">${t().chats.folders[folder]}</span>
      <span class="badge">${formatBadge(count)}</span>
    </button>`;
  });
}

export function folderBar(folder: Folder, back: () => void) {
  return html`<header class="bar">
    <button class="icon-button" aria-label=${t().app.back} @click=${back}>
      <pa-icon name="back"></pa-icon>
    </button>
    <h1>${t().chats.folders[folder]}</h1>
  </header>`;
}

import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../i18n/locale.ts';
import '../ui/pa-empty.ts';
import '../ui/pa-spinner.ts';

/** Above or below what is drawn: more is on its way, or it did not come. */
export function edge(failed: boolean, again: () => void, turns = true): TemplateResult {
  if (!failed)
    return html`<div class="edge">${turns ? html`<pa-spinner></pa-spinner>` : nothing}</div>`;
  return html`<div class="edge">
    ${t().messages.loadFailed}
    <button class="button quiet" @click=${again}>${t().app.retry}</button>
  </div>`;
}

export function emptyChat(saved: boolean): TemplateResult {
  const words = t().messages;
  return html`<pa-empty
    .icon=${saved ? 'saved' : 'chat'}
    .heading=${words.emptyTitle}
    .text=${saved ? words.emptySaved : words.emptyText}
  ></pa-empty>`;
}

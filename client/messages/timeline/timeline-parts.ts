import { html, nothing, type TemplateResult } from 'lit';
import { t } from '../../i18n/locale.ts';
import '../../ui/pa-empty.ts';
import '../../ui/pa-spinner.ts';

/** Says above or below what is drawn that more is being loaded, or that it failed. */
export function renderEdge(failed: boolean, retry: () => void, turns = true): TemplateResult {
  // A print cannot load them.
  const onPaper = html`<p class="on-paper">${t().messages.notPrinted}</p>`;
  if (!failed)
    return html`<div class="edge">
      ${turns ? html`<pa-spinner></pa-spinner>` : nothing}${onPaper}
    </div>`;
  return html`<div class="edge">
    ${onPaper}<span>${t().messages.loadFailed}</span>
    <button class="button quiet" @click=${retry}>${t().app.retry}</button>
  </div>`;
}

export function renderEmptyChat(saved: boolean): TemplateResult {
  const words = t().messages;
  return html`<pa-empty
    .icon=${saved ? 'saved' : 'chat'}
    .heading=${words.emptyTitle}
    .text=${saved ? words.emptySaved : words.emptyText}
  ></pa-empty>`;
}

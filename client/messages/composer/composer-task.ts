import { css, html } from 'lit';
import { t } from '../../i18n/locale.ts';
import { cutLine } from '../../styles/cut.ts';
import { cutEnd } from '../../ui/cut-end.ts';
import { messagePreview, previewDirection } from '../../views/message-preview.ts';
import { type NameSource, nameOf } from '../../views/names.ts';
import type { Task } from '../chat-actions.ts';

/** Above the field: what is being answered or edited, and the way out. */
export function renderTaskBar({ kind, message }: Task, names: NameSource | null, end: () => void) {
  const words = t().messages;
  const own = message.senderId === names?.me;
  const name = own ? words.yourself : names ? nameOf(names, message.senderId) : '';
  // The name is cut at its own end, whichever way it is written.
  const [before = '', after = ''] = words.replyingTo('\n').split('\n');
  return html`<div class="task">
    <pa-icon .name=${kind === 'edit' ? 'pencil' : 'reply'}></pa-icon>
    <div>
      <b
        >${
          kind === 'edit'
            ? words.editing
            : html`${before.trim()} <bdi class="who cut" ${cutEnd()}>${name}</bdi> ${after.trim()}`
        }</b
      >
      <span class="cut" dir=${previewDirection(message)} ${cutEnd()}>${messagePreview(message, 'mine' in message && message.mine)}</span>
    </div>
    <button type="button" class="icon-button" aria-label=${words.cancel} @click=${end}>
      <pa-icon name="close"></pa-icon>
    </button>
  </div>`;
}

export const taskStyles = css`
  .task {
    display: flex;
    align-items: center;
    gap: var(--space-3);
    padding-block-end: var(--space-1);
    padding-inline-start: var(--space-3);
    color: var(--accent);
    font-size: var(--text-sm);
    line-height: 1.5;
    --icon-size: 1.25rem;
  }

  .task div {
    flex: 1;
    min-inline-size: 0;
    padding-inline-start: var(--space-2);
    border-inline-start: 3px solid var(--accent-bright);
  }

  .task b {
    display: flex;
    gap: 0.25em;
    white-space: nowrap;
    color: var(--accent-strong);
    font-weight: var(--weight-medium);
  }

  .task .who {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .task span {
    display: block;
    overflow: hidden;
    color: var(--text);
    inline-size: fit-content;
    max-inline-size: 100%;
    unicode-bidi: isolate;
  }

  ${cutLine}
`;

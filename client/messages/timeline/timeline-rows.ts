import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TimelineMessage } from '../../core/services.ts';
import { daySeparator } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { messagePreview } from '../../views/message-preview.ts';
import { nameOf, systemMessageText } from '../../views/names.ts';
import type { DrawnWindow } from './drawn-window.ts';
import { type Day, dayKey, days, type GroupedMessage } from './grouping.ts';
import type { RowContext } from './row-context.ts';
import '../bubble/pa-message.ts';

export type RowOptions = {
  drawn: DrawnWindow;
  context: RowContext | null;
  /** The other side, for the labels. */
  name: string;
  saved: boolean;
};

/** Compared again only when something that a row shows is different: not for each sign of loading. */
export function renderRows(looks: RowOptions) {
  const { view, slice, unreadAt, fresh, litSeq } = looks.drawn;
  const { context, name, saved } = looks;
  const shows = [view.messages, slice, unreadAt, fresh, litSeq, context, name, saved];
  return guard([...shows, t(), dayKey(Date.now())], () =>
    repeat(
      days(view.messages, slice.start, slice.end, unreadAt),
      (day) => day.key,
      (day) => renderDay(day, looks),
    ),
  );
}

function renderDay(day: Day, looks: RowOptions) {
  return html`<section>
    <div class="day"><span class="chip">${daySeparator(day.at, Date.now())}</span></div>
    ${repeat(
      day.rows,
      (row) => row.message.clientId,
      (row) => renderRow(row, looks),
    )}
  </section>`;
}

function renderRow(row: GroupedMessage, looks: RowOptions) {
  const { message } = row;
  const { context, drawn, saved } = looks;
  return html`${
    row.unread ? html`<div class="unread">${t().messages.unreadLine}</div>` : nothing
  }<pa-message
      data-key=${message.clientId}
      .message=${message}
      .names=${context?.names ?? null}
      .quoted=${message.replyTo ? context?.quoted(message.replyTo) : undefined}
      .group=${context?.group ?? false}
      .standing=${context?.standing ?? 'yes'}
      .sender=${senderOf(message, looks)}
      .saved=${saved}
      .first=${row.first}
      .last=${row.last}
      .mine=${message.mine}
      .note=${message.kind === 'note'}
      .selecting=${context?.selected != null}
      .selected=${context?.selected?.has(message.seq) ?? false}
      .lit=${message.seq > 0 && message.seq === drawn.litSeq}
      .fresh=${drawn.fresh.has(message.clientId)}
    ></pa-message>`;
}

/**
 * Only what comes while one is here is read aloud, never history. A line for each, since what is added is read: one that
 * only changes is passed over where it says the same as before, or changes twice in a moment.
 */
export function describeForReader(looks: RowOptions) {
  return html`<div class="visually-hidden" aria-live="polite" aria-relevant="additions">
    ${repeat(
      looks.drawn.heard,
      (message) => message.clientId,
      (message) => html`<p>${announcement(message, looks)}</p>`,
    )}
  </div>`;
}

function announcement(message: TimelineMessage, looks: RowOptions): string {
  const names = looks.context?.names;
  if (message.note && names) return systemMessageText(message.note, message.senderId, names);
  return `${senderOf(message, looks)}: ${messagePreview(message, message.mine, 1000)}`;
}

function senderOf({ mine, senderId }: TimelineMessage, { context, name }: RowOptions): string {
  if (mine) return t().messages.you;
  return context?.group ? nameOf(context.names, senderId) : name;
}

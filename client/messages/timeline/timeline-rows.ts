import { html, nothing } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TimelineMessage } from '../../core/services.ts';
import { formatDaySeparator } from '../../i18n/format.ts';
import { t } from '../../i18n/locale.ts';
import { messagePreview } from '../../views/message-preview.ts';
import { nameOf, systemMessageText } from '../../views/names.ts';
import type { DrawnWindow } from './drawn-window.ts';
import { type Day, type GroupedMessage, groupByDay, toDayKey } from './grouping.ts';
import type { RowContext } from './row-context.ts';
import '../bubble/pa-message.ts';

type RowOptions = {
  drawn: DrawnWindow;
  context: RowContext | null;
  /** The name of the other person, for the labels. */
  name: string;
  saved: boolean;
};

/** Draws the rows again only when something that a row shows is different: not for each change of the spinner. */
export function renderRows(options: RowOptions) {
  const { view, slice, unreadAt, fresh, litSeq } = options.drawn;
  const { context, name, saved } = options;
  const shows = [view.messages, slice, unreadAt, fresh, litSeq, context, name, saved];
  return guard([...shows, t(), toDayKey(Date.now())], () =>
    repeat(
      groupByDay(view.messages, slice.start, slice.end, unreadAt),
      (day) => day.key,
      (day) => renderDay(day, options),
    ),
  );
}

function renderDay(day: Day, options: RowOptions) {
  return html`<section>
    <div class="day"><span class="chip">${formatDaySeparator(day.at, Date.now())}</span></div>
    ${repeat(
      day.rows,
      (row) => row.message.clientId,
      (row) => renderRow(row, options),
    )}
  </section>`;
}

function renderRow(row: GroupedMessage, options: RowOptions) {
  const { message } = row;
  const { context, drawn, saved } = options;
  return html`${
    row.unread ? html`<div class="unread">${t().messages.unreadLine}</div>` : nothing
  }<pa-message
      data-key=${message.clientId}
      .message=${message}
      .names=${context?.names ?? null}
      .quoted=${message.replyTo ? context?.findQuoted(message.replyTo) : undefined}
      .group=${context?.group ?? false}
      .permission=${context?.permission ?? 'yes'}
      .sender=${senderOf(message, options)}
      .saved=${saved}
      .first=${row.first}
      .last=${row.last}
      .mine=${message.mine}
      .system=${message.kind === 'system'}
      .selecting=${context?.selected != null}
      .selected=${context?.selected?.has(message.seq) ?? false}
      .lit=${message.seq > 0 && message.seq === drawn.litSeq}
      .fresh=${drawn.fresh.has(message.clientId)}
    ></pa-message>`;
}

/**
 * A screen reader reads only what comes while the chat is open, never history. Each has a line of its own, since only
 * what is added is read: a line that only changes is passed over where it says the same as before, or changes twice
 * in a moment.
 */
export function describeForReader(options: RowOptions) {
  return html`<div class="visually-hidden" aria-live="polite" aria-relevant="additions">
    ${repeat(
      options.drawn.announced,
      (message) => message.clientId,
      (message) => html`<p>${toAnnouncement(message, options)}</p>`,
    )}
  </div>`;
}

function toAnnouncement(message: TimelineMessage, options: RowOptions): string {
  const names = options.context?.names;
  if (message.system && names) return systemMessageText(message.system, message.senderId, names);
  return `${senderOf(message, options)}: ${messagePreview(message, message.mine, 1000)}`;
}

function senderOf({ mine, senderId }: TimelineMessage, { context, name }: RowOptions): string {
  if (mine) return t().messages.you;
  return context?.group ? nameOf(context.names, senderId) : name;
}

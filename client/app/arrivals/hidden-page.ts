import type { NotificationSettings } from '../../../protocol/push.ts';
import { notifiedOf } from '../../../protocol/rules/notifications.ts';
import { isQuiet } from '../../../protocol/rules/quiet.ts';
import { type NotificationFacts, showNotification, tagsOf } from '../../core/push/notification.ts';
import { type PushState, readPushState } from '../../core/push/state.ts';
import { serverNow } from '../../core/server-clock.ts';
import type { ChatRow } from '../../core/services.ts';
import { formatNumber } from '../../i18n/format.ts';
import { isolate } from '../../i18n/isolate.ts';
import { language } from '../../i18n/locale.ts';
import { notificationWords } from '../../i18n/texts/notifications.ts';
import { paths } from '../../ui/paths.ts';
import { chatName } from '../../views/chat-name.ts';
import { messagePreview } from '../../views/message-preview.ts';
import { type NameSource, nameOf } from '../../views/names.ts';

const PREVIEW = 180;

/**
 * A page in the background tells as a push does, since a push service may be out of reach for weeks; whichever comes
 * second replaces the first in silence. Returns how; undefined: this device has no notifications.
 */
export async function prepareNotification(
  row: ChatRow,
  names: NameSource,
): Promise<(() => Promise<void>) | undefined> {
  if (globalThis.Notification?.permission !== 'granted') return undefined;
  const state = await readPushState();
  if (!state || state.isPaused || state.userId !== names.me) return undefined;
  return async () => {
    if (isWanted(row, state.settings)) await show(row, names, state);
  };
}

function isWanted(row: ChatRow, settings: NotificationSettings): boolean {
  const now = serverNow();
  if (isQuiet(settings.quiet, now)) return false;
  const isMuted = (row.settings.mutedUntil ?? 0) > now;
  const of = notifiedOf('message', settings, { kind: row.chat.kind, isMuted });
  return of === 'all' || (of === 'addressed' && row.mentions > 0);
}

async function show(row: ChatRow, names: NameSource, state: PushState): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  const { id, lastSeq: seq } = row.chat;
  const [tag = id] = tagsOf(id);
  const [before] = (await registration?.getNotifications({ tag })) ?? [];
  if (((before?.data as NotificationFacts | undefined)?.seq ?? 0) >= seq) return;
  const path = `${paths.chat(id)}?at=${seq}`;
  const shown = { ...wordsOf(row, names, state), tag, lang: language() };
  const data: NotificationFacts = { kind: 'message', chatId: id, seq, path };
  if (registration) await showNotification(registration, { ...shown, data });
}

/** As much as the person lets this device say. */
function wordsOf(row: ChatRow, names: NameSource, { content }: PushState) {
  const words = notificationWords();
  const { last, kind } = row.chat;
  if (content === 'nothing' || !last) return { title: words.app, body: words.something };
  const name = chatName(row);
  if (content === 'name') return { title: name, body: words.newMessages(row.unread) };
  const title = row.unread > 1 ? `${name} (${formatNumber(row.unread)})` : name;
  const said = messagePreview(last, false, PREVIEW);
  if (kind !== 'group') return { title, body: said };
  return { title, body: `${isolate(nameOf(names, last.senderId), language())}: ${said}` };
}

import type { NotificationFacts, ShownNotification } from '../core/push/notification.ts';
import type { PushState } from '../core/push/state.ts';
import { WORKER_TEXTS } from '../i18n/texts/worker.ts';

/** A declarative push as the server sends it, or a word that a notification has to go (server/push/payload.ts). */
type Payload = {
  notification?: {
    title: string;
    body: string;
    tag: string;
    navigate?: string;
    lang?: string;
    data?: { kind?: NotificationFacts['kind']; chatId?: string; seq?: number; content?: string };
  };
  close?: string;
  app_badge?: number;
};

/** A browser that reads declarative pushes by itself gives a worker its notification instead of the data. */
type Declared = { notification?: Payload['notification']; appBadge?: number };

/** undefined: nothing that this version understands. */
export function readPayload(event: Pick<PushEvent, 'data'> & Declared): Payload | undefined {
  if (!event.data)
    return event.notification && { notification: event.notification, app_badge: event.appBadge };
  try {
    const payload = event.data.json();
    return typeof payload === 'object' && payload !== null ? payload : undefined;
  } catch {
    return undefined;
  }
}

/** `origin`: of this worker. Whatever host a push names, what opens is this app. */
export function toNotification(
  { title, body, tag, navigate = '/', lang, data = {} }: NonNullable<Payload['notification']>,
  { language }: Pick<PushState, 'language'>,
  origin: string,
): ShownNotification {
  const said = lang === 'fa' || lang === 'en' ? lang : language;
  const { kind = 'message', chatId, seq, content } = data;
  const url = URL.canParse(navigate, origin) ? new URL(navigate, origin) : new URL(origin);
  const path = url.pathname + url.search;
  const shown = { title, body, tag, lang: said, data: { kind, chatId, seq, path } };
  // Whom one would answer must be seen.
  const mayAnswer = kind === 'message' && chatId && content !== 'nothing';
  return mayAnswer ? { ...shown, actions: actionsOf(said) } : shown;
}

function actionsOf(language: PushState['language']): ShownNotification['actions'] {
  const { reply, placeholder, markRead } = WORKER_TEXTS[language];
  return [
    { action: 'answer', title: reply, type: 'text', placeholder },
    { action: 'read', title: markRead },
  ];
}

import type { PushLanguage } from '../../../protocol/push.ts';

/** What is known of a notification that is shown. `path`: what a click opens. */
export type NotificationFacts = {
  kind: 'message' | 'reaction' | 'added' | 'call' | 'missed' | 'test' | 'answer';
  path: string;
  chatId?: string;
  seq?: number;
};
export type ShownNotification = {
  title: string;
  body: string;
  tag: string;
  lang: PushLanguage;
  data: NotificationFacts;
  /** Replaces what is shown under the tag without a sound. */
  isQuiet?: boolean;
  actions?: readonly { action: string; title: string; type?: 'text'; placeholder?: string }[];
};
type Showing = Pick<ServiceWorkerRegistration, 'getNotifications' | 'showNotification'>;

/** Tags as the server makes them: one notification for each chat. */
export const tagsOf = (chatId: string): string[] => [
  `chat:${chatId}`,
  `reaction:${chatId}`,
  `call:${chatId}`,
];

/** TypeScript's DOM library lacks some members that browsers have (WHATWG Notifications API). */
type Options = NotificationOptions & Pick<ShownNotification, 'actions'> & { renotify: boolean };

/**
 * Shows it in place of the one before. Only what is newer is heard: a message that is changed, or that this device has
 * told of already, replaces in silence.
 */
export async function showNotification(to: Showing, shown: ShownNotification): Promise<void> {
  const { title, body, tag, lang, data, actions } = shown;
  const [before] = await to.getNotifications({ tag });
  const told = (before?.data as NotificationFacts | undefined)?.seq ?? 0;
  const isNew = !shown.isQuiet && (!before || (data.seq ?? 0) > told);
  const options: Options = {
    ...{ body, tag, lang, data, actions },
    dir: lang === 'fa' ? 'rtl' : 'ltr',
    icon: '/icons/icon-192.png',
    badge: '/icons/badge-96.png',
    renotify: isNew,
    silent: !isNew,
  };
  await to.showNotification(title, options);
}

/** Closes what is shown of a chat. */
export async function closeNotifications(to: Showing, tags: readonly string[]): Promise<void> {
  const found = await Promise.all(tags.map((tag) => to.getNotifications({ tag })));
  for (const notification of found.flat()) notification.close();
}

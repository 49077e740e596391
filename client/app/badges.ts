import type { ReadableStore } from '../core/store.ts';
import { badge } from '../i18n/format.ts';
import { onLanguage, t } from '../i18n/locale.ts';

/** Unread messages where the eye passes: the title, the favicon, the installed app's icon. Answers how to stop. */
export function showUnread(unread: ReadableStore<number>): () => void {
  const draw = () => {
    const count = unread.get();
    document.title = count > 0 ? t().app.unreadTitle(badge(count)) : t().app.name;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const file = count > 0 ? '/icons/favicon-unread.svg' : '/icons/favicon.svg';
    if (icon !== null && !icon.href.endsWith(file)) icon.href = file;
    // Refused where the app is not installed; then there is nothing to badge.
    navigator.setAppBadge?.(count).catch(() => undefined);
  };
  const stops = [unread.subscribe(draw), onLanguage(draw)];
  draw();
  return () => {
    for (const stop of stops) stop();
  };
}

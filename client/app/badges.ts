import type { ReadableStore } from '../core/store.ts';
import { formatBadge } from '../i18n/format.ts';
import { onLanguage, t } from '../i18n/locale.ts';

/** Shows how many messages are unread where the eye passes: in the title and the favicon. Returns how to stop. */
export function showUnread(unread: ReadableStore<number>): () => void {
  const draw = () => {
    const count = unread.get();
    document.title = count > 0 ? t().app.unreadTitle(formatBadge(count)) : t().app.name;
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const file = count > 0 ? '/icons/favicon-unread.svg' : '/icons/favicon.svg';
    if (icon !== null && !icon.href.endsWith(file)) icon.href = file;
  };
  const stops = [unread.subscribe(draw), onLanguage(draw)];
  draw();
  return () => {
    for (const stop of stops) stop();
  };
}

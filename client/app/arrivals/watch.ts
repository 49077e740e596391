import type { ChatRow, ClientServices } from '../../core/services.ts';
import { isArrivalChosen } from '../../views/arrival-choice.ts';
import type { NameSource } from '../../views/names.ts';
import { playSound } from '../../views/sound.ts';
import type { Router } from '../router.ts';
import { Arrivals } from './arrivals.ts';
import { claimArrival, isFocusElsewhere, tellFocus } from './claim.ts';
import { prepareNotification } from './hidden-page.ts';
import { watchNotifications } from './notifications.ts';
import { PaArrival } from './pa-arrival.ts';
import './pa-push-offer.ts';

/** Where none has the focus, a tab in the background leaves the notice for this long to one that is looked at. */
const AFTER_YOU_MS = 800;

export type ArrivalWatch = { notice: PaArrival; stop(): void };

/** Reports messages that come in other chats than the one on this page. The caller draws the notice. */
export function watchArrivals(services: ClientServices, router: Router): ArrivalWatch {
  const { account, messenger } = services;
  const shown = (): string | null => {
    const route = router.route.get();
    return route.name === 'chat' ? route.chatId : null;
  };
  const notice = new PaArrival();
  const names: NameSource = {
    me: account.me.get()?.id ?? '',
    findUser: (id) => messenger.findUser(id),
  };
  notice.names = names;
  const isLookedAt = (chatId: string): boolean =>
    shown() === chatId && document.visibilityState === 'visible' && document.hasFocus();
  const arrivals = new Arrivals({
    me: () => account.me.get()?.id,
    now: () => Date.now(),
    onArrival: (row) => void announce(row),
  });

  async function announce(row: ChatRow): Promise<void> {
    const { id, lastSeq } = row.chat;
    const looking = isLookedAt(id);
    const notify = document.visibilityState === 'hidden' && (await prepareNotification(row, names));
    if (!notify && shown() !== id && isArrivalChosen('notice')) notice.show(row);
    if (!document.hasFocus()) {
      // However slow that tab is, and whether it rings or shows the chat.
      if (await isFocusElsewhere()) return;
      await new Promise((resolve) => setTimeout(resolve, AFTER_YOU_MS));
    }
    // A tab that shows the chat claims the notice too, and is silent: the tabs behind must not ring then.
    if (!(await claimArrival(`${id}-${lastSeq}`)) || looking || isRead(id)) return;
    if (notify) await notify();
    else if (isArrivalChosen('sound')) await playSound().catch(() => undefined);
  }

  /** True where a tab showed the chat, and was slower with its claim than this one. */
  const isRead = (chatId: string): boolean =>
    messenger.chats.get()?.find(({ chat }) => chat.id === chatId)?.unread === 0;

  const checkRows = (): void => {
    const rows = messenger.chats.get() ?? [];
    arrivals.compareRows(rows, messenger.connection.get().state === 'online');
    const row = rows.find(({ chat }) => chat.id === notice.chatId);
    // The chat was read meanwhile, here or on another device, or is gone.
    if (notice.chatId !== null && (row?.unread ?? 0) === 0) notice.hide();
  };
  const stops = [
    messenger.chats.subscribe(checkRows),
    messenger.connection.subscribe(checkRows),
    watchNotifications(services, { router, isLookedAt }),
    tellFocus(),
  ];
  checkRows();
  const stop = (): void => {
    for (const one of stops) one();
  };
  return { notice, stop };
}

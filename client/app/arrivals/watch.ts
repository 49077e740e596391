import type { ChatRow, ClientServices } from '../../core/services.ts';
import { isArrivalChosen } from '../../views/arrival-choice.ts';
import { playSound } from '../../views/sound.ts';
import { Arrivals } from './arrivals.ts';
import { claimArrival } from './claim.ts';
import { PaArrival } from './pa-arrival.ts';

/** How long a tab that nobody looks at leaves the word to one that somebody does, on a slow phone too. */
const AFTER_YOU_MS = 800;

export type ArrivalWatch = { notice: PaArrival; stop(): void };

/** Tells of messages that come in other chats than `shown()`, the one on this page. Whoever asks draws the notice. */
export function watchArrivals(
  { account, messenger }: ClientServices,
  shown: () => string | null,
): ArrivalWatch {
  const notice = new PaArrival();
  notice.names = {
    me: account.me.get()?.id ?? '',
    user: (id) => messenger.user(id),
  };
  const looksAt = (chatId: string): boolean =>
    shown() === chatId && document.visibilityState === 'visible' && document.hasFocus();
  const arrivals = new Arrivals({
    me: () => account.me.get()?.id,
    now: () => Date.now(),
    arrived: (row) => void tell(row),
  });

  async function tell(row: ChatRow): Promise<void> {
    const { id, lastSeq } = row.chat;
    const looking = looksAt(id);
    if (shown() !== id && isArrivalChosen('notice')) notice.show(row);
    if (!document.hasFocus()) await new Promise((resolve) => setTimeout(resolve, AFTER_YOU_MS));
    // Whoever looks at the chat takes the word too, and is silent: the tabs behind are not to ring then.
    if (
      !(await claimArrival(`${id}-${lastSeq}`)) ||
      looking ||
      isRead(id) ||
      !isArrivalChosen('sound')
    )
      return;
    await playSound().catch(() => undefined);
  }

  /** Where somebody looked, and that tab was slower with its claim than this one. */
  const isRead = (chatId: string): boolean =>
    messenger.chats.get()?.find(({ chat }) => chat.id === chatId)?.unread === 0;

  const look = (): void => {
    const rows = messenger.chats.get() ?? [];
    arrivals.look(rows, messenger.connection.get().state === 'online');
    const row = rows.find(({ chat }) => chat.id === notice.chatId);
    // Read meanwhile, here or on another device, or gone.
    if (notice.chatId !== null && (row?.unread ?? 0) === 0) notice.hide();
  };
  const stops = [messenger.chats.subscribe(look), messenger.connection.subscribe(look)];
  look();
  const stop = (): void => {
    for (const one of stops) one();
  };
  return { notice, stop };
}

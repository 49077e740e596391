import { filterRows, listChats } from '../chats/filters.ts';
import type { ClientServices } from '../core/services.ts';
import { readSharedFacts } from '../core/shared-content.ts';
import { isOnOverlayEntry } from '../ui/back.ts';
import { paths } from '../ui/paths.ts';
import { findNeighbour, toKeyAction } from './keys.ts';
import type { Router } from './router.ts';
import { holdStrayFiles } from './stray-files.ts';

/**
 * Handles the keys that work on every screen, while a person is signed in; a dialog that is open has its own. With them come
 * files that are dropped anywhere. Returns how to stop.
 */
export function watchKeys(
  { messenger }: ClientServices,
  router: Router,
  open: (tool: 'jump' | 'keys') => void,
): () => void {
  const toNeighbour = (chatId: string | null, step: -1 | 1): void => {
    const rows = filterRows(
      listChats(messenger.chats.get() ?? [], chatId),
      'all',
      router.folder.get(),
    );
    const next = findNeighbour(rows, chatId, step);
    if (next !== null) void router.go(paths.chat(next), chatId !== null);
  };
  const handleKey = (event: KeyboardEvent): void => {
    const route = router.route.get();
    const act = event.defaultPrevented || route.name === 'door' ? null : toKeyAction(event);
    if (act === null || isOnOverlayEntry()) return;
    const chatId = 'chatId' in route ? route.chatId : null;
    event.preventDefault();
    if (act === 'jump' || act === 'keys') open(act);
    else if (act === 'find') void router.go(paths.search(chatId ?? undefined));
    else toNeighbour(chatId, act === 'before' ? -1 : 1);
  };
  addEventListener('keydown', handleKey);
  // What another app shared and nobody has sent goes after a day.
  void readSharedFacts(Date.now()).catch(() => {});
  const letGo = holdStrayFiles();
  return () => {
    removeEventListener('keydown', handleKey);
    letGo();
  };
}

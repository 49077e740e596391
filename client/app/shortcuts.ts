import { listed, shownRows } from '../chats/filters.ts';
import type { ClientServices } from '../core/services.ts';
import { onOverlayEntry } from '../ui/back.ts';
import { paths } from '../ui/paths.ts';
import { neighbour, toKeyAction } from './keys.ts';
import type { Router } from './router.ts';

/** What keys do wherever one is, while somebody is signed in; a dialog that is open has its own. Answers how to stop. */
export function watchKeys(
  { messenger }: ClientServices,
  router: Router,
  open: (tool: 'jump' | 'keys') => void,
): () => void {
  const toNeighbour = (chatId: string | null, step: -1 | 1): void => {
    const rows = shownRows(listed(messenger.chats.get() ?? [], chatId), 'all', router.folder.get());
    const next = neighbour(rows, chatId, step);
    if (next !== null) void router.go(paths.chat(next), chatId !== null);
  };
  const handleKey = (event: KeyboardEvent): void => {
    const route = router.route.get();
    const act = event.defaultPrevented || route.name === 'door' ? null : toKeyAction(event);
    if (act === null || onOverlayEntry()) return;
    const chatId = 'chatId' in route ? route.chatId : null;
    event.preventDefault();
    if (act === 'jump' || act === 'keys') open(act);
    else if (act === 'find') void router.go(paths.search(chatId ?? undefined));
    else toNeighbour(chatId, act === 'before' ? -1 : 1);
  };
  addEventListener('keydown', handleKey);
  return () => removeEventListener('keydown', handleKey);
}

import type { ClientServices } from '../core/services.ts';
import { anyUnsaved } from '../core/unsaved.ts';

/** What the page before had no time to store is a draft of its chat, whether or not that chat is opened again. */
export function restoreUnsaved({ account, messenger }: ClientServices, open: string | null): void {
  const unsaved = anyUnsaved(account.me.get()?.id ?? '');
  // In the chat that is open its own field takes it up.
  if (!unsaved || unsaved.chatId === open) return;
  messenger.setDraft(unsaved.chatId, unsaved.text, unsaved.replyTo);
}

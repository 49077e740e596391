import type { ClientServices } from '../core/services.ts';
import { hasUnsaved } from '../core/unsaved.ts';

/**
 * Makes the text that the last page had no time to store a draft of its chat, whether or not that chat is opened
 * again.
 */
export function restoreUnsaved({ account, messenger }: ClientServices, open: string | null): void {
  const unsaved = hasUnsaved(account.me.get()?.id ?? '');
  // In the chat that is open its own field takes the text.
  if (!unsaved || unsaved.chatId === open) return;
  void messenger.setDraft(unsaved.chatId, unsaved.text, unsaved.replyTo);
}

import type { Messenger } from '../../core/services.ts';
import { t } from '../../i18n/locale.ts';
import { attempt } from '../../ui/attempt.ts';
import { toast } from '../../ui/pa-toast.ts';
import { paths } from '../../ui/paths.ts';
import { SELF } from './pa-forward.ts';

/** Forwards messages to the chats that were chosen, says so, and what stood in the way. */
export async function forwardMessages(
  messenger: Messenger,
  { chatId, seqs }: { chatId: string; seqs: number[] },
  { to, author }: HTMLElementEventMap['pa-forward']['detail'],
): Promise<void> {
  await attempt(async () => {
    const chats: string[] = [];
    for (const id of to) chats.push(id === SELF ? await messenger.openSaved() : id);
    await messenger.actions.forward({ chatId, seqs, author }, chats);
    const [only] = chats;
    const show = { label: t().messages.show, href: paths.chat(only ?? '') };
    toast(t().messages.forwardDone, chats.length === 1 ? show : undefined);
  });
}

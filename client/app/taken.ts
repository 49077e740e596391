import type { ReadableStore } from '../core/store.ts';
import type { Taken } from '../core/taken.ts';
import { t } from '../i18n/locale.ts';
import { toast } from '../ui/pa-toast.ts';

/**
 * Says which groups other people have deleted or taken the person out of, until this was read: the chats are gone
 * from the list.
 */
export function showTaken(taken: ReadableStore<readonly Taken[]>): () => void {
  let unsaid: readonly Taken[] = [];
  const showToast = async (): Promise<void> => {
    if (unsaid.length === 0 || document.visibilityState !== 'visible') return;
    const { groupWords } = await import('../i18n/texts/groups.ts');
    const words = groupWords().taken;
    const sentences = unsaid.map(({ title, why }) => words[why](title));
    const markRead = (): void => {
      unsaid = [];
    };
    toast(sentences.join(' '), { label: t().app.close, run: markRead, stays: true });
  };
  const handleTaken = (): void => {
    // After a sign-out the next person must not be told.
    unsaid = taken.get().length === 0 ? [] : [...unsaid, ...taken.get()];
    void showToast();
  };
  const stop = taken.subscribe(handleTaken);
  document.addEventListener('visibilitychange', showToast);
  return () => {
    stop();
    document.removeEventListener('visibilitychange', showToast);
  };
}

import type { ReadableStore } from '../core/store.ts';
import type { Taken } from '../core/taken.ts';
import { t } from '../i18n/locale.ts';
import { toast } from '../ui/pa-toast.ts';

/** Says which groups others have taken from the person, until somebody has read it: the chats are gone from the list. */
export function showTaken(taken: ReadableStore<readonly Taken[]>): () => void {
  let unsaid: readonly Taken[] = [];
  const say = async (): Promise<void> => {
    if (unsaid.length === 0 || document.visibilityState !== 'visible') return;
    const { groupWords } = await import('../i18n/texts/groups.ts');
    const words = groupWords().taken;
    const sentences = unsaid.map(({ title, why }) => words[why](title));
    const read = (): void => {
      unsaid = [];
    };
    toast(sentences.join(' '), { label: t().app.close, run: read, stays: true });
  };
  const hear = (): void => {
    // Signed out: whoever comes next is not told.
    unsaid = taken.get().length === 0 ? [] : [...unsaid, ...taken.get()];
    void say();
  };
  const stop = taken.subscribe(hear);
  document.addEventListener('visibilitychange', say);
  return () => {
    stop();
    document.removeEventListener('visibilitychange', say);
  };
}

import type { Actions } from '../core/services.ts';
import { problem } from '../i18n/problem.ts';
import { toast } from '../ui/pa-toast.ts';

/** Says what the server has refused after it was shown here: what was done is undone, and the person has to know why. */
export function showRefusals(refused: Actions['refused']): () => void {
  return refused.subscribe(() => {
    const latest = refused.get();
    if (latest) toast(problem(latest.code));
  });
}

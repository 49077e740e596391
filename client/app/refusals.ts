import type { Actions } from '../core/services.ts';
import { describeProblem } from '../i18n/problem.ts';
import { toast } from '../ui/pa-toast.ts';

/**
 * Says what the server has refused after it was shown here: it is undone on the screen, and the person has to know
 * why.
 */
export function showRefusals(refused: Actions['refused']): () => void {
  return refused.subscribe(() => {
    const latest = refused.get();
    if (latest) toast(describeProblem(latest.code));
  });
}

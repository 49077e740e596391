import { describeProblem } from '../i18n/problem.ts';
import { toast } from './pa-toast.ts';

/** Does what a button asks for, and says an error in words. Returns whether it was done. */
export async function attempt(work: () => Promise<unknown> | undefined): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    toast(describeProblem(error));
    return false;
  }
}

import { problem } from '../i18n/problem.ts';
import { toast } from './pa-toast.ts';

/** Does what a button asks for; a refusal is said in words. Answers whether it was done. */
export async function attempt(work: () => Promise<unknown> | undefined): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    toast(problem(error));
    return false;
  }
}

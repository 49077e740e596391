import { type Finding, found } from '../finding.ts';
import { type Asker, ownPath, reasonOf } from './asker.ts';

/** The label of the request by which all others are judged. */
export const FIRST = 'first';

/** Whether the public address leads to this very server: only that has seen the request. */
export async function lookAtReach(asker: Asker): Promise<Finding> {
  const { url, target } = asker;
  const facts = { url: url.origin, target };
  let answer: Response;
  try {
    answer = await asker.ask(ownPath(), FIRST);
  } catch (error) {
    return found('reach.failed', { ...facts, reason: reasonOf(error) });
  }
  const { status } = answer;
  if (await asker.seen(FIRST)) return found('reach.ok', facts);
  if ([502, 503, 504].includes(status))
    return found('reach.gateway', { ...facts, status: `${status}` });
  const location = answer.headers.get('location');
  if (location && status < 400) return found('reach.elsewhere', { ...facts, location });
  return found('reach.other', { ...facts, status: `${status}` });
}

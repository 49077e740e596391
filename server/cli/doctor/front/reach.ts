import { type Finding, toFinding } from '../finding.ts';
import { type Asker, reasonOf, toOwnPath } from './asker.ts';

/** The label of the request by which all others are judged. */
export const FIRST = 'first';

/** Whether the public address leads to this very server: only that has seen the request. */
export async function checkReach(asker: Asker): Promise<Finding> {
  const { url, target } = asker;
  const facts = { url: url.origin, target };
  let answer: Response;
  try {
    answer = await asker.ask(toOwnPath(), FIRST);
  } catch (error) {
    return toFinding('reach.failed', { ...facts, reason: reasonOf(error) });
  }
  const { status } = answer;
  if (await asker.seen(FIRST)) return toFinding('reach.ok', facts);
  if ([502, 503, 504].includes(status))
    return toFinding('reach.gateway', { ...facts, status: `${status}` });
  const location = answer.headers.get('location');
  if (location && status < 400) return toFinding('reach.elsewhere', { ...facts, location });
  return toFinding('reach.other', { ...facts, status: `${status}` });
}

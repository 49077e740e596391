import type { Deps } from '../deps.ts';
import { createHistory } from './history.ts';
import { createMarks } from './marks.ts';
import { createSend } from './send.ts';

export function createMessages(deps: Pick<Deps, 'db' | 'clock'>) {
  return { send: createSend(deps), ...createHistory(deps), ...createMarks(deps) };
}

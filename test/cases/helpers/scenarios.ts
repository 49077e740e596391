import { type Case, casesOf } from './data.ts';

type Expected = Record<'order' | 'global' | 'inA' | 'marked', string[]> &
  Record<'text' | 'badge' | 'label' | 'title' | 'time' | 'copied', string> &
  Record<'saved' | 'old' | 'new' | 'deleted', number>;
type Scenario = Case &
  Record<'scenario' | 'text' | 'title' | 'member' | 'typed' | 'q' | 'page', string> &
  Record<'tz' | 'now' | 'at', string> & { count: number; length: number; expected: Expected };
const scenarios = await casesOf<Scenario>('screens');

/** Returns all cases of a kind; `runners.test.ts` sees that each kind is asked for somewhere. */
export function scenariosOf(kind: string): Scenario[] {
  const found = scenarios.filter(({ scenario }) => scenario === kind);
  if (found.length === 0) throw new Error(`no case ${kind}`);
  return found;
}

/** Returns the only case of a kind. */
export function scenario(kind: string): Scenario {
  const [found, another] = scenariosOf(kind);
  if (!found || another) throw new Error(`${kind} has more cases than one`);
  return found;
}

import { type Case, casesOf } from './data.ts';

type Expected = Record<'order' | 'global' | 'inA' | 'marked', string[]> &
  Record<'text' | 'badge' | 'label' | 'title', string> & { saved: number };
type Scenario = Case &
  Record<'scenario' | 'text' | 'title' | 'member' | 'typed' | 'q' | 'page', string> & {
    expected: Expected;
  };
export const scenarios = await casesOf<Scenario>('screens');
export const scenario = (name: string): Scenario => {
  const found = scenarios.find((one) => one.scenario === name);
  if (!found) throw new Error(`no case ${name}`);
  return found;
};

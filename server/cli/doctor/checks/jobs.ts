import type { ShownJob } from '../../../jobs/administration.ts';
import { type Finding, toFinding } from '../finding.ts';

/** Work behind the requests that was given up; nothing to be said where there is none. */
export function checkJobs(jobs: readonly ShownJob[]): Finding[] {
  const dead = jobs.filter(({ deadAt }) => deadAt !== null);
  const [first] = dead;
  if (!first) return [];
  const { kind, error } = first;
  return [toFinding('jobs.dead', { count: dead.length, kind, error: error ?? '' })];
}

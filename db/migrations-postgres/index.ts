import init from './0001_init.sql' with { type: 'text' };
import jobs from './0002_jobs.sql' with { type: 'text' };
import calls from './0003_calls.sql' with { type: 'text' };
import claims from './0004_claims.sql' with { type: 'text' };

/**
 * `oldest`: the oldest schema whose program may still run beside this one. While nodes are upgraded one after the other,
 * the older ones work on the schema of the newer. So a release only adds what those do not miss (expand); what none of them
 * uses any more is taken away a release later (contract), and then `oldest` names the first that did without it.
 */
export type PostgresMigration = { sql: string; oldest: number };

/** In order; only ever added to. The number of one is its place, from 1, and the version of the schema after it. */
export const POSTGRES_MIGRATIONS: readonly PostgresMigration[] = [
  { sql: init, oldest: 1 },
  { sql: jobs, oldest: 1 },
  { sql: calls, oldest: 1 },
  { sql: claims, oldest: 1 },
];

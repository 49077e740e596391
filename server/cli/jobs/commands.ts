import type { Command } from 'commander';
import type { Define } from '../command.ts';
import { defineControlCommand, toControlFlags } from '../options.ts';
import { JOB_TEXTS } from './texts.ts';

/** `payambar jobs …`, on a live server or on data at rest. */
export const defineJobs: Define = (program, language) => {
  const texts = JOB_TEXTS[language];
  const jobs = program.command('jobs').description(texts.jobs);
  const add = (usage: string, what: string): Command =>
    defineControlCommand(jobs, usage, what, language);
  const does = () => import('./jobs.ts');
  const given = (flags: Record<string, unknown>) => toControlFlags(flags, language);

  add('list', texts.list).action(async (flags) => (await does()).listJobs(given(flags)));
  add('retry [kind] [key]', texts.retry).action(async (kind, key, flags) =>
    (await does()).retryJobs(kind, key, given(flags)),
  );
  add('drop <kind> <key>', texts.drop).action(async (kind, key, flags) =>
    (await does()).dropJob(kind, key, given(flags)),
  );
};

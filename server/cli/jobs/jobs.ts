import { ApiError } from '../../../db/engine/api-error.ts';
import type { ShownJob } from '../../jobs/administration.ts';
import { cell } from '../../terminal.ts';
import { CommandError, EXIT } from '../command.ts';
import { withControl } from '../lib/control.ts';
import { columns, formatTime, print } from '../lib/print.ts';
import type { Options } from '../sources.ts';
import type { TerminalLanguage } from '../texts.ts';
import { JOB_TEXTS } from './texts.ts';

type Flags = { options: Options; language: TerminalLanguage; json: boolean };

export function listJobs({ options, language, json }: Flags): Promise<void> {
  return withControl(options, language, async ({ act }) => {
    const found = await act('job.list', {});
    print(json, found, () => tableOf(found.jobs, language));
  });
}

/** Of one, or of all that were given up. */
export function retryJobs(
  kind: string | undefined,
  key: string | undefined,
  { options, language, json }: Flags,
): Promise<void> {
  const texts = JOB_TEXTS[language];
  if (kind !== undefined && key === undefined) throw new CommandError(texts.noKey, EXIT.usage);
  const one = kind !== undefined && key !== undefined ? { kind, key } : undefined;
  return withControl(options, language, async ({ act }) => {
    const found = await act('job.retry', { one }).catch(unlessThere(language));
    print(json, found, () => texts.retried(found.count.toLocaleString(language)));
  });
}

export function dropJob(
  kind: string,
  key: string,
  { options, language, json }: Flags,
): Promise<void> {
  return withControl(options, language, async ({ act }) => {
    const found = await act('job.drop', { kind, key }).catch(unlessThere(language));
    print(json, found, () => JOB_TEXTS[language].dropped);
  });
}

const unlessThere =
  (language: TerminalLanguage) =>
  (error: unknown): never => {
    const isGone = error instanceof ApiError && error.code === 'not_found';
    throw isGone ? new CommandError(JOB_TEXTS[language].noJob) : error;
  };

function tableOf(jobs: readonly ShownJob[], language: TerminalLanguage): string {
  const texts = JOB_TEXTS[language];
  if (jobs.length === 0) return texts.nothing;
  const rows = jobs.map(({ kind, key, tries, dueAt, deadAt, error }) => [
    cell(kind),
    cell(key),
    tries.toLocaleString(language),
    deadAt === null ? formatTime(dueAt, language) : texts.givenUp,
    cell(error ?? ''),
  ]);
  return columns([texts.head, ...rows]);
}

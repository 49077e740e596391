import type { Counts } from '../../../db/engine/backup.ts';
import { MoveRefused } from '../../../db/move/refused.ts';
import { BackupError } from '../../backup/errors.ts';
import type { WatchProgress } from '../../backup/job.ts';
import { CommandError, EXIT } from '../command.ts';
import { inDigits } from '../lib/print.ts';
import { serviceWords } from '../lib/service-words.ts';
import { systemWords } from '../lib/system-words.ts';
import { watchPhases } from '../lib/watch-phases.ts';
import type { TerminalLanguage } from '../texts.ts';
import { REASONS } from './reasons.ts';
import { BACKUP_TEXTS } from './texts.ts';

const REFUSED = new Set([
  'busy',
  'exists',
  'notEmpty',
  'othersFolder',
  'running',
  'newerFormat',
  'newerSchema',
]);

/** Runs the work of a command; what it refuses becomes a sentence and an exit code. */
export async function inSentences<T>(
  language: TerminalLanguage,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof MoveRefused) throw new CommandError(error.said[language], EXIT.refused);
    if (!(error instanceof BackupError)) throw error;
    const code = REFUSED.has(error.reason) ? EXIT.refused : EXIT.failed;
    const facts = factsOf(error, language);
    throw new CommandError(REASONS[language][error.reason](facts), code);
  }
}

/** The facts of a refusal as a person reads them: digits, and words for the codes of the system. */
function factsOf({ facts }: BackupError, language: TerminalLanguage): Record<string, string> {
  const { code = '' } = facts;
  const said = { code: systemWords(code, language), stop: serviceWords(language).stop };
  return { ...inDigits(facts, language), ...said };
}

export function watchBackup(language: TerminalLanguage, quiet: boolean): WatchProgress {
  const labels = BACKUP_TEXTS[language].phases;
  const interrupted = () => new BackupError('interrupted');
  return watchPhases({ language, labels, quiet, interrupted });
}

export function describeCounts(
  { users, chats, messages, files }: Counts,
  language: TerminalLanguage,
): string {
  const { format } = new Intl.NumberFormat(language);
  return BACKUP_TEXTS[language].holds({
    users: format(users),
    chats: format(chats),
    messages: format(messages),
    files: format(files),
  });
}

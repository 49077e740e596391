import type { Define } from '../command.ts';
import { withSettings } from '../options.ts';
import { TEXTS as COMMON } from '../texts.ts';
import { DOCTOR_TEXTS } from './texts.ts';

export const defineDoctor: Define = (program, language) => {
  const texts = DOCTOR_TEXTS[language];
  const names = ['dataDir', 'port', 'backupEvery', 'backupDir'] as const;
  withSettings(program.command('doctor').description(texts.doctor), language, names)
    .option('-u, --url <address>', texts.url)
    .option('--at <address>', texts.at)
    .option('--wait <seconds>', texts.wait)
    .option('-j, --json', COMMON[language].json)
    .action(async (flags) => (await import('./doctor.ts')).doctor(flags, language));
};

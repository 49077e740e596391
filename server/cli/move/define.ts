import type { Define } from '../command.ts';
import { withSettings } from '../options.ts';
import { TEXTS as COMMON } from '../texts.ts';
import { MOVE_TEXTS } from './texts.ts';

export const defineMove: Define = (program, language) => {
  const texts = MOVE_TEXTS[language];
  withSettings(program.command('move').description(texts.move), language, ['dataDir'])
    .option('--to <place>', texts.to)
    .option('--to-file <file>', texts.toFile)
    .option('--reopen', texts.reopen)
    .option('-j, --json', COMMON[language].json)
    .action(async (flags) => (await import('./move.ts')).move(flags, language));
};

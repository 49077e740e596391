import type { Define } from '../command.ts';
import { optionsOf, withSettings } from '../options.ts';
import { TEXTS as COMMON } from '../texts.ts';
import { FILES_TEXTS } from './texts.ts';

/** `payambar files …`: where the bytes of files lie. */
export const defineFiles: Define = (program, language) => {
  const texts = FILES_TEXTS[language];
  const move = program
    .command('files')
    .description(texts.files)
    .command('move')
    .description(texts.move);
  withSettings(move, language, ['dataDir', 's3Endpoint', 's3Bucket', 's3Region', 's3Prefix'])
    .requiredOption('--to <place>', texts.to)
    .option('--dry-run', texts.dryRun)
    .option('-j, --json', COMMON[language].json)
    .action(async (flags) =>
      (await import('./move.ts')).moveFiles({
        ...{ to: String(flags.to), dryRun: flags.dryRun === true, json: flags.json === true },
        ...{ options: optionsOf(flags), language },
      }),
    );
};

import type { Define } from '../command.ts';
import { optionsOf, withSettings } from '../options.ts';
import { IMPORT_TEXTS } from './texts.ts';

export const defineImport: Define = (program, language) => {
  const texts = IMPORT_TEXTS[language];
  const command = program
    .command('import')
    .description(texts.import)
    .argument('[path]', texts.path)
    .option('--uploads <folder>', texts.uploads)
    .option('--env <file>', texts.env)
    .option('--dry-run', texts.dryRun)
    .option('--without-log', texts.withoutLog)
    .option('-j, --json', texts.json);
  withSettings(command, language, ['dataDir']).action(async (path: string | undefined, flags) => {
    const { importLegacy } = await import('./import.ts');
    await importLegacy({
      ...{ path, uploads: flags.uploads, env: flags.env },
      ...{
        dryRun: flags.dryRun === true,
        withoutLog: flags.withoutLog === true,
        json: flags.json === true,
      },
      ...{ options: optionsOf(flags), language },
    });
  });
};

import type { Define } from '../command.ts';
import { print } from '../lib/print.ts';
import { optionsOf, withSettings } from '../options.ts';
import { TEXTS } from '../texts.ts';
import { UPDATE_TEXTS } from './texts.ts';

export const defineUpdate: Define = (program, language) => {
  const texts = UPDATE_TEXTS[language];
  const command = program
    .command('update')
    .description(texts.update)
    .argument('<file>', texts.file)
    .option('--signature <file>', texts.signature)
    .option('--sha256 <sum>', texts.sha256)
    .option('--service <command>', texts.service)
    .option('--wait <seconds>', texts.wait)
    .option('--downgrade', texts.allowOlder);
  withSettings(command, language, ['dataDir']).action(async (file, flags) => {
    const { signature, sha256, service, wait, downgrade } = flags;
    const options = { ...optionsOf(flags), signature, sha256, service, wait, downgrade };
    await (await import('./update.ts')).updateProgram(file, options, language);
  });
};

export const defineVersion: Define = (program, language) => {
  const texts = UPDATE_TEXTS[language];
  program
    .command('version')
    .description(texts.version)
    .option('-j, --json', TEXTS[language].json)
    .action(async ({ json }) => {
      const { about } = await import('./about.ts');
      print(json === true, about, () => texts.about(about));
    });
};

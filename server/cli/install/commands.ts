import type { Define } from '../command.ts';
import { INSTALL_TEXTS } from './texts.ts';

export const defineInstall: Define = (program, language) => {
  const texts = INSTALL_TEXTS[language];
  program
    .command('install')
    .description(texts.install)
    .option('--domain <name>', texts.domain)
    .option('-y, --yes', texts.yes)
    .option('--root <folder>', texts.root)
    .action(async (options) => (await import('./install.ts')).installService(options, language));
};

export const defineUninstall: Define = (program, language) => {
  const texts = INSTALL_TEXTS[language];
  program
    .command('uninstall')
    .description(texts.uninstall)
    .option('-y, --yes', texts.yes)
    .option('--root <folder>', texts.root)
    .action(async (options) => (await import('./uninstall.ts')).uninstall(options, language));
};

import type { Define } from '../command.ts';
import { withSettings } from '../options.ts';
import { TEXTS as COMMON } from '../texts.ts';
import { BACKUP_TEXTS } from './texts.ts';

const collect = (value: string, before: string[] = []): string[] => [...before, value];

export const defineBackup: Define = (program, language) => {
  const texts = BACKUP_TEXTS[language];
  const names = ['dataDir', 'backupDir', 'backupKeep', 'backupRecipient'] as const;
  withSettings(program.command('backup').description(texts.backup), language, names)
    .option('-o, --output <path>', texts.output)
    .option('-p, --passphrase', texts.passphrase)
    .option('--passphrase-file <file>', texts.passphraseFile)
    .option('-r, --recipient <key>', texts.recipient, collect)
    .option('--without-secrets', texts.withoutSecrets)
    .option('-j, --json', COMMON[language].json)
    .action(async (flags) => (await import('./backup.ts')).backup(flags, language));
};

export const defineRestore: Define = (program, language) => {
  const texts = BACKUP_TEXTS[language];
  withSettings(program.command('restore').description(texts.restore), language, ['dataDir'])
    .argument('<file>', texts.file)
    .option('--passphrase-file <file>', texts.passphraseFile)
    .option('-i, --identity-file <file>', texts.identityFile)
    .option('--replace', texts.replace)
    .option('-j, --json', COMMON[language].json)
    .action(async (file, flags) => (await import('./restore.ts')).restore(file, flags, language));
};

export const defineVerify: Define = (program, language) => {
  const texts = BACKUP_TEXTS[language];
  withSettings(program.command('verify').description(texts.verify), language, ['dataDir'])
    .argument('[file]', texts.fileOrData)
    .option('--passphrase-file <file>', texts.passphraseFile)
    .option('-i, --identity-file <file>', texts.identityFile)
    .option('-j, --json', COMMON[language].json)
    .action(async (file, flags) => (await import('./verify.ts')).verify(file, flags, language));
};

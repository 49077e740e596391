import { readFileSync } from 'node:fs';
import { errorCode } from '../../../db/engine/error-codes.ts';
import { identitiesOf, type Keys, type Lock } from '../../backup/keys.ts';
import { type Archive, lockOf } from '../../backup/unpack.ts';
import { CommandError, EXIT } from '../command.ts';
import { canAsk } from '../lib/ask.ts';
import { askHidden } from '../lib/password.ts';
import { systemWords } from '../lib/system-words.ts';
import type { TerminalLanguage } from '../texts.ts';
import { REASONS } from './reasons.ts';
import { BACKUP_TEXTS } from './texts.ts';

export type KeyFlags = {
  passphrase?: boolean;
  passphraseFile?: string;
  recipient?: string[];
  identityFile?: string;
};

/** How a new backup is closed: what the command line says, else the recipients of the settings, else not at all. */
export async function lockFrom(
  flags: KeyFlags,
  recipients: readonly string[],
  language: TerminalLanguage,
): Promise<Lock | undefined> {
  const byPassphrase = flags.passphrase === true || flags.passphraseFile !== undefined;
  if (byPassphrase && flags.recipient) throw usage(BACKUP_TEXTS[language].twoLocks);
  if (flags.passphraseFile !== undefined)
    return { passphrase: passphraseIn(flags.passphraseFile, language) };
  if (byPassphrase) return { passphrase: await askTwice(language) };
  const chosen = flags.recipient ?? recipients;
  return chosen.length > 0 ? { recipients: chosen } : undefined;
}

/** What opens a backup. A person at a terminal is asked for a passphrase that is needed and was not given. */
export async function keysFor(
  file: Archive,
  flags: KeyFlags,
  language: TerminalLanguage,
): Promise<Keys> {
  const keys: Keys = {};
  if (flags.passphraseFile !== undefined)
    keys.passphrase = passphraseIn(flags.passphraseFile, language);
  if (flags.identityFile !== undefined)
    keys.identities = identitiesOf(read(flags.identityFile, language));
  const asks = keys.passphrase === undefined && canAsk();
  if (asks && lockOf(file) === 'passphrase')
    keys.passphrase = await askHidden(BACKUP_TEXTS[language].askPassphrase);
  return keys;
}

async function askTwice(language: TerminalLanguage): Promise<string> {
  const texts = BACKUP_TEXTS[language];
  if (!canAsk()) throw usage(texts.cannotAsk);
  const first = await askHidden(texts.askPassphrase);
  if (first === '') throw usage(texts.empty);
  if ((await askHidden(texts.askAgain)) !== first) throw usage(texts.notTheSame);
  return first;
}

function passphraseIn(file: string, language: TerminalLanguage): string {
  const [line = ''] = read(file, language).split(/\r?\n/);
  if (line === '') throw usage(BACKUP_TEXTS[language].empty);
  return line;
}

function read(path: string, language: TerminalLanguage): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = systemWords(errorCode(error), language);
    throw usage(REASONS[language].unreadable({ path, code }));
  }
}

const usage = (sentence: string) => new CommandError(sentence, EXIT.usage);

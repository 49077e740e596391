import type { Command, CommanderError } from 'commander';
import { CommandError, EXIT } from './command.ts';
import type { TerminalLanguage } from './texts.ts';

type Sentences = {
  missing(argument: string): string;
  noValue(flags: string): string;
  noOption(flag: string, similar: string): string;
  noCommand(word: string, similar: string): string;
  /** A command that stands behind an option. */
  commandFirst(path: string): string;
  surplus(word: string): string;
  /** What commander says and this program does not ask of it yet. */
  wrong(said: string): string;
  help(path: string): string;
};

/** A direction mark keeps what is typed from left to right in one piece within a Persian line. */
const ltr = (typed: string): string => `\u200e${typed}\u200e`;

const SENTENCES: Record<TerminalLanguage, Sentences> = {
  en: {
    missing: (argument) => `“${argument}” is missing.`,
    noValue: (flags) => `The option ${flags} needs a value.`,
    noOption: (flag, similar) =>
      `There is no option “${flag}” here.${similar && ` Did you mean ${similar}?`}`,
    noCommand: (word, similar) =>
      `There is no command “${word}”.${similar && ` Did you mean ${similar}?`}`,
    commandFirst: (path) => `The command goes before its options: ${path} OPTIONS.`,
    surplus: (word) => `Unexpected word: “${word}”.`,
    wrong: (said) => `The command line is wrong: ${said}`,
    help: (path) => `Help: ${path} --help`,
  },
  fa: {
    missing: (argument) => `«${argument}» نوشته نشده است.`,
    noValue: (flags) => `گزینه‌ی ${ltr(flags)} مقدار می‌خواهد.`,
    noOption: (flag, similar) =>
      `گزینه‌ی «${ltr(flag)}» اینجا نیست.${similar && ` شاید ${ltr(similar)}؟`}`,
    noCommand: (word, similar) =>
      `فرمانی به نام «${ltr(word)}» نیست.${similar && ` شاید ${ltr(similar)}؟`}`,
    commandFirst: (path) => `فرمان پیش از گزینه‌هایش نوشته می‌شود: ${ltr(`${path} OPTIONS`)}.`,
    surplus: (word) => `«${ltr(word)}» زیادی است.`,
    wrong: (said) => `خط فرمان درست نیست: ${ltr(said)}`,
    help: (path) => `راهنما: ${ltr(`${path} --help`)}`,
  },
};

/** What commander found wrong with a command line, in the person's language. */
export function usageError(
  command: Command,
  error: CommanderError,
  language: TerminalLanguage,
): CommandError {
  const texts = SENTENCES[language];
  const [sentence, asked] = noCommandIn(command, texts) ?? [said(command, error, texts), command];
  return new CommandError(`${sentence} ${texts.help(pathOf(asked))}`, EXIT.usage);
}

/** A word that is no command, or stands behind an option, reaches the command that runs when none is named. */
function noCommandIn(command: Command, texts: Sentences): [string, Command] | undefined {
  const { parent, args } = command;
  const [word = '-'] = args;
  if (parent === null || parent.args[0] === command.name() || word.startsWith('-'))
    return undefined;
  const named = parent.commands.find((one) => one.name() === word);
  if (named) return [texts.commandFirst(pathOf(named)), named];
  // Only commander knows similar names; it throws, and comes back here for the sentence.
  if (parent.args[0] === word) (parent as Command & { unknownCommand(): never }).unknownCommand();
  return [texts.noCommand(word, ''), parent];
}

function said(command: Command, { code, message }: CommanderError, texts: Sentences): string {
  // Commander tells these only within its sentence.
  const [, quoted = ''] = /^error: [^']*'(.*)'/s.exec(message) ?? [];
  const [, similar = ''] = /\n\(Did you mean (?:one of )?(.+)\?\)$/.exec(message) ?? [];
  switch (code) {
    case 'commander.missingArgument':
      return texts.missing(quoted);
    case 'commander.optionMissingArgument':
      return texts.noValue(quoted);
    case 'commander.unknownOption':
      return texts.noOption(quoted, similar);
    case 'commander.unknownCommand':
      return texts.noCommand(quoted, similar);
    case 'commander.excessArguments':
      return texts.surplus(command.args[command.registeredArguments.length] ?? '');
    default:
      return texts.wrong(message.replace('error: ', ''));
  }
}

const pathOf = (command: Command): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

import { Command, CommanderError } from 'commander';
import { flagOf, SETTINGS } from '../config/settings.ts';
import { VERSION } from '../version.ts';
import { type Define, EXIT } from './command.ts';
import { optionsOf, withSettings } from './options.ts';
import type { Options } from './sources.ts';
import { TEXTS, type TerminalLanguage } from './texts.ts';
import { usageError } from './usage.ts';

type ProgramActions = {
  serve(options: Options): Promise<void>;
  status(options: Options & { json: boolean }): Promise<void>;
  /** The other commands, each in a folder of its own. */
  others: readonly Define[];
};

/** Ends with a `CommandError` where the command line is wrong, and with exit code 2 where a command was left out. */
export async function runProgram(
  argv: string[],
  language: TerminalLanguage,
  actions: ProgramActions,
) {
  const texts = TEXTS[language];
  const program = new Command('payambar')
    .description(texts.description)
    .version(VERSION, '-V, --version', texts.version);
  const serve = program.command('serve', { isDefault: true }).description(texts.serve);
  const status = program.command('status').description(texts.status);
  for (const define of actions.others) define(program, language);
  for (const command of [program, ...all(program)]) {
    command.helpOption('-h, --help', texts.help).helpCommand(false);
    command
      .configureHelp({ styleTitle: texts.title, styleUsage: texts.usage })
      .configureOutput({ outputError() {} });
    command.exitOverride((error) => {
      throw HELP.has(error.code) ? error : usageError(command, error, language);
    });
  }
  withSettings(serve, language);
  withSettings(status, language, ['dataDir']);
  program.addHelpText('after', () => `\n${settingsHelp(language)}`);
  status.option('-j, --json', texts.json);
  serve.action((flags) => actions.serve(optionsOf(flags)));
  status.action((flags) => actions.status({ ...optionsOf(flags), json: flags.json === true }));
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) process.exitCode = EXIT.usage;
  }
}

/** Ends that are no mistake, or about which the help has said it all. */
const HELP = new Set(['commander.help', 'commander.helpDisplayed', 'commander.version']);

const all = (command: Command): Command[] =>
  command.commands.flatMap((child) => [child, ...all(child)]);

/** Each setting's text stands in a column of its own, also where it takes several lines of 80. */
function settingsHelp(language: TerminalLanguage): string {
  const settings = Object.values(SETTINGS);
  const widest = (words: string[]): number => Math.max(...words.map(({ length }) => length));
  const env = widest(settings.map((setting) => setting.env));
  const flag = widest(settings.map(flagOf));
  const indent = env + flag + 4;
  const lines = settings.flatMap((setting) => {
    const fallback = setting.fallback ? ` (${setting.fallback})` : '';
    const [first, ...rest] = wrapped(`${setting[language]}${fallback}`, WIDTH - indent);
    const head = `  ${setting.env.padEnd(env)} ${flagOf(setting).padEnd(flag)} ${first}`;
    return [head, ...rest.map((line) => ' '.repeat(indent) + line)];
  });
  return `${TEXTS[language].settings}\n${lines.join('\n')}\n`;
}

const WIDTH = 80;

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

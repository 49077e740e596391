import { Command, CommanderError } from 'commander';
import { flagOf, SETTINGS, type SettingName } from '../config/settings.ts';
import { VERSION } from '../version.ts';
import { type Language, TEXTS } from './texts.ts';

export type Options = { flags: Record<string, string | undefined>; envFile?: string };
export type Actions = {
  serve(options: Options): Promise<void>;
  status(options: Options & { json: boolean }): Promise<void>;
};

/** A wrong command line; commander has already said what is wrong. */
export class UsageError extends Error {}

export async function runProgram(argv: string[], language: Language, actions: Actions) {
  const texts = TEXTS[language];
  const program = new Command('payambar')
    .description(texts.description)
    .version(VERSION, '-V, --version', texts.version)
    .helpOption('-h, --help', texts.help)
    .helpCommand(false)
    .configureHelp({ styleTitle: texts.title })
    .exitOverride();
  const serve = program.command('serve', { isDefault: true }).description(texts.serve);
  const status = program.command('status').description(texts.status);
  for (const command of [program, serve, status]) command.exitOverride();
  for (const command of [serve, status]) withSettings(command, language);
  program.addHelpText('after', () => `\n${settingsHelp(language)}`);
  status.option('-j, --json', texts.json);
  serve.action((flags) => actions.serve(optionsOf(flags)));
  status.action((flags) => actions.status({ ...optionsOf(flags), json: flags.json === true }));
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw new UsageError(error.message);
  }
}

function withSettings(command: Command, language: Language): void {
  const texts = TEXTS[language];
  command.helpOption('-h, --help', texts.help).configureHelp({ styleTitle: texts.title });
  command.option('--env-file <file>', texts.envFile);
  for (const setting of Object.values(SETTINGS))
    command.option(`${flagOf(setting)} <value>`, setting[language]);
}

/** Commander names `--data-dir` `dataDir`; settings are known by their environment variable. */
function optionsOf(given: Record<string, unknown>): Options {
  const names = Object.keys(SETTINGS) as SettingName[];
  const text = (name: string): string | undefined =>
    typeof given[name] === 'string' ? given[name] : undefined;
  const flags = names.map((name) => [SETTINGS[name].env, text(name)]);
  return { flags: Object.fromEntries(flags), envFile: text('envFile') };
}

function settingsHelp(language: Language): string {
  const lines = Object.values(SETTINGS).map(
    (setting) =>
      `  ${setting.env.padEnd(16)} ${flagOf(setting).padEnd(18)} ${setting[language]}` +
      `${setting.fallback ? ` (${setting.fallback})` : ''}`,
  );
  return `${TEXTS[language].settings}\n${lines.join('\n')}\n`;
}

import type { Command } from 'commander';
import { flagOf, SETTINGS, type SettingName } from '../config/settings.ts';
import type { Options } from './sources.ts';
import { TEXTS, type TerminalLanguage } from './texts.ts';

const NAMES = Object.keys(SETTINGS) as SettingName[];

/** Gives a command the flags of settings: all, or those that concern it. `--env-file` is there always. */
export function withSettings(
  command: Command,
  language: TerminalLanguage,
  names: readonly SettingName[] = NAMES,
): Command {
  command.option('--env-file <file>', TEXTS[language].envFile);
  for (const name of names)
    command.option(`${flagOf(SETTINGS[name])} <value>`, SETTINGS[name][language]);
  return command;
}

/** A command about people, which acts on a live server or on data at rest, with the flags of its kind. */
export function defineControlCommand(
  parent: Command,
  usage: string,
  description: string,
  language: TerminalLanguage,
): Command {
  const command = parent.command(usage).description(description);
  return withSettings(command, language, ['dataDir', 'publicUrl']).option(
    '-j, --json',
    TEXTS[language].json,
  );
}

/** Of a command that prints a link: on a terminal its QR code stands below, for the phone at hand. */
export const withQr = (command: Command, language: TerminalLanguage): Command =>
  command.option('--qr', TEXTS[language].qr).option('--no-qr', TEXTS[language].noQr);

/** What the command's action receives: the flags as they are, and what follows from them. */
export const toControlFlags = (flags: Record<string, unknown>, language: TerminalLanguage) => ({
  ...flags,
  json: flags.json === true,
  qr: typeof flags.qr === 'boolean' ? flags.qr : undefined,
  language,
  options: optionsOf(flags),
});

/** Commander names `--data-dir` `dataDir`; settings are known by their environment variable. */
export function optionsOf(given: Record<string, unknown>): Options {
  const text = (name: string): string | undefined =>
    typeof given[name] === 'string' ? given[name] : undefined;
  const flags = NAMES.map((name) => [SETTINGS[name].env, text(name)]);
  return { flags: Object.fromEntries(flags), envFile: text('envFile') };
}

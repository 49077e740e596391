import { existsSync, readFileSync } from 'node:fs';
import { databaseUrl } from '../../config/values-cluster.ts';
import { CommandError, EXIT } from '../command.ts';
import type { TerminalLanguage } from '../texts.ts';
import { MOVE_TEXTS } from './texts.ts';

export type PlaceFlags = { to?: string; toFile?: string };

/** Where the data shall go: `sqlite`, or the address of a PostgreSQL database. */
export function placeFrom({ to, toFile }: PlaceFlags, language: TerminalLanguage): string {
  const texts = MOVE_TEXTS[language];
  if (to === undefined && toFile === undefined) throw new CommandError(texts.nowhere, EXIT.usage);
  const given = toFile === undefined ? (to ?? '') : firstLineOf(toFile, language);
  if (given === 'sqlite') return given;
  const url = databaseUrl(given);
  if (!url) throw new CommandError(texts.badPlace, EXIT.usage);
  return url;
}

function firstLineOf(path: string, language: TerminalLanguage): string {
  const [line = ''] = existsSync(path) ? readFileSync(path, 'utf8').split(/\r?\n/) : [];
  if (line.trim() === '') throw new CommandError(MOVE_TEXTS[language].noFile(path), EXIT.usage);
  return line.trim();
}

/** Whether a password stood on the command line. */
export const showsPassword = ({ to = '' }: PlaceFlags): boolean =>
  /^\w+:\/\/[^/@]*:[^/]+@/.test(to);

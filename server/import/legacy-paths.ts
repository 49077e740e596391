import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';

type Settings = Record<string, string | undefined>;
/** Where the parts of a legacy installation lie (null: not found), and what its settings say. */
export type LegacyPaths = {
  database: string;
  uploads: string | null;
  env: string | null;
  settings: Settings;
};
/** Reads a file with the rights of the owner of the folder that it lies in. */
type Reading = <T>(path: string, work: () => T) => T;
type LegacyOptions = { path?: string; uploads?: string; env?: string };

const DATABASE = 'payambar.db';
/** Both installers, Docker, and its own default (docs/import.md). */
const KNOWN = ['/var/lib/payambar', '/opt/payambar/data', '/opt/payambar', '/data', './data'];
const ENV_OF_A = '/etc/payambar/payambar.env';

/** Every database that could be meant: of the path that was given, else of the places where installers put one. */
export function databasesAt(path: string | undefined): string[] {
  const asked = path === undefined ? KNOWN : [path];
  const found = asked.flatMap((place) => databaseIn(resolve(place)) ?? []);
  return [...new Set(found)];
}

function databaseIn(place: string): string | undefined {
  if (isFile(place)) return place;
  return [join(place, DATABASE), join(place, 'data', DATABASE)].find(isFile);
}

/** Beside the database, unless the command line or the legacy settings say otherwise. */
export function toLegacyPaths(
  database: string,
  wanted: LegacyOptions,
  reading: Reading = (_path, work) => work(),
): LegacyPaths {
  const env = wanted.env ?? envBeside(database);
  const folder = dirname(database);
  const settings = env === null ? {} : reading(env, () => readEnv(env));
  const set = settings.FILE_STORAGE_PATH;
  const candidates = [
    // Before what its settings say: a folder that was moved or copied has its uploads with it.
    join(folder, 'uploads'),
    ...(set ? [isAbsolute(set) ? set : resolve(dirname(env ?? folder), set)] : []),
    join(dirname(folder), 'uploads'),
  ];
  const uploads = wanted.uploads ? resolve(wanted.uploads) : candidates.find(isFolder);
  return { database, uploads: uploads ?? null, env, settings };
}

function envBeside(database: string): string | null {
  const folder = dirname(database);
  const candidates = [
    join(folder, 'payambar.env'),
    join(folder, '.env'),
    join(dirname(folder), '.env'),
  ];
  if (folder === '/var/lib/payambar') candidates.unshift(ENV_OF_A);
  return candidates.find(isFile) ?? null;
}

/** Settings of the legacy program; none where the file cannot be read. */
function readEnv(path: string): Settings {
  try {
    return parseEnv(readFileSync(path, 'utf8')) as Settings;
  } catch {
    return {};
  }
}

const isFile = (path: string): boolean =>
  existsSync(path) && (statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
export const isFolder = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

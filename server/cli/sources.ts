import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { ConfigError, type Source } from '../config.ts';

const SYSTEM_FILE = '/etc/payambar/payambar.env';
const LOCAL_FILE = './.env';

/** What a command line says of settings: values by environment variable's name. */
export type Options = { flags: Record<string, string | undefined>; envFile?: string };

type Given = Options & { env: NodeJS.ProcessEnv };

/** Flags, then the environment, then one env file: the named one, else the system's, else the folder's. */
export function sourcesOf({ flags, envFile, env }: Given): Source[] {
  return [
    { from: 'flag', values: flags },
    { from: 'environment', values: withoutEmpty(env) },
    { from: 'file', values: readFile(envFileOf({ envFile, env })) },
  ];
}

/** `PORT=` in a unit file or compose.yaml means "not set". */
function withoutEmpty(values: NodeJS.Dict<string>): Record<string, string> {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(set) as Record<string, string>;
}

/** The settings file that counts, when there is one. */
export function envFileOf({ envFile, env }: Pick<Given, 'envFile' | 'env'>): string | undefined {
  const named = envFile ?? env.PAYAMBAR_ENV_FILE;
  return named ?? [SYSTEM_FILE, LOCAL_FILE].find((path) => existsSync(path));
}

function readFile(file: string | undefined): Record<string, string> {
  if (file === undefined) return {};
  try {
    const text = readFileSync(file, 'utf8');
    // Windows' editors write it so: every second byte is a zero, and no name would be found.
    if (!text.includes('\0')) return withoutEmpty(parseEnv(text.replace(/^\ufeff/, '')));
  } catch {
    throw new ConfigError({
      en: `The settings file ${file} cannot be read.`,
      fa: `فایل تنظیمات ${file} خوانده نمی‌شود.`,
    });
  }
  throw new ConfigError({
    en: `The settings file ${file} is in UTF-16. Save it as UTF-8.`,
    fa: `فایل تنظیمات ${file} به UTF-16 است. آن را به UTF-8 ذخیره کنید.`,
  });
}

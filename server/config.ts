import { UserFacingError } from '../db/engine/user-error.ts';
import { flagOf, SETTINGS, type SettingName } from './config/settings.ts';
import { quoted } from './terminal.ts';

/**
 * The settings, read and checked. `given`: those that were set explicitly. `jwtSecret` is '' until
 * `server/boot/serve.ts` has made or read the one of the data folder.
 */
export type Config = {
  [K in SettingName]: Exclude<ReturnType<(typeof SETTINGS)[K]['parse']>, undefined>;
} & { given: readonly SettingName[] };

/** A wrong setting. */
export class ConfigError extends UserFacingError {}

/** Texts by environment variable's name. The first source that has a name wins. */
export type Source = {
  from: 'flag' | 'environment' | 'file';
  values: Record<string, string | undefined>;
};

export function readConfig(sources: Source[]): Config {
  const names = Object.keys(SETTINGS) as SettingName[];
  const read = Object.fromEntries(names.map((name) => [name, readSetting(name, sources)]));
  const given = names.filter((name) => sourceOf(name, sources) !== undefined);
  return { ...(read as Omit<Config, 'given'>), given };
}

const SECRETS = new Set<SettingName>([
  'jwtSecret',
  'metricsToken',
  'redisUrl',
  'queueUrl',
  'databaseUrl',
  'databaseDirectUrl',
  's3SecretAccessKey',
  'turnSecret',
]);

function sourceOf(name: SettingName, sources: Source[]): Source | undefined {
  return sources.find(({ values }) => values[SETTINGS[name].env] !== undefined);
}

function readSetting(name: SettingName, sources: Source[]): unknown {
  const setting = SETTINGS[name];
  const source = sourceOf(name, sources);
  const text = source?.values[setting.env] ?? setting.fallback;
  const value = setting.parse(text);
  if (value !== undefined) return value;
  const called = source?.from === 'flag' ? flagOf(setting) : setting.env;
  // A secret is never repeated: this sentence ends in logs and screenshots.
  const isSecret = SECRETS.has(name);
  const { allowed } = setting;
  throw new ConfigError({
    en: `${called}${isSecret ? '' : ` is ${quoted(text, 'en')}, which`} is not allowed: it must be ${allowed.en}.`,
    fa: `مقدار ‎${called}‎${isSecret ? '' : `، که ${quoted(text, 'fa')} است،`} پذیرفته نیست؛ باید چنین باشد: ${allowed.fa}.`,
  });
}

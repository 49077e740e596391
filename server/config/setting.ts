import type { LocalizedText } from '../../db/engine/user-error.ts';
import { integer, type Parser } from './values.ts';

/**
 * One setting: an environment variable, and a flag of the same name (`DATA_DIR`, `--data-dir`). `--help` and
 * docs/configuration.md are printed from this table, so they cannot disagree with it.
 */
export type Setting<T> = {
  env: string;
  fallback: string;
  /** What a value may be; the sentence that refuses a wrong one ends with it. */
  allowed: LocalizedText;
  en: string;
  fa: string;
  parse: Parser<T>;
};

export const setting = <T>(s: Setting<T>): Setting<T> => s;

/** `note`: the text behind the range. */
export function whole(least: number, most: number, note: LocalizedText = { en: '', fa: '' }) {
  const { format } = new Intl.NumberFormat('fa');
  const en = `a whole number from ${least} to ${most}${note.en}`;
  const fa = `عدد صحیح از ${format(least)} تا ${format(most)}${note.fa}`;
  return { allowed: { en, fa }, parse: integer(least, most) };
}

import { MIGRATIONS } from '../../../db/migrations/index.ts';
import { VERSION } from '../../version.ts';

/** What a file of ours says of itself, for people and for `payambar update`. `schema`: the newest that it knows. */
export type About = { name: 'payambar'; version: string; schema: number; target: string };

export const about: About = {
  name: 'payambar',
  version: VERSION,
  schema: MIGRATIONS.length,
  target: `${process.platform}-${process.arch}`,
};

export function isAbout(value: unknown): value is About {
  if (typeof value !== 'object' || value === null) return false;
  const { name, version, schema, target } = value as Partial<Record<keyof About, unknown>>;
  return (
    name === 'payambar' &&
    typeof version === 'string' &&
    Number.isInteger(schema) &&
    typeof target === 'string'
  );
}

import { type Static, Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { SCHEMA } from '../../db/engine/backup.ts';
import { DATABASE } from '../../db/engine/file-name.ts';
import { BackupError } from './errors.ts';

/**
 * A backup is a tar (first entry: the manifest), compressed by zstd, and encrypted as age does when asked to, so that
 * `age -d | zstd -d | tar x` opens it without us.
 */
export const FORMAT = 1;
export const MANIFEST = 'manifest.json';
export const SECRET = 'secret';
export const SETTINGS_FILE = 'settings.env';
export const FILES = 'files';

/** Where the bytes of a content lie below the data folder: db/migrations/0004_house.sql. */
export const pathOfFile = (sha256: string): string => `${FILES}/${sha256.slice(0, 2)}/${sha256}`;

/** No other name is ever unpacked: an archive cannot reach outside of the folder it is unpacked in. */
const PATH = String.raw`^(payambar\.db|secret|settings\.env|files/[0-9a-f]{2}/[0-9a-f]{64})$`;
const HASH = '^[0-9a-f]{64}$';

const count = Type.Integer({ minimum: 0 });
const ManifestEntry = Type.Object({
  path: Type.String({ pattern: PATH }),
  size: count,
  sha256: Type.String({ pattern: HASH }),
});
const Manifest = Type.Object({
  format: Type.Literal(FORMAT),
  /** Version of the program that wrote it, and the number of the database's schema. */
  app: Type.String(),
  schema: Type.Integer({ minimum: 1 }),
  /** Milliseconds, UTC. */
  created: Type.Integer(),
  counts: Type.Object({ users: count, chats: count, messages: count, files: count }),
  entries: Type.Array(ManifestEntry),
  /** Contents that the database names and that were not there, or were not what their name says. */
  missing: Type.Array(Type.String({ pattern: HASH })),
  changed: Type.Array(Type.String({ pattern: HASH })),
  /** Contents that lay in the server's bucket, and stayed there. */
  remote: Type.Optional(Type.Array(Type.String({ pattern: HASH }))),
});

export type ManifestEntry = Static<typeof ManifestEntry>;
export type Manifest = Static<typeof Manifest>;

/** Reads a file of unknown origin. A file that a newer program wrote is refused, with what is needed to read it. */
export function parseManifest(text: string): Manifest {
  const found: unknown = parseJson(text);
  const { format, app, schema } = Object(found) as Record<string, unknown>;
  if (typeof format !== 'number') throw new BackupError('notABackup');
  if (format > FORMAT) throw new BackupError('newerFormat', { app: String(app) });
  if (typeof schema === 'number' && schema > SCHEMA) {
    throw new BackupError('newerSchema', { app: String(app), schema, known: SCHEMA });
  }
  if (!Value.Check(Manifest, found)) throw new BackupError('damaged', { what: MANIFEST });
  const paths = new Set(found.entries.map(({ path }) => path));
  if (paths.size !== found.entries.length || !paths.has(DATABASE)) {
    throw new BackupError('damaged', { what: MANIFEST });
  }
  return found;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BackupError('damaged', { what: MANIFEST });
  }
}

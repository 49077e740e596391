import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { type DataKind, kindOf, SCHEMA } from '../../db/engine/backup.ts';
import { errorCode, isDamage } from '../../db/engine/error-codes.ts';
import { BackupError } from './errors.ts';

/** The schema of a data file; refuses what is not ours, and what this program is too old for. */
export function schemaToRead(path: string): number {
  if (!existsSync(path)) throw new BackupError('noData', { path });
  const kind = readKind(path);
  if (!kind.ours) throw new BackupError('notOurs', { path });
  const { schema } = kind;
  if (schema > SCHEMA) throw new BackupError('newerData', { path, schema, known: SCHEMA });
  return schema;
}

const LOOKED_BYTES = 1 << 20;

/** Whether what is no database any more has been one of ours: its first pages say how our tables are made. */
export function hasBeenOurs(path: string): boolean {
  const bytes = Buffer.alloc(LOOKED_BYTES);
  const file = openSync(path, 'r');
  const read = readSync(file, bytes, 0, LOOKED_BYTES, 0);
  closeSync(file);
  const text = bytes.subarray(0, read).toString('latin1');
  return /CREATE TABLE .?(chats|members|messages)\b/.test(text);
}

function readKind(path: string): DataKind {
  try {
    return kindOf(path);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'SQLITE_NOTADB') return { ours: false };
    if (isDamage(error)) throw new BackupError('databaseBroken', { path, what: code });
    throw new BackupError('unreadable', { path, code: code || String(error) });
  }
}

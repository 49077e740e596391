import { OpenError } from '../engine/lock.ts';
import type { LocalizedText } from '../engine/user-error.ts';
import * as say from './sentences.ts';

/** Codes of SQLSTATE. */
const BY_STATE: Record<string, (place: string) => LocalizedText> = {
  '25006': say.readOnly,
  '28000': say.notAllowed,
  '28P01': say.wrongPassword,
  '3D000': say.noDatabase,
  '42501': say.notOurRole,
  '53100': say.diskFull,
  '53300': say.tooMany,
  '55P03': say.tableInUse,
  '57P01': say.starting,
  '57P02': say.starting,
  '57P03': say.starting,
};

const SILENT = /^ERR_POSTGRES_(CONNECTION_|IDLE_TIMEOUT|LIFETIME_TIMEOUT)/;

/** An error of opening PostgreSQL as the sentence for people, or itself where there is none. */
export function explain(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof OpenError) return error;
  const { code = '', errno } = error as { code?: string; errno?: unknown };
  const sentence = BY_STATE[String(errno)];
  if (sentence) return new OpenError(sentence(place));
  if (code === 'ERR_POSTGRES_TLS_NOT_AVAILABLE') return new OpenError(say.noTls(place));
  if (SILENT.test(code)) return new OpenError(say.noAnswer(place));
  if (/CERT|SIGNATURE|^ERR_(TLS|SSL)/.test(code))
    return new OpenError(say.badCertificate(place, error.message));
  if (code.startsWith('ERR_POSTGRES_') && code !== 'ERR_POSTGRES_SERVER_ERROR')
    return new OpenError(say.notPostgres(place, code));
  return error;
}

/** What people call a database: host, port and name of its URL, and never the password. */
export function placeOf(url: string): string {
  // URL refuses one with a role and no host, which names the folder of a socket in its query.
  const parsed = new URL(url.replace(/@(?=\/)/, '@localhost'));
  const { hostname, port, pathname, searchParams } = parsed;
  const host = searchParams.get('host') ?? (hostname || 'localhost');
  return `${host}:${port || (searchParams.get('port') ?? '5432')}${decodeURIComponent(pathname)}`;
}

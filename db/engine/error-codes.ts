/** The code that the system or SQLite gave (`ENOSPC`, `SQLITE_NOTADB`); empty when the error carries none. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** SQLite's own name of what went wrong, when it is an error of SQLite's. */
export function sqliteCode(error: unknown): string | undefined {
  const code = errorCode(error);
  return code.startsWith('SQLITE_') ? code : undefined;
}

/** The codes of a database of which a part cannot be read. */
export const DAMAGE = /^SQLITE_(CORRUPT|NOTADB)/;

export const isDamage = (error: unknown): boolean => DAMAGE.test(errorCode(error));

/** The disk is full or fails. */
export const isStorage = (error: unknown): boolean =>
  /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/.test(errorCode(error));

/** The error is not one command's fault, and SQLite may have rolled the whole transaction back already. */
export const isFatal = (error: unknown): boolean =>
  isStorage(error) || /^SQLITE_(NOMEM|BUSY|PROTOCOL)/.test(errorCode(error));

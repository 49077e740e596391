import type { LocalChange } from '../core/local-db/change.ts';
import type { OutgoingFile } from '../core/local-db/outgoing-file.ts';
import type { LocalDb } from '../core/local-db.ts';

/** Notes how far the upload of a file is, unless its message has left the outbox meanwhile. */
export async function updateFile(
  db: LocalDb,
  clientId: string,
  place: number,
  change: Pick<OutgoingFile, 'uploadPath' | 'fileId'>,
): Promise<LocalChange> {
  return await changeFiles(db, clientId, (file, at) =>
    at === place ? { ...file, ...change } : file,
  );
}

/** The server has thrown the uploads away, which it does after a day: all of them are to be made anew. */
export async function forgetUploads(db: LocalDb, clientId: string): Promise<LocalChange> {
  return await changeFiles(db, clientId, ({ uploadPath: _, fileId: __, ...file }) => file);
}

async function changeFiles(
  db: LocalDb,
  clientId: string,
  change: (file: OutgoingFile, place: number) => OutgoingFile,
): Promise<LocalChange> {
  const row = await db.write(['outbox'], async (tx) => {
    const held = await tx.get('outbox', clientId);
    if (!held?.files) return undefined;
    const changed = { ...held, files: held.files.map(change) };
    tx.put('outbox', changed);
    return changed;
  });
  return { outbox: row ? [row] : [] };
}

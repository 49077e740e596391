import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { FileRow } from '../../db/stores/files.ts';
import type { Db } from '../../db/stores.ts';
import type { FileInfo, SendFile } from '../../protocol/files.ts';
import type { Message } from '../../protocol/messages.ts';
import { allowedKind, kindOfFile } from '../../protocol/rules/files.ts';

/**
 * The files of a message that its sender has uploaded. Only one's own: whoever knows the id of a file that others hold
 * gets the same answer as for one that is not there.
 */
export function* toFileInfos(db: Db, senderId: string, sent: readonly SendFile[]): Tx<FileInfo[]> {
  const infos: FileInfo[] = [];
  for (const file of sent) {
    const row = yield* db.files.ofOwner(senderId, file.id);
    if (!row || row.avatar === 1) throw new ApiError('not_found', { field: 'files' });
    infos.push(toFileInfo(row, file, (yield* db.files.thumbOf(row.id)) !== undefined));
  }
  if (new Set(infos.map(({ id }) => id)).size < infos.length)
    throw new ApiError('invalid', { field: 'files' });
  return infos;
}

function toFileInfo(row: FileRow, sent: SendFile, hasThumb: boolean): FileInfo {
  const { id, name, size, mime } = row;
  const allowed = allowedKind(sent.kind, mime);
  const kind = allowed === 'picture' && mayBeBomb(row) ? 'file' : allowed;
  const { durationMs, thumbhash, waveform } = sent;
  const info: FileInfo = { id, name, size, mime, kind };
  const width = row.width ?? sent.width;
  const height = row.height ?? sent.height;
  if (width && height) Object.assign(info, { width, height });
  if (durationMs !== undefined) info.durationMs = durationMs;
  if (thumbhash) info.thumbhash = thumbhash;
  if (waveform && kind === 'voice') info.waveform = waveform;
  if (hasThumb) info.thumb = true;
  return info;
}

/**
 * A picture that says no size, or too large a one, is decoded by nobody's browser unasked. Of an AVIF the server reads
 * no size at all.
 */
const mayBeBomb = ({ width, mime }: FileRow): boolean => width === null && mime !== 'image/avif';

/** From this commit on those who see the message may have its files. */
export function* attachFiles(db: Db, { chatId, seq, files = [] }: Message): Tx<void> {
  for (const [position, file] of files.entries())
    yield* db.files.attach({ chatId, seq, position, fileId: file.id, kind: kindOfFile(file) });
}

export const fileIdsOf = ({ files = [] }: Pick<Message, 'files'>): string[] =>
  files.map(({ id }) => id);

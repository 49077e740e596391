import type { ErrorCode } from '../../../protocol/errors.ts';
import type { FileInfo, SendFile } from '../../../protocol/files.ts';

/**
 * A file of a message that waits. Its bytes are in `media/stored-bytes/`, under the message's `clientId` and its place
 * among the message's files.
 */
export type OutgoingFile = Omit<SendFile, 'id'> &
  Pick<FileInfo, 'name' | 'size' | 'mime'> & {
    /** A thumb is stored beside the bytes, as `0.thumb` for the first file. */
    thumb?: true;
    /** Where the upload goes on, in this page or a later one. */
    uploadPath?: string;
    /** The server has it whole, by this id. */
    fileId?: string;
  };

/** Why a message failed: a refusal of the server, or the bytes of a file are not on this device any more. */
export type SendError = ErrorCode | 'file_missing';

/** The name under which the bytes of a file are stored, and those of its thumb. */
export const bytesPart = (place: number): string => String(place);
export const thumbPart = (place: number): string => `${place}.thumb`;

/** A file is shown before the server knows it. The server's own ids are base64url, so none of them has a slash. */
export const pendingFileId = (clientId: string, place: number): string => `${clientId}/${place}`;

/** What `pendingFileId` was made of; undefined for a file that the server has. */
export function pendingFileOf(id: string): { clientId: string; place: number } | undefined {
  const [clientId = '', place] = id.split('/');
  return place === undefined ? undefined : { clientId, place: Number(place) };
}

/** As the message will show it. */
export function toPendingInfo(clientId: string, file: OutgoingFile, place: number): FileInfo {
  const { uploadPath: _, fileId: __, ...shown } = file;
  return { ...shown, id: pendingFileId(clientId, place) };
}

export function toSendFile(file: OutgoingFile): SendFile {
  const { kind, width, height, durationMs, thumbhash, waveform, fileId = '' } = file;
  return { id: fileId, kind, width, height, durationMs, thumbhash, waveform };
}

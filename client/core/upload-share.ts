import type { ErrorCode } from '../../protocol/errors.ts';

/**
 * How far the files of a message are, all together. `share`: 0 to 1; null: it is not being uploaded. `error` stands in the
 * way now, and is tried again by itself.
 */
export type UploadShare = {
  clientId: string;
  share: number | null;
  error: ErrorCode | 'offline' | 'timeout' | null;
};

import { ApiError } from '../../db/engine/api-error.ts';
import type { Entity } from '../../protocol/entities.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { edgesOf, isVisible } from '../../protocol/visible.ts';

/** The text as it is kept: trimmed, otherwise as it was written. */
export function toText(written: string, entities?: readonly Entity[]): string {
  // NUL ends strings in C and in SQLite's tools; half a surrogate pair cannot be written as UTF-8.
  if (written.includes('\0') || !written.isWellFormed())
    throw new ApiError('invalid', { field: 'text' });
  const text = written.slice(...edgesOf(written, entities));
  if (!isVisible(text)) throw new ApiError('text_empty', { field: 'text' });
  if (text.length > LIMITS.text) throw new ApiError('text_long', { field: 'text' });
  return text;
}

/**
 * The one way to a stored message's words (search, previews, notifications). null: there are none that the server could
 * read, because the message is sealed end to end or deleted.
 */
export function readableText(row: {
  body: string;
  sealed: number;
  deletedAt: number | null;
}): string | null {
  return row.sealed === 0 && row.deletedAt === null ? row.body : null;
}

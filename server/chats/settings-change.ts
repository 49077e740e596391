import { ApiError } from '../../db/engine/api-error.ts';
import type { ChatSettingsRow } from '../../db/stores/membership-settings.ts';
import type { ChatSettingsBody } from '../../protocol/chat-settings.ts';
import type { Draft } from '../../protocol/chats.ts';
import { isArchived } from '../../protocol/rules/chat-settings.ts';

/** The row with what the body asks for; what is absent stays. */
export function applySettings(
  row: ChatSettingsRow,
  body: ChatSettingsBody,
  now: number,
): ChatSettingsRow {
  const mutedUntil = body.mutedUntil === undefined ? row.mutedUntil : muteOf(body.mutedUntil, now);
  return {
    ...row,
    mutedUntil,
    pinned: body.pinned === undefined ? row.pinned : safe(body.pinned),
    archivedAt: archiveOf(row, body.archived, mutedUntil),
    unreadMark: Number(body.unreadMark ?? row.unreadMark),
    draft: body.draft === undefined ? row.draft : draftOf(row.draft, body.draft, now),
  };
}

/** Cleared up to `seq`; with `remove` nothing of how the chat stood in the list is left. */
export function withCleared(row: ChatSettingsRow, seq: number, remove: boolean): ChatSettingsRow {
  const upTo = Math.min(seq, row.lastSeq);
  const next = { ...row, cleared: Math.max(row.cleared, upTo) };
  if (!remove) return next;
  const removed = Math.max(row.removed ?? 0, upTo);
  return { ...next, removed, pinned: null, archivedAt: null, unreadMark: 0, draft: null };
}

/** A time that is over mutes nothing. */
function muteOf(until: number | null, now: number): number | null {
  return until !== null && until <= now ? null : safe(until);
}

function safe(value: number | null): number | null {
  return value === null ? null : Math.min(value, Number.MAX_SAFE_INTEGER);
}

/** Muting and unmuting must not by themselves put a chat into the archive or take it out. */
function archiveOf(
  row: ChatSettingsRow,
  asked: boolean | undefined,
  mutedUntil: number | null,
): number | null {
  if (asked === undefined && mutedUntil === row.mutedUntil) return row.archivedAt;
  if (!(asked ?? isArchived(row))) return null;
  return isArchived({ ...row, mutedUntil }) && isArchived(row) ? row.archivedAt : row.lastAt;
}

/** JSON of the draft at the server's time: the last one to write wins. The same words again are no change. */
function draftOf(
  held: string | null,
  draft: ChatSettingsBody['draft'],
  now: number,
): string | null {
  if (!draft || (draft.text === '' && draft.replyTo === undefined)) return null;
  const { text, replyTo } = draft;
  // The rule is that of a message: NUL ends strings in SQLite's tools, half a surrogate pair cannot be written as
  // UTF-8.
  if (text.includes('\0') || !text.isWellFormed())
    throw new ApiError('invalid', { field: 'draft.text' });
  const old = held === null ? null : (JSON.parse(held) as Draft);
  if (old && old.text === text && old.replyTo === replyTo) return held;
  const next: Draft = replyTo === undefined ? { text, at: now } : { text, replyTo, at: now };
  return JSON.stringify(next);
}

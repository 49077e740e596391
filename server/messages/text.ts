import { ApiError } from '../../db/engine/api-error.ts';
import type { Entity } from '../../protocol/entities.ts';
import type { FileInfo } from '../../protocol/files.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { toSearchText } from '../../protocol/rules/files.ts';
import { clipEntities, edgesOf, isVisible } from '../../protocol/visible.ts';

/** The text as it is kept: trimmed, otherwise as it was written. `mayBeEmpty`: beside files. */
export function toText(
  written: string,
  entities: readonly Entity[] | undefined,
  mayBeEmpty = false,
): string {
  // NUL ends strings in C and in SQLite's tools; half a surrogate pair cannot be written as UTF-8.
  if (written.includes('\0') || !written.isWellFormed())
    throw new ApiError('invalid', { field: 'text' });
  const text = written.slice(...edgesOf(written, entities));
  if (!isVisible(text)) {
    if (mayBeEmpty) return '';
    throw new ApiError('text_empty', { field: 'text' });
  }
  if (text.length > LIMITS.text) throw new ApiError('text_long', { field: 'text' });
  return text;
}

/**
 * The one way to what a stored message is found by: its words, and the names of its files. null: there are none that the server could
 * read, because the message is sealed end to end or deleted.
 */
export function readableText(row: {
  body: string;
  /** JSON of its files. */
  files: string | null;
  sealed: number;
  deletedAt: number | null;
}): string | null {
  return row.sealed === 0 && row.deletedAt === null
    ? toSearchText({ text: row.body, files: filesIn(row) })
    : null;
}

const filesIn = ({ files }: { files: string | null }): FileInfo[] | undefined =>
  files === null ? undefined : (JSON.parse(files) as FileInfo[]);

const SCHEMES = new Set(['http:', 'https:', 'mailto:', 'tel:']);
/** What becomes a class name or an address must hold nothing that ends one. */
const LANGUAGE = /^[\p{L}\p{N}+#._-]+$/u;
const UNSAFE_IN_URL = /[\p{Cc}\p{Z}"<>\\^`{|}]/u;

/**
 * What stands on a text, as it is kept: moved along with the trimmed text, sorted, each with its own fields only.
 * Refused is what lies outside the text, cuts a character in two, crosses another, or points where no link may.
 */
export function toEntities(written: string, given: readonly Entity[] = []): Entity[] | undefined {
  const safe = given.map((entity) => checkEntity(entity, written));
  const kept = clipEntities(safe, edgesOf(written, given)).sort(
    (a, b) => a.offset - b.offset || b.length - a.length || order(a, b),
  );
  const single = kept.filter((entity, i) => i === 0 || key(entity) !== key(kept[i - 1]));
  refuseCrossing(single);
  if (single.length === 0) return undefined;
  // Each has its own limits, and a hundred links of full length are still fifty times the longest text.
  if (Buffer.byteLength(JSON.stringify(single)) > LIMITS.entityBytes)
    throw new ApiError('formatting_long', { field: 'entities' });
  return single;
}

function checkEntity(entity: Entity, text: string): Entity {
  const { type, offset, length, url, userId, language } = entity;
  const end = offset + length;
  if (end > text.length || splits(text, offset) || splits(text, end)) throw invalid();
  const place = { type, offset, length };
  if (type === 'link') return { ...place, url: checkUrl(url) };
  if (type === 'mention') {
    if (userId === undefined) throw invalid();
    return { ...place, userId };
  }
  if (type !== 'pre' || language === undefined || language === '') return place;
  if (!LANGUAGE.test(language)) throw invalid();
  return { ...place, language };
}

/**
 * A `javascript:` link runs in the browser of the person who taps it. The URL parser alone drops line breaks inside a
 * scheme, so they are refused first.
 */
function checkUrl(url: string | undefined): string {
  if (url === undefined || UNSAFE_IN_URL.test(url) || !url.isWellFormed()) throw invalid();
  const parsed = URL.parse(url);
  if (!parsed || !SCHEMES.has(parsed.protocol)) throw invalid();
  return url;
}

/** Between the two halves of one character. */
function splits(text: string, at: number): boolean {
  return isHalf(text, at - 1, 0xd800) && isHalf(text, at, 0xdc00);
}

function isHalf(text: string, at: number, first: number): boolean {
  const code = text.charCodeAt(at);
  return code >= first && code < first + 0x400;
}

function order(a: Entity, b: Entity): number {
  return a.type < b.type ? -1 : a.type > b.type ? 1 : 0;
}

function key(entity: Entity | undefined): string {
  return entity ? `${entity.type} ${entity.offset} ${entity.length}` : '';
}

function refuseCrossing(sorted: readonly Entity[]): void {
  const open: number[] = [];
  for (const { offset, length } of sorted) {
    while (open.length > 0 && (open.at(-1) ?? 0) <= offset) open.pop();
    if (open.length > 0 && offset + length > (open.at(-1) ?? 0)) throw invalid();
    open.push(offset + length);
  }
}

function invalid() {
  return new ApiError('invalid', { field: 'entities' });
}

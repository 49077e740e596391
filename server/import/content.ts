import { idOf, legacyText, type OldMessage, type OldReach } from '../../db/legacy/rows.ts';
import type { FileInfo } from '../../protocol/files.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { Call } from '../../protocol/messages.ts';
import type { Report } from './report.ts';

/** What one legacy message becomes: a text that is too long for us becomes several messages. */
export type ImportedContent = {
  kind: 'text' | 'call';
  body: string;
  sealed: boolean;
  call?: Call;
  files?: FileInfo[];
};

const FILE = '[فایل]';
/** «تماس صوتی (۰۲:۱۵)», after whatever sign stands before it. */
const CALL = /^[^\p{L}]*تماس صوتی \((\d+):(\d\d)(?::(\d\d))?\)$/u;
/** One that was hung up in its first second, and every answered one of an early version. */
const BARE = /^[^\p{L}]*تماس صوتی$/u;
const MISSED = /^[^\p{L}]*تماس ناموفق$/u;
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Z}]/u;

/** `named`: names of its files that could not be imported. Undefined: there is nothing to show in it. */
export function contentOf(
  row: OldMessage,
  files: FileInfo[],
  named: readonly string[],
  report: Report,
): ImportedContent[] {
  const sealed = envelopeOf(row);
  if (sealed) return [{ kind: 'text', body: sealed, sealed: true }];
  const old = idOf(row.id);
  if (isOn(row.encrypted)) report.odd('sealed_empty', old);
  const written = legacyText(row.content).replaceAll('\0', '').toWellFormed().trim();
  const call = toCall(written);
  if (call) return [{ kind: 'call', body: '', sealed: false, call }];
  const text = [withoutMark(written, files, named), ...named.map((name) => `📎 ${name}`)]
    .filter((line) => line !== '')
    .join('\n');
  if (!VISIBLE.test(text) && files.length === 0) {
    report.odd('message_empty', old);
    return [];
  }
  const parts = splitText(VISIBLE.test(text) ? text : '');
  if (parts.length > 1) report.odd('message_long', old);
  return parts.map((body, i) => ({
    kind: 'text',
    body,
    sealed: false,
    files: i === 0 && files.length > 0 ? files : undefined,
  }));
}

/** «[فایل]» stands for the file, and is no word of its sender's. */
function withoutMark(text: string, files: readonly unknown[], named: readonly unknown[]): string {
  return text === FILE && files.length + named.length > 0 ? '' : text;
}

/** The ciphertext with everything that is needed to decrypt it, in case the key is found. */
function envelopeOf(row: OldMessage): string | undefined {
  if (legacyText(row.ciphertext) === '') return undefined;
  const { e2ee_v, alg, sender_device_id, key_id, iv, ciphertext, aad } = row;
  const fields = Object.entries({ e2ee_v, alg, sender_device_id, key_id, iv, ciphertext, aad });
  return JSON.stringify(
    Object.fromEntries(fields.flatMap(([name, v]) => (v === null ? [] : [[name, legacyText(v)]]))),
  );
}

function isOn(value: OldMessage['encrypted']): boolean {
  return /^(1|true|t)$/i.test(legacyText(value).trim());
}

export function toCall(text: string): Call | undefined {
  if (text.length > 64) return undefined;
  const latin = text.replace(/[\u06f0-\u06f9\u0660-\u0669]/g, (digit) =>
    String(digit.charCodeAt(0) & 0xf),
  );
  if (MISSED.test(latin)) return { media: 'audio', seconds: null };
  if (BARE.test(latin)) return { media: 'audio', seconds: 0 };
  const [whole, ...digits] = CALL.exec(latin) ?? [];
  if (whole === undefined) return undefined;
  const seconds = digits
    .filter((part) => part !== undefined)
    .reduce((sum, part) => 60 * sum + Number(part), 0);
  return { media: 'audio', seconds };
}

/** At most `LIMITS.text` each, between words where there is a space; never inside a pair of surrogates. */
export function splitText(text: string): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > LIMITS.text) {
    const window = rest.slice(0, LIMITS.text);
    const space = window.search(/\s\S*$/u);
    const whole = /[\ud800-\udbff]$/.test(window) ? LIMITS.text - 1 : LIMITS.text;
    const end = space > LIMITS.text / 2 ? space : whole;
    parts.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return [...parts, rest].filter((part, i) => part !== '' || i === 0);
}

export type ReceiptState = 'sent' | 'delivered' | 'read';

const STATUS = /^(sent|delivered|read)$/;

/** How far it came: by its status, or by the times where the status says nothing that is known. */
export function toReceiptState(row: OldReach): ReceiptState {
  const status = statusOf(row);
  if (status === 'read' || isSet(row.read_at)) return 'read';
  return status === 'delivered' || isSet(row.delivered_at) ? 'delivered' : 'sent';
}

/** What stands where its status should, when that is no status. */
export function oddStatusOf(row: OldReach): string | undefined {
  const status = statusOf(row);
  return status === '' || STATUS.test(status) ? undefined : status.slice(0, 20);
}

const statusOf = (row: OldReach): string => legacyText(row.status).trim().toLowerCase();

/** A word there is as good as a time: both say that it has happened. */
function isSet(value: OldMessage['read_at']): boolean {
  return !/^(|0|null|0001-01-01.*)$/i.test(legacyText(value).trim());
}

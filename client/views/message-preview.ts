import type { FileInfo } from '../../protocol/files.ts';
import type { Call, Message } from '../../protocol/messages.ts';
import { kindOfAll, kindOfFile } from '../../protocol/rules/files.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { durationText } from '../media/duration.ts';
import { lineDirection } from '../ui/direction.ts';
import { toOneLine } from './one-line.ts';

type PreviewedMessage = Pick<Message, 'text' | 'entities' | 'files' | 'call' | 'sealed'>;

/** Says a message on one line: its words, or what it holds instead of them. `mine`: whose a call was. */
export function messagePreview(message: PreviewedMessage, mine: boolean, most?: number): string {
  const { text, entities, files, call, sealed } = message;
  if (sealed) return t().messages.attached.sealed;
  if (call) return describeCall(call, mine);
  const words = toOneLine(text, entities, most);
  return files?.[0] ? `${fileSign(message)}${words || filesName(files)}` : words;
}

const SIGNS = { picture: '🖼', video: '🎬', both: '🖼', voice: '🎤', audio: '🎵', file: '📎' };

/** What stands before the words of a message with files, with a space behind it. */
export const fileSign = ({ files }: Pick<Message, 'files'>): string =>
  files?.length ? `${SIGNS[kindOfAll(files)]} ` : '';

/** Several pictures or files by what they are: ۳ عکس */
export function albumName(files: readonly FileInfo[]): string {
  const kind = kindOfAll(files);
  const known = kind === 'picture' || kind === 'video' || kind === 'both';
  return t().messages.album[known ? kind : 'file'](formatNumber(files.length));
}

/** What stands for files that came without words. */
function filesName(files: readonly FileInfo[]): string {
  const [only] = files;
  if (!only || files.length > 1) return albumName(files);
  const { attached } = t().messages;
  const kind = kindOfFile(only);
  if (kind === 'picture') return attached.picture;
  if (kind !== 'voice' && kind !== 'video') return only.name || attached.audio;
  const length = only.durationMs ? attached.listed + durationText(only.durationMs) : '';
  return attached[kind] + length;
}

/** Returns the direction of that line: that of its words as their bubble draws them, else the page's. */
export function previewDirection({
  text,
  entities,
  call,
  sealed,
  files,
}: PreviewedMessage): 'rtl' | 'ltr' | 'auto' {
  if (sealed || call) return 'auto';
  if (text) return lineDirection(text, entities) ?? 'auto';
  return files?.length ? (lineDirection(filesName(files), []) ?? 'auto') : 'auto';
}

export function describeCall({ media, seconds }: Call, mine: boolean): string {
  const { call, videoCall, missed, unanswered } = t().messages.attached;
  if (seconds !== null) return media === 'video' ? videoCall : call;
  return mine ? unanswered : missed;
}

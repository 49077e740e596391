import type { Entity } from '../../../protocol/entities.ts';
import { LIMITS } from '../../../protocol/limits.ts';
import type { ChatRow, ClientServices, ReadyFile } from '../../core/services.ts';
import { type CleanText, trimText } from '../../format/formatted-text.ts';
import { describeProblem } from '../../i18n/problem.ts';
import { toast } from '../../ui/pa-toast.ts';
import type { NameSource } from '../../views/names.ts';
import type { Task } from '../chat-actions.ts';

type WritingTools = typeof import('../../format/writing.ts')['writing'];
let loaded: WritingTools | undefined;

/** Loaded when the field is entered, or a message's menu is opened. */
export async function loadWriting(): Promise<WritingTools> {
  loaded ??= (await import('../../format/writing.ts')).writing;
  return loaded;
}

export const isWritingLoaded = (): boolean => loaded !== undefined;

/**
 * What is stored, as one would type it: a plain text too, since it may have marks of its own. As it is where the part
 * for that could not be fetched.
 */
export async function toTypedText({ text, entities }: { text: string; entities?: Entity[] }) {
  return await loadWriting().then(
    ({ toMarkdown }) => toMarkdown(text, entities),
    () => text,
  );
}

/** Completion and formatting; where they could not be fetched one writes without. */
export async function loadAids(): Promise<boolean> {
  return await import('./aids/aids.ts').then(
    () => true,
    () => false,
  );
}

/** Who may be mentioned in a chat, by username. */
function mapUsernames(row: ChatRow | null, names: NameSource | null): Map<string, string> {
  const found = new Map<string, string>();
  if (!row || row.chat.kind === 'self') return found;
  for (const { userId } of row.chat.members) {
    const user = names?.findUser(userId);
    if (user?.deletedAt === null) found.set(user.username, userId);
  }
  return found;
}

/** What stood in the field when it was sent, and what it stood for. */
type Writing = {
  written: string;
  row: ChatRow | null;
  names: NameSource | null;
  /** By username. */
  mentioned: ReadonlyMap<string, string>;
  task: Task | null;
};

async function composeText({ written, row, names, mentioned }: Writing): Promise<CleanText> {
  try {
    const known = new Map([...mentioned, ...mapUsernames(row, names)]);
    return (await loadWriting()).compose(written.trim(), known);
  } catch {
    // The part could not be fetched: the words go as they are, rather than not at all.
    return { text: written.trim(), entities: [] };
  }
}

/** The place of the message that is answered. */
export function repliedSeq(task: Task | null): number | undefined {
  return task?.kind === 'reply' ? task.message.seq : undefined;
}

/** Sends, answers or edits. What was not taken (a full disk, too much formatting) is said, and stays the caller's. */
export async function sendWriting(
  services: ClientServices,
  chatId: string,
  writing: Writing,
): Promise<void> {
  try {
    await sendOrEdit(services, chatId, writing);
  } catch (error) {
    toast(describeProblem(error));
    throw error;
  }
}

/** Sends files with what is said beside the first of them. `draft`: what the field held, which ends with it. */
export async function sendFilesWith(
  { messenger }: ClientServices,
  chatId: string,
  albums: readonly (readonly ReadyFile[])[],
  writing: Writing & { draft: string },
): Promise<void> {
  const { text, entities } = await composeText(writing);
  const messages = albums.map((files, n) =>
    n === 0 ? { text, entities, files } : { text: '', files },
  );
  const replyTo = repliedSeq(writing.task);
  const options = { written: writing.draft, ...(replyTo ? { replyTo } : {}) };
  await (await messenger.openOutgoing()).send(chatId, messages, options);
}

async function sendOrEdit(
  { messenger }: ClientServices,
  chatId: string,
  writing: Writing,
): Promise<void> {
  const { task, written } = writing;
  const { text, entities } = await composeText(writing);
  if (task?.kind === 'edit') {
    const { message } = task;
    const same =
      message.text === text && JSON.stringify(message.entities ?? []) === JSON.stringify(entities);
    if (!same) await messenger.actions.edit(chatId, message.seq, text, entities);
    return;
  }
  const replyTo = repliedSeq(task);
  const parts = splitIntoMessages({ text, entities });
  await messenger.send(chatId, parts, { written, ...(replyTo ? { replyTo } : {}) });
}

/** More messages than these at once are a document, and nobody's wish. */
export const MOST_PARTS = 20;

/** Where a text may be cut, the better ones first; a cut lies behind what is matched. */
const BREAKS = [/\n\s*\n/g, /\n/g, /[.!?…؟؛۔][»”"')\]]*\s+/g, /\s+/g];
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A text that is too long for one message as several, in order: cut between paragraphs, else lines, sentences, words, and
 * never within a letter; not within a link or what is formatted either, as long as there is another place.
 */
export function splitIntoMessages(written: CleanText, most: number = LIMITS.text): CleanText[] {
  const parts: CleanText[] = [];
  const { text, entities } = written;
  for (let from = 0; from < text.length; ) {
    const to = text.length - from <= most ? text.length : from + findCut(written, from, most);
    const within = entities.flatMap((entity) => {
      const start = Math.max(entity.offset, from);
      const end = Math.min(entity.offset + entity.length, to);
      return end > start ? [{ ...entity, offset: start - from, length: end - start }] : [];
    });
    const part = trimText({ text: text.slice(from, to), entities: within });
    if (part.text !== '') parts.push(part);
    from = to;
  }
  return parts;
}

/** How far from `from` the next part reaches. */
function findCut({ text, entities }: CleanText, from: number, most: number): number {
  const window = text.slice(from, from + most);
  const isInside = (cut: number): boolean =>
    entities.some(({ offset, length }) => offset < from + cut && from + cut < offset + length);
  // A part that is less than half full is worse than a cut between words.
  const found = BREAKS.flatMap((pattern) => {
    const cuts = [...window.matchAll(pattern)].map((match) => match.index + match[0].length);
    const last = cuts.findLast((cut) => cut > most / 2 && !isInside(cut));
    return last === undefined ? [] : [last];
  });
  if (found[0] !== undefined) return found[0];
  const words = [...window.matchAll(/\s+/g)].map((match) => match.index + match[0].length);
  const outside = words.findLast((cut) => cut > 0 && !isInside(cut));
  const between = outside ?? words.findLast((cut) => cut > 0);
  return between ?? findLetterCut(text.slice(from, from + most + 64), most);
}

function findLetterCut(text: string, most: number): number {
  const start = graphemes.segment(text).containing(most)?.index ?? most;
  return start > 0 ? start : most;
}

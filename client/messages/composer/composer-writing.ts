import type { Entity } from '../../../protocol/entities.ts';
import type { ChatRow, ClientServices } from '../../core/services.ts';
import type { CleanText } from '../../format/clean.ts';
import { problem } from '../../i18n/problem.ts';
import { toast } from '../../ui/pa-toast.ts';
import type { NameSource } from '../../views/names.ts';
import type { Task } from '../chat-actions.ts';
import { partsOf } from './text-parts.ts';

/** Loaded when the field is entered; kept by the browser, so asking again costs nothing. */
export async function loadWriting() {
  return (await import('../../format/writing.ts')).writing;
}

/**
 * What is stored, as one would type it: a plain text too, since it may have marks of its own. As it is where the part
 * for that could not be fetched.
 */
export async function asTyped({ text, entities }: { text: string; entities?: Entity[] }) {
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
function usernames(row: ChatRow | null, names: NameSource | null): Map<string, string> {
  const found = new Map<string, string>();
  if (!row || row.chat.kind === 'self') return found;
  for (const { userId } of row.chat.members) {
    const user = names?.user(userId);
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

async function composed({ written, row, names, mentioned }: Writing): Promise<CleanText> {
  try {
    const known = new Map([...mentioned, ...usernames(row, names)]);
    return (await loadWriting()).compose(written.trim(), known);
  } catch {
    // The part could not be fetched: the words go as they are, rather than not at all.
    return { text: written.trim(), entities: [] };
  }
}

/** The place of the message that is answered. */
export function positionOf(task: Task | null): number | undefined {
  return task?.kind === 'reply' ? task.message.seq : undefined;
}

/** Sends, answers or edits. What was not taken (a full disk, too much formatting) is said, and stays the caller's. */
export async function sendWriting(
  services: ClientServices,
  chatId: string,
  writing: Writing,
): Promise<void> {
  try {
    await handOver(services, chatId, writing);
  } catch (error) {
    toast(problem(error));
    throw error;
  }
}

async function handOver(
  { messenger }: ClientServices,
  chatId: string,
  writing: Writing,
): Promise<void> {
  const { task, written } = writing;
  const { text, entities } = await composed(writing);
  if (task?.kind === 'edit') {
    const { message } = task;
    const same =
      message.text === text && JSON.stringify(message.entities ?? []) === JSON.stringify(entities);
    if (!same) await messenger.actions.edit(chatId, message.seq, text, entities);
    return;
  }
  const replyTo = positionOf(task);
  const parts = partsOf({ text, entities });
  await messenger.send(chatId, parts, { written, ...(replyTo ? { replyTo } : {}) });
}

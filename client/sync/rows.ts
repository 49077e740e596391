import type { Message } from '../../protocol/messages.ts';
import { isHidden } from '../../protocol/rules/chat-settings.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { type LocalTx, messageSpan } from '../core/local-db/tx.ts';
import { Batch, type Copy, isUnknown, joinCopies } from './batch.ts';
import { chatsOf, type Input, positionsOf } from './input.ts';
import { ownReadSeq } from './merge.ts';
import { writeDrafts, writeOutbox } from './remove-acknowledged.ts';

/**
 * When at most so many messages are read at once, this device counts the mentions among them itself; with more it takes
 * the server's count.
 */
const COUNTED = 300;
/** How far back the newest message that is not hidden is looked for. */
const PREVIEW = 100;

/** `earlier`: inputs of the same chats that wait for a gap to close. */
export async function readBatch(
  tx: LocalTx,
  me: string,
  inputs: readonly Input[],
  earlier: readonly Input[],
  goneAt: Map<string, number>,
): Promise<Batch> {
  const ids = [...new Set(inputs.flatMap(chatsOf))];
  const rows = await Promise.all(ids.map((id) => tx.get('chats', id)));
  const chats = new Map<string, ChatRecord>();
  for (const row of rows) if (row) chats.set(row.id, row);
  const known = new Map<string, Map<number, Message>>();
  const read = async (places: readonly [string, number][]): Promise<[string, number][]> => {
    const stored = await Promise.all(places.map((place) => tx.get('messages', place)));
    return stored.flatMap((message) => {
      if (!message) return [];
      const { chatId, seq, replyTo } = message;
      known.set(chatId, (known.get(chatId) ?? new Map<number, Message>()).set(seq, message));
      return replyTo === undefined ? [] : [[chatId, replyTo]];
    });
  };
  const places = [...inputs, ...earlier].flatMap(positionsOf);
  const left = inputs.flatMap((input) => listReadPositions(input, chats, me));
  // What they reply to decides whether they speak to this person.
  await read([...places, ...(await read(left))]);
  return new Batch(me, chats, known, goneAt);
}

/** The messages that are being read: their copies decide how many mentions are left. */
function listReadPositions(
  input: Input,
  chats: ReadonlyMap<string, ChatRecord>,
  me: string,
): [string, number][] {
  const chat = input.kind === 'read' ? chats.get(input.chatId) : undefined;
  if (input.kind !== 'read' || !chat) return [];
  const from = ownReadSeq(chat, me) + 1;
  const length = Math.min(input.seq, chat.lastSeq) - from + 1;
  if (length < 1 || length > COUNTED) return [];
  return Array.from({ length }, (_, i) => [chat.id, from + i]);
}

/**
 * Writes the batch and returns what has changed. The person's own message leaves the outbox in the same transaction
 * that stores it, whichever way it came: so it is never shown twice and never sent again.
 */
export async function writeBatch(tx: LocalTx, batch: Batch): Promise<LocalChange> {
  const written = [...batch.written].flatMap((id) => batch.findChat(id) ?? []);
  const messages = (
    await Promise.all(
      [...batch.messages].map(([id, copies]) => {
        const all = [...copies.values()].filter(({ message }) => isShown(batch, message));
        return batch.restarted.has(id) ? all.map(({ message }) => message) : keepNewer(tx, id, all);
      }),
    )
  ).flat();
  // What was hidden at another device has arrived as well.
  const arrived = [...batch.messages.values()].flatMap((copies) => [...copies.values()]);
  const sent = [...arrived.map(({ message }) => message), ...batch.late];
  const { leftOutbox, actions, waiting } = await writeOutbox(tx, batch, sent);
  const gone: string[] = [];
  for (const id of batch.gone) {
    const left = forgetChat(tx, batch, id, waiting.has(id));
    if (left) written.push(left);
    else gone.push(id);
  }
  for (const id of batch.restarted) tx.remove('messages', messageSpan(id));
  for (const message of messages) tx.put('messages', message);
  const chats: ChatRecord[] = [];
  for (const chat of written) chats.push(await writeChat(tx, batch, chat));
  for (const user of batch.users.values()) tx.put('users', user);
  const draftsStored = await writeDrafts(tx, batch);
  for (const id of batch.answeredActions) tx.remove('actions', id);
  const me = await writeMe(tx, batch);
  const users = [...batch.users.values()];
  const [restarted, actionsAnswered] = [[...batch.restarted], [...batch.answeredActions]];
  const taken = [...batch.taken.values()];
  return {
    chats,
    gone,
    taken,
    restarted,
    users,
    messages,
    leftOutbox,
    actions,
    actionsAnswered,
    draftsStored,
    me,
  };
}

function isShown(batch: Batch, { chatId, seq }: Message): boolean {
  const own = batch.findChat(chatId)?.settings;
  return !own || !isHidden(own, seq);
}

/** Leaves out copies that are older than what is stored: a page of history may have been read before a change. */
async function keepNewer(tx: LocalTx, chatId: string, copies: Copy[]): Promise<Message[]> {
  if (copies.length === 0) return [];
  const seqs = copies.map(({ message }) => message.seq);
  const from = Math.min(...seqs);
  const to = Math.max(...seqs);
  const stored =
    to - from < 4 * seqs.length
      ? await tx.getAll('messages', messageSpan(chatId, from, to))
      : await Promise.all(seqs.map((seq) => tx.get('messages', [chatId, seq])));
  const bySeq = new Map(stored.flatMap((message) => (message ? [[message.seq, message]] : [])));
  return copies.flatMap((copy) => {
    const message = bySeq.get(copy.message.seq);
    if (!message) return [copy.message];
    if (message.rev > copy.message.rev)
      return isUnknown(message) && !copy.partial
        ? [{ ...message, ownReactions: copy.message.ownReactions }]
        : [];
    return [joinCopies(copy, { message, partial: false }).message];
  });
}

/** What is hidden leaves the device, and what is shown of the chat in the list follows. */
async function writeChat(tx: LocalTx, batch: Batch, chat: ChatRecord): Promise<ChatRecord> {
  const before = batch.before.get(chat.id)?.settings;
  if (before !== chat.settings) {
    const { cleared, hidden } = chat.settings;
    if (cleared > (before?.cleared ?? 0)) tx.remove('messages', messageSpan(chat.id, 0, cleared));
    const known = new Set(before?.hidden);
    for (const seq of hidden) if (!known.has(seq)) tx.remove('messages', [chat.id, seq]);
  }
  const row =
    chat.last && isHidden(chat.settings, chat.last.seq)
      ? { ...chat, last: await findLastShown(tx, chat) }
      : chat;
  tx.put('chats', row);
  return row;
}

async function findLastShown(tx: LocalTx, { id, lastSeq }: ChatRecord): Promise<Message | null> {
  const newest = await tx.getAll('messages', messageSpan(id, lastSeq - PREVIEW, lastSeq));
  return newest.at(-1) ?? null;
}

/** Nothing of it stays, unless texts wait in it: they are the person's own. */
function forgetChat(
  tx: LocalTx,
  batch: Batch,
  id: string,
  waiting: boolean,
): ChatRecord | undefined {
  const held = batch.before.get(id);
  tx.remove('messages', messageSpan(id));
  if (held && waiting) {
    const counters = { lastSeq: 0, rev: 0, receiptRev: 0, memberRev: 0, unread: 0, mentions: 0 };
    const bare = {
      ...held,
      ...counters,
      ranges: [],
      localRead: 0,
      last: null,
      pinnedSeq: null,
      pinCount: 0,
    };
    return { ...bare, left: true, version: batch.nextVersion(id) };
  }
  tx.remove('chats', id);
  tx.remove('drafts', id);
  return undefined;
}

async function writeMe(tx: LocalTx, batch: Batch): Promise<LocalChange['me']> {
  const user = batch.users.get(batch.me);
  if (!user) return undefined;
  const stored = await tx.get('meta', 'me');
  if (!stored) return undefined;
  const me = { ...stored.value, ...user };
  tx.put('meta', { key: 'me', value: me });
  return me;
}

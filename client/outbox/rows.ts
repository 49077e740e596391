import type { Entity } from '../../protocol/entities.ts';
import { LIMITS } from '../../protocol/limits.ts';
import { edgesOf, isVisible } from '../../protocol/visible.ts';
import type { Env } from '../core/env.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { OutgoingFile } from '../core/local-db/outgoing-file.ts';
import type { DraftRow, OutboxRow } from '../core/local-db/schema.ts';
import { dropLeft, nextOrder } from '../core/local-db/tx.ts';
import type { LocalDb } from '../core/local-db.ts';
import { ApiError, type SendOptions } from '../core/services.ts';
import { NOTHING } from '../core/unsent.ts';
import { uuidv7 } from '../core/uuid.ts';

/** What a message says, before it has a position. Its id only where bytes are stored under that already. */
export type OutgoingDraft = Pick<
  OutboxRow,
  'chatId' | 'text' | 'entities' | 'replyTo' | 'forward' | 'shown' | 'files'
> &
  Partial<Pick<OutboxRow, 'clientId'>>;

/**
 * Trimmed as the server does it: what is shown is what will be kept. Entities move along with the text, which may be
 * empty beside files.
 */
export function toOutgoing(
  chatId: string,
  raw: string,
  options: SendOptions = {},
  mayBeEmpty = false,
): OutgoingDraft {
  const [from, to] = edgesOf(raw, options.entities);
  const text = raw.slice(from, to);
  if (!isVisible(text)) {
    if (!mayBeEmpty) throw new ApiError('text_empty');
    return { chatId, text: '', ...(options.replyTo ? { replyTo: options.replyTo } : {}) };
  }
  if (text.length > LIMITS.text) throw new ApiError('text_long');
  const entities = shifted(options.entities, from, text.length);
  mustFitEntities(entities);
  const draft: OutgoingDraft = { chatId, text };
  if (entities) draft.entities = entities;
  if (options.replyTo) draft.replyTo = options.replyTo;
  return draft;
}

/**
 * Stores messages before they are shown, in their order. Their ids are made here, once: however often one is sent, it is
 * one message. (`uuidv7` and not `crypto.randomUUID`, which is not time-ordered and does not exist over plain http.)
 *
 * `written` is the saved draft that the messages come from. It ends with the same commit: a page that is closed between
 * two would have lost the words, or would show them twice. What was written since stays.
 */
export async function enqueue(
  db: Pick<LocalDb, 'write'>,
  env: Pick<Env, 'now'>,
  drafts: readonly OutgoingDraft[],
  written?: string,
): Promise<LocalChange> {
  const createdAt = env.now();
  const chatIds = [...new Set(drafts.map((draft) => draft.chatId))];
  return db.write(['outbox', 'chats', 'drafts'], async (tx) => {
    // Put out of it a moment ago: a text stored there would never be seen again, in the composer it is.
    const chats = await Promise.all(chatIds.map((id) => tx.get('chats', id)));
    if (chats.includes(undefined)) throw new ApiError('not_found');
    const first = await nextOrder(tx, 'outbox');
    const outbox = drafts.map((draft, i) => {
      const place = { clientId: draft.clientId ?? uuidv7(), createdAt, order: first + i };
      const row: OutboxRow = { ...draft, ...place, state: 'queued', error: null };
      tx.put('outbox', row);
      return row;
    });
    if (written === undefined) return { outbox };
    const ended: DraftRow[] = [];
    for (const chat of chats) {
      if (!chat) continue;
      const { id: chatId, settings } = chat;
      // A draft that the server has is not kept here. The chat snapshot keeps it until the server has the message.
      const saved = (await tx.get('drafts', chatId)) ?? settings.draft;
      if (saved?.text !== written) continue;
      const row = { ...NOTHING, chatId, at: createdAt };
      tx.put('drafts', row);
      ended.push(row);
    }
    return { outbox, drafts: ended };
  });
}

/** Changes a row, unless it has left the outbox meanwhile. */
export async function updateRow(
  db: LocalDb,
  clientId: string,
  change: Partial<Pick<OutboxRow, 'state' | 'error' | 'paused'>>,
): Promise<LocalChange> {
  const row = await db.write(['outbox'], async (tx) => {
    const held = await tx.get('outbox', clientId);
    if (!held) return undefined;
    const changed = { ...held, ...change };
    tx.put('outbox', changed);
    return changed;
  });
  return { outbox: row ? [row] : [] };
}

/** Takes a row out and returns it; undefined when the server has it already. */
export function takeRow(
  db: LocalDb,
  clientId: string,
): Promise<{ row: OutboxRow | undefined; gone: string[] }> {
  return db.write(['outbox', 'chats', 'drafts'], async (tx) => {
    const row = await tx.get('outbox', clientId);
    tx.remove('outbox', clientId);
    return { row, gone: row ? await dropLeft(tx, row.chatId) : [] };
  });
}

function shifted(entities: SendOptions['entities'], cut: number, length: number) {
  const kept = (entities ?? []).flatMap((entity) => {
    const from = Math.max(0, entity.offset - cut);
    const to = Math.min(length, entity.offset - cut + entity.length);
    return to > from ? [{ ...entity, offset: from, length: to - from }] : [];
  });
  return kept.length > 0 ? kept : undefined;
}

/** Checks the server's own rule before anything is stored: the words stay in the field, and the person is told why. */
export function mustFitEntities(entities: readonly Entity[] | undefined): void {
  if (!entities) return;
  const bytes = new TextEncoder().encode(JSON.stringify(entities)).length;
  if (bytes > LIMITS.entityBytes) throw new ApiError('formatting_long');
}

/** Whether something of the message is not at the server yet. */
export function waitsForFiles({ files }: { files?: readonly OutgoingFile[] }): boolean {
  return files?.some(({ fileId }) => fileId === undefined) ?? false;
}

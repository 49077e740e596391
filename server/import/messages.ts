import type { Tx } from '../../db/engine/engine.ts';
import { idOf, type OldMessage } from '../../db/legacy/rows.ts';
import type { ImportedChat, ImportedMessage } from '../../db/stores/imported.ts';
import type { MediaKind } from '../../protocol/files.ts';
import { kindOfFile } from '../../protocol/rules/files.ts';
import { contentOf, type ImportedContent, type ReceiptState, toReceiptState } from './content.ts';
import { type DirectChat, type ImportContext, pairOf } from './context.ts';
import { clientIdOf } from './known.ts';
import { raiseReceipts } from './receipts.ts';
import type { Scan } from './scan.ts';

/** Messages of one transaction, under a second: with fewer, the same pages of the indexes are written more often. */
const BATCH = 5000;

type Draft = Omit<ImportedMessage, 'seq'> & {
  old: string;
  attached: { fileId: string; kind: MediaKind }[];
  room: DirectChat;
  reader: string;
  reached: ReceiptState;
};
/** By chat and reader, how many messages since the last one that was read. */
type Unread = Map<string, number>;
/** Where a draft has its place; `late`: its chat had gone on meanwhile. */
type Placed = { seq: number; fresh: boolean; late: boolean };

/** In order, so that each chat's `seq` follows what was said; what is there already keeps its place. */
export async function importMessages(context: ImportContext, { order }: Scan): Promise<void> {
  const { original, target } = context;
  const unread: Unread = new Map();
  for (let at = 0; at < order.length; at += BATCH) {
    const times = order.slice(at, at + BATCH);
    const drafts = original
      .messages([...times.keys()])
      .flatMap((row) => draftsOf(context, row, times.get(Number(row.id)) ?? 0));
    const placed = target.write
      ? await target.write(() => store(context, drafts))
      : await target.read(findPlaced(context, drafts));
    for (const [i, draft] of drafts.entries()) {
      report(context, draft, placed[i]);
      if (placed[i]?.fresh && draft.old !== '') countPassed(context, draft, unread);
    }
    context.tick(times.size);
    // Rows of a million messages are garbage within a second, and the engine would rather grow than collect them.
    if (at % (4 * BATCH) === 0) Bun.gc(true);
  }
}

function draftsOf(context: ImportContext, row: OldMessage, at: number): Draft[] {
  const { users, rooms, report } = context;
  const [sender, receiver, old] = [row.sender_id, row.receiver_id, row.id].map(idOf) as [
    string,
    string,
    string,
  ];
  const room = rooms.get(pairOf(sender, receiver));
  if (!room) throw new Error(`no chat for the message ${old}`);
  const reached = toReceiptState(row);
  const files = context.files.get(old) ?? [];
  return contentOf(row, files, context.lost.get(old) ?? [], report).map(
    (content: ImportedContent, part): Draft => ({
      chatId: room.id,
      senderId: users.get(sender) ?? '',
      clientId: clientIdOf(context, row, part),
      kind: content.kind,
      body: content.body,
      sealed: content.sealed ? 1 : 0,
      files: content.files ? JSON.stringify(content.files) : null,
      call: content.call ? JSON.stringify(content.call) : null,
      createdAt: at,
      old: part === 0 ? old : '',
      attached: (content.files ?? []).map((file) => ({ fileId: file.id, kind: kindOfFile(file) })),
      ...{ room, reader: users.get(receiver) ?? '', reached },
    }),
  );
}

function* store({ target }: ImportContext, drafts: readonly Draft[]): Tx<Placed[]> {
  const chats = new Map<string, ImportedChat>();
  const placed: Placed[] = [];
  for (const draft of drafts) {
    const { chatId, senderId, clientId, attached } = draft;
    const counters = chats.get(chatId) ?? (yield* target.imported.counters(chatId));
    if (!counters) throw new Error(`a chat is missing: ${chatId}`);
    const seq = counters.lastSeq + 1;
    // Times only grow in a chat: what is imported later stands at its end.
    const createdAt = Math.max(draft.createdAt, counters.lastSeq > 0 ? counters.lastAt : 0);
    if (!(yield* target.imported.addMessage({ ...rowOf(draft), seq, createdAt }))) {
      const there = (yield* target.imported.seqOf(chatId, senderId, clientId)) ?? 0;
      placed.push({ seq: there, fresh: false, late: false });
      continue;
    }
    for (const [position, file] of attached.entries())
      yield* target.files.attach({ chatId, seq, position, ...file });
    chats.set(chatId, { lastSeq: seq, lastRev: counters.lastRev + 1, lastAt: createdAt });
    placed.push({ seq, fresh: true, late: createdAt > draft.createdAt });
  }
  for (const [chatId, counters] of chats) yield* target.chats.advance(chatId, counters);
  return placed;
}

function rowOf(draft: Draft): Omit<ImportedMessage, 'seq'> {
  const { chatId, senderId, clientId, kind, body, sealed, files, call, createdAt } = draft;
  return { chatId, senderId, clientId, kind, body, sealed, files, call, createdAt };
}

/** What `store` would find. */
function* findPlaced({ target }: ImportContext, drafts: readonly Draft[]): Tx<Placed[]> {
  const placed: Placed[] = [];
  for (const { chatId, senderId, clientId } of drafts) {
    const seq = yield* target.imported.seqOf(chatId, senderId, clientId);
    placed.push({ seq: seq ?? 0, fresh: seq === undefined, late: false });
  }
  return placed;
}

function report({ report }: ImportContext, draft: Draft, placed: Placed | undefined): void {
  if (!placed) return;
  const { room, reader, reached, old } = draft;
  if (old !== '') report.done('messages', placed.fresh ? 'brought' : 'known');
  if (placed.fresh && old !== '') report.kinds[kindOf(draft)]++;
  if (placed.late && old !== '') report.odd('message_late', old);
  raiseReceipts(room, reader === room.a, placed.seq, reached);
}

/** A watermark says more than the rows did: a person who has read a message has read what came before it. */
function countPassed(
  { report }: ImportContext,
  { room, reader, reached, old }: Draft,
  unread: Unread,
): void {
  const key = `${room.id} ${reader}`;
  if (reached !== 'read') {
    unread.set(key, (unread.get(key) ?? 0) + 1);
    return;
  }
  const passed = unread.get(key) ?? 0;
  if (passed > 0) report.odd('status_passed', old, passed);
  unread.delete(key);
}

function kindOf({ sealed, call, files }: Draft): 'text' | 'file' | 'call' | 'sealed' {
  if (sealed) return 'sealed';
  return call ? 'call' : files ? 'file' : 'text';
}

import { idOf } from '../../db/legacy/rows.ts';
import { type DirectChat, directKeyOf, type ImportContext, membersOf, pairOf } from './context.ts';
import { NONE } from './receipts.ts';
import type { Scan } from './scan.ts';
import { toTime } from './times.ts';

const BATCH = 2000;

/** A conversation of two as it was kept there. */
type Kept = { createdBy: string; createdAt: number };

/** A chat for each pair that has a conversation there or messages: there they hung on nothing. */
export async function importChats(context: ImportContext, scan: Scan): Promise<void> {
  const { original, target, identity, report, rooms } = context;
  const { source } = identity;
  const kept = conversationsOf(context);
  for (const [pair, { count }] of scan.pairs)
    if (original.keptChats && !kept.has(pair)) report.odd('message_no_chat', pair, count);
  for (const pair of kept.keys()) if (!scan.pairs.has(pair)) report.odd('chat_empty', '');
  const pairs = [...new Set([...kept.keys(), ...scan.pairs.keys()])];
  report.found('chats', pairs.length);
  const known = await target.read(target.imported.known(source, 'chat'));
  for (const pair of pairs)
    rooms.set(pair, await roomOf(context, scan, pair, kept.get(pair), known));
  const fresh = [...rooms].filter(([, room]) => !room.known);
  report.done('chats', 'known', pairs.length - fresh.length);
  for (let at = 0; at < fresh.length; at += BATCH)
    await create(context, fresh.slice(at, at + BATCH));
  report.done('chats', 'brought', fresh.length);
  context.tick(pairs.length);
}

async function roomOf(
  { target, identity, users }: ImportContext,
  scan: Scan,
  pair: string,
  kept: Kept | undefined,
  known: ReadonlyMap<string, string>,
): Promise<DirectChat> {
  const [a = '', b = a] = pair
    .split(':')
    .map((old) => users.get(old) ?? '')
    .sort();
  const said = scan.pairs.get(pair);
  const createdAt = Math.min(kept?.createdAt ?? Infinity, said?.first ?? Infinity);
  const id =
    known.get(pair) ??
    // They have found each other here meanwhile.
    (await target.read(target.chats.byDirectKey(directKeyOf(a, b))));
  const createdBy = users.get(kept?.createdBy ?? said?.firstSender ?? '') ?? a;
  return {
    ...{ id: id ?? identity.id('chat', pair), a, b, createdBy, createdAt, known: id !== undefined },
    ...(said?.receipts ?? NONE),
  };
}

async function create(
  { target, identity }: ImportContext,
  rooms: readonly [pair: string, DirectChat][],
): Promise<void> {
  await target.write?.(function* () {
    for (const [pair, room] of rooms) {
      const { id, a, b, createdBy, createdAt } = room;
      const members = membersOf(room);
      const kind = a === b ? ('self' as const) : ('direct' as const);
      const chat = { id, kind, directKey: directKeyOf(a, b), createdBy, createdAt };
      yield* target.chats.create(chat, members);
      // Both had it on their list there, with or without messages.
      for (const userId of members) if (userId !== createdBy) yield* target.chats.show(id, userId);
      yield* target.imported.note(identity.source, 'chat', pair, id);
    }
  });
}

function conversationsOf({ original, users, report }: ImportContext): Map<string, Kept> {
  const kept = new Map<string, Kept>();
  for (const { id, created_at, people } of original.conversations()) {
    const inside = people
      .map(({ user_id, joined_at }) => ({
        id: idOf(user_id),
        at: toTime(joined_at, original.changedAt) ?? 0,
      }))
      .filter(({ id }) => users.has(id))
      .sort((a, b) => a.at - b.at || Number(a.id) - Number(b.id));
    const [first, second] = inside;
    if (!first || !second || inside.length !== 2 || first.id === second.id) {
      report.odd('chat_people', idOf(id));
      continue;
    }
    const pair = pairOf(first.id, second.id);
    const createdAt = toTime(created_at, original.changedAt) ?? original.changedAt;
    if (kept.has(pair)) report.odd('chat_twice', idOf(id));
    else kept.set(pair, { createdBy: first.id, createdAt });
    // Else the rows of all stay until the end.
    if (kept.size % 10_000 === 0) Bun.gc(true);
  }
  return kept;
}

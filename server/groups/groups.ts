import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import type { ChatReply } from '../../protocol/chats.ts';
import type { SystemMessage } from '../../protocol/entities.ts';
import { isLeader } from '../../protocol/rules/rights.ts';
import type { UpBody } from '../../protocol/up.ts';
import { toAbout, toTitle } from '../auth/names.ts';
import { mustFitMoreChats } from '../chats/most-chats.ts';
import { applyRights, listRights, mustBeAllowed } from '../chats/rights.ts';
import { readChatSnapshot } from '../chats/settings-effects.ts';
import type { Change, Ctx, FileRelease, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { orderAdded } from '../messages/order-push.ts';
import { writeSystemMessage } from '../messages/system-messages.ts';
import { groupOf } from './access.ts';
import { findNewcomers } from './entering.ts';

type Founding = {
  id: string;
  title: string;
  clientId: string | null;
  createdBy: string;
  createdAt: number;
};
type Update = UpBody<'chat.update'>;
/** `released`: the picture that the group had. */
type Updated = { outcome: Outcome<ChatReply>; released: string[] };

export function createGroupChats(
  { db, clock, ids, config }: Pick<Deps, 'db' | 'clock' | 'ids' | 'config'>,
  files: FileRelease,
) {
  /** A retry finds the group of the first try and announces nothing. */
  function* found(group: Founding, userIds: readonly string[]): Tx<Outcome<ChatReply>> {
    const { id, title, clientId, createdBy: by, createdAt: now } = group;
    const known = clientId === null ? undefined : yield* db.groups.byClientId(clientId, by);
    if (known !== undefined) return { reply: yield* readChatSnapshot(db, by, known), changes: [] };
    yield* mustFitMoreChats(db, by);
    const others = (yield* findNewcomers(db, by, id, userIds)).filter((other) => other !== by);
    if (others.length + 1 > config.groupMembers) throw new ApiError('group_full');
    yield* db.groups.create(group);
    yield* db.groups.enter(id, [by], { seq: 0, role: 'owner' });
    yield* db.groups.enter(id, others, { seq: 0, by, requests: config.requests === 'on' });
    const context = yield* groupOf(db, by, id);
    const system = { type: 'group.created', text: title } as const;
    const change = yield* writeSystemMessage(db, context, {
      chatId: id,
      senderId: by,
      system,
      now,
    });
    yield* orderAdded(db, id, { ids: others, seq: context.lastSeq, now });
    const topic = { chat: id, enter: [by, ...others] };
    return { reply: yield* readChatSnapshot(db, by, id), changes: [{ ...change, topic }] };
  }

  function* change(userId: string, body: Update, now: number): Tx<Updated> {
    const { chatId } = body;
    const context = yield* groupOf(db, userId, chatId);
    const given = [body.title, body.about, body.avatar];
    if (given.some((value) => value !== undefined)) mustBeAllowed(context, 'changeInfo');
    if (body.rights && !isLeader(context.role)) throw new ApiError('forbidden');
    const info = yield* db.groups.info(chatId);
    if (!info) throw new ApiError('not_found');
    const before = { ...info, rights: context.rights };
    const after = {
      title: body.title ?? info.title,
      about: body.about ?? info.about,
      avatar: body.avatar === undefined ? info.avatar : body.avatar,
      rights: applyRights(context.rights, body.rights ?? {}),
    };
    const isNew = after.avatar !== before.avatar;
    if (isNew && after.avatar !== null && !(yield* db.avatars.isOwn(userId, after.avatar)))
      throw new ApiError('not_found', { field: 'avatar' });
    const notes = differences(before, after);
    if (notes.length > 0) yield* db.groups.update(chatId, after);
    const changes: Change[] = [];
    for (const system of notes)
      changes.push(
        yield* writeSystemMessage(db, context, { chatId, senderId: userId, system, now }),
      );
    const outcome = { reply: yield* readChatSnapshot(db, userId, chatId), changes };
    return { outcome, released: isNew && before.avatar !== null ? [before.avatar] : [] };
  }

  return {
    async create(ctx: Ctx, body: UpBody<'chat.create'>): Promise<Outcome<ChatReply>> {
      const group: Founding = {
        id: ids.next(),
        title: toTitle(body.title ?? ''),
        clientId: body.clientId ?? null,
        createdBy: ctx.userId,
        createdAt: clock.now(),
      };
      return await db.write(() => found(group, body.userIds ?? []));
    },

    async update(ctx: Ctx, body: Update): Promise<Outcome<ChatReply>> {
      const clean = { ...body };
      if (body.title !== undefined) clean.title = toTitle(body.title);
      if (body.about !== undefined) clean.about = toAbout(body.about);
      const now = clock.now();
      const { outcome, released } = await db.write(() => change(ctx.userId, clean, now));
      files.release(released);
      return outcome;
    },
  };
}

type Info = { title: string; about: string; avatar: string | null; rights: number };

function differences(before: Info, after: Info): SystemMessage[] {
  const notes: SystemMessage[] = [];
  if (after.title !== before.title) notes.push({ type: 'title.changed', text: after.title });
  if (after.about !== before.about) notes.push({ type: 'about.changed', text: after.about });
  if (after.avatar !== before.avatar)
    notes.push({ type: 'avatar.changed', ...(after.avatar !== null && { text: after.avatar }) });
  if (after.rights !== before.rights)
    notes.push({ type: 'rights.changed', text: listRights(after.rights).join(' ') });
  return notes;
}

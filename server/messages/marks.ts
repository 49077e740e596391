import type { Script } from '../../db/engine.ts';
import type { MarkBody, MarkReply, MarksMoved } from '../../protocol/messages.ts';
import { unreadOf } from '../chats/views.ts';
import type { Change, Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';

/** Where the marks of one person in one chat are to go at the writer's next batch. */
type Target = { delivered: number; read: number; countUnread: boolean };
type Waiting = { target: Target; done: Promise<Moved> };
type Moved = {
  delivered: number;
  read: number;
  marks: number;
  unread?: number;
  moved: 'none' | 'delivered' | 'read';
  audience: string[];
};

export function createMarks({ db }: Pick<Deps, 'db'>) {
  const waiting = new Map<string, Waiting>();

  function* move(userId: string, chatId: string, target: Target): Script<Moved> {
    const head = yield* db.chats.head(userId, chatId);
    if (!head) throw new Refusal('not_found');
    const { lastSeq, audience } = head;
    // Never back (original #13), never beyond the end, and what is read has arrived.
    const read = Math.max(head.read, Math.min(target.read, lastSeq));
    const delivered = Math.max(head.delivered, Math.min(target.delivered, lastSeq), read);
    const moved = read > head.read ? 'read' : delivered > head.delivered ? 'delivered' : 'none';
    const marks = moved === 'none' ? head.marks : head.marks + 1;
    if (moved !== 'none') yield* db.chats.moveMarks(chatId, userId, { delivered, read, marks });
    const asked = target.countUnread && audience.length > 1;
    const unread = asked ? yield* unreadOf(db, userId, { id: chatId, read, lastSeq }) : undefined;
    return { delivered, read, marks, unread, moved, audience };
  }

  /** Marks of one person and chat that arrive in one turn are one movement; `first` announces it. */
  async function join(userId: string, chatId: string, to: Target) {
    const key = `${chatId}${userId}`;
    const open = waiting.get(key);
    if (open) {
      open.target.delivered = Math.max(open.target.delivered, to.delivered);
      open.target.read = Math.max(open.target.read, to.read);
      open.target.countUnread ||= to.countUnread;
      return { ...(await open.done), moved: 'none' as const };
    }
    const target = { ...to };
    const close = (): void => {
      if (waiting.get(key)?.target === target) waiting.delete(key);
    };
    const done = db.write(() => {
      close();
      return move(userId, chatId, target);
    });
    waiting.set(key, { target, done });
    try {
      return await done;
    } catch (error) {
      // Refused before it ran.
      close();
      throw error;
    }
  }

  async function mark(ctx: Ctx, chatId: string, to: Target): Promise<Outcome<MarkReply>> {
    const { audience, moved, ...marks } = await join(ctx.userId, chatId, to);
    const changes = moved === 'none' ? [] : announce(ctx.userId, chatId, marks, audience);
    return { reply: marks, changes };
  }

  return {
    delivered: (ctx: Ctx, { chatId, seq }: MarkBody): Promise<Outcome<MarkReply>> =>
      mark(ctx, chatId, { delivered: seq, read: 0, countUnread: false }),
    async read(ctx: Ctx, { chatId, seq }: MarkBody): Promise<Outcome<MarkReply>> {
      const { reply, changes } = await mark(ctx, chatId, {
        delivered: seq,
        read: seq,
        countUnread: true,
      });
      return { reply: { ...reply, unread: reply.unread ?? 0 }, changes };
    },
  };
}

/** How much somebody has yet to read is their own business: only their devices hear `unread`. */
function announce(
  userId: string,
  chatId: string,
  { unread, ...marks }: MarkReply,
  audience: string[],
): Change[] {
  const body: MarksMoved = { chatId, userId, ...marks };
  const event = { type: 'marks.moved', body } as const;
  if (unread === undefined) return [{ to: audience, event, exceptSender: true }];
  const others = audience.filter((id) => id !== userId);
  const own = { type: 'marks.moved', body: { ...body, unread } } as const;
  return [
    { to: others, event },
    { to: [userId], event: own, exceptSender: true },
  ];
}

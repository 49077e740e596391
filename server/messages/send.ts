import type { Script } from '../../db/engine.ts';
import type { Audience } from '../../db/heads.ts';
import type { Message, SendReply } from '../../protocol/messages.ts';
import type { UpBody } from '../../protocol/up.ts';
import { mustBeAllowed } from '../chats/rights.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../errors.ts';
import { toText } from './text.ts';

type Draft = { chatId: string; senderId: string; clientId: string; text: string; now: number };
type Sent = { reply: SendReply; audience: Audience };

export function createSend({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  /** Three statements: who and where (the authorisation), the row, the chat's counters. */
  function* store(draft: Draft): Script<Sent> {
    const { chatId, senderId } = draft;
    const head = yield* db.chats.head(senderId, chatId);
    if (!head) throw new Refusal('not_found');
    mustBeAllowed(head, 'write');
    const seq = head.lastSeq + 1;
    // A clock that was set back must not put a message before its elders.
    const message = toMessage(draft, seq, Math.max(draft.now, head.lastAt));
    if (!(yield* db.messages.insert(message))) return yield* again(draft, head.lastRev);
    const rev = head.lastRev + 1;
    yield* db.chats.advance(chatId, { lastSeq: seq, lastRev: rev, lastAt: message.createdAt });
    const audience =
      seq === 1 && head.kind === 'direct' ? yield* db.chats.everyone(chatId) : head.audience;
    return { reply: { message, rev, retry: false }, audience };
  }

  /** The client did not hear the first answer; it gets it again, and nobody else hears anything. */
  function* again({ chatId, senderId, clientId }: Draft, rev: number): Script<Sent> {
    const message = yield* db.messages.byClientId(chatId, senderId, clientId);
    if (!message) throw new Error('a message that is there is not found');
    return { reply: { message, rev, retry: true }, audience: [] };
  }

  return async (ctx: Ctx, body: UpBody<'message.send'>): Promise<Outcome<SendReply>> => {
    const { chatId, clientId } = body;
    const text = toText(body.text);
    const draft = { chatId, senderId: ctx.userId, clientId, text, now: clock.now() };
    const { reply, audience } = await db.write(() => store(draft));
    if (reply.retry) return { reply, changes: [] };
    const { message, rev } = reply;
    const event = { type: 'message.added', chat: chatId, rev, body: { message } } as const;
    return { reply, changes: [{ to: audience, event, exceptSender: true }] };
  };
}

function toMessage(draft: Draft, seq: number, createdAt: number): Message {
  return {
    chatId: draft.chatId,
    seq,
    senderId: draft.senderId,
    clientId: draft.clientId,
    kind: 'text',
    text: draft.text,
    createdAt,
    editedAt: null,
    deletedAt: null,
    rev: 0,
  };
}

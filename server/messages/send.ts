import type { Tx } from '../../db/engine/engine.ts';
import type { Audience, ChatContext } from '../../db/stores/chat-context.ts';
import type { Message, SendReply } from '../../protocol/messages.ts';
import type { UpBody } from '../../protocol/up.ts';
import { mustBeAllowed } from '../chats/rights.ts';
import { afterSend, type Effects, mustReach } from '../chats/settings-effects.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';
import { contextOf } from './access.ts';
import { mention } from './addressed.ts';
import { type MessageContent, readDraft, type SendDraft, toContent } from './draft.ts';
import { attachFiles } from './files.ts';
import { orderPush } from './order-push.ts';
import { nextMoment } from './system-messages.ts';

type Sent = { reply: SendReply; audience: Audience; effects?: Effects };

export function createSend({ db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>) {
  const requests = config.requests === 'on';

  /** Four statements when it is plain text: who and where (the authorisation), the row, the chat's counters, the push. */
  function* store(draft: SendDraft): Tx<Sent> {
    const { chatId, senderId } = draft;
    const context = yield* contextOf(db, senderId, chatId);
    const content = yield* contentOf(draft, context);
    if (!content) return yield* again(draft, context.lastRev);
    const message = toMessage(draft, context, content);
    if (!(yield* db.messages.insert(message))) return yield* again(draft, context.lastRev);
    const { seq } = message;
    const rev = context.lastRev + 1;
    yield* db.chats.advance(chatId, { lastSeq: seq, lastRev: rev, lastAt: message.createdAt });
    yield* orderPush(db, { chatId, kind: 'message', userId: '', seq }, draft.now);
    if (content.addresses) yield* mention(db, message);
    if (message.files) yield* attachFiles(db, message);
    const hidden = seq === 1 && context.kind !== 'group';
    const audience = hidden ? yield* db.chats.everyone(chatId) : context.audience;
    const effects = yield* afterSend(db, message, context, requests);
    return { reply: { message, rev, retry: false }, audience, effects };
  }

  /**
   * What may be sent now; undefined: it was sent before, and what has changed since (a right withdrawn, the quoted
   * message cleared) must not make its sender believe that it was not.
   */
  function* contentOf(draft: SendDraft, context: ChatContext): Tx<MessageContent | undefined> {
    try {
      mustReach(context);
      mustBeAllowed(context, 'write');
      return draft.plain ?? (yield* toContent(db, draft));
    } catch (error) {
      const { chatId, senderId, clientId } = draft;
      if (yield* db.messages.byClientId(chatId, senderId, clientId)) return undefined;
      throw error;
    }
  }

  /** The client lost the first answer. It gets the same message again, and no event is sent. */
  function* again({ chatId, senderId, clientId }: SendDraft, rev: number): Tx<Sent> {
    const message = yield* db.messages.byClientId(chatId, senderId, clientId);
    if (!message) throw new Error('a message that is there is not found');
    return { reply: { message, rev, retry: true }, audience: [] };
  }

  return async (ctx: Ctx, body: UpBody<'message.send'>): Promise<Outcome<SendReply>> => {
    const draft = readDraft(ctx.userId, body, clock.now());
    const { reply, audience, effects } = await db.write(() => store(draft), draft.chatId);
    if (reply.retry) return { reply, changes: [] };
    const { message, rev } = reply;
    const event = { type: 'message.added', chat: body.chatId, rev, body: { message } } as const;
    const changes = [{ to: audience, event, exceptSender: true }, ...(effects?.changes ?? [])];
    return { reply, changes, ties: effects?.ties };
  };
}

function toMessage(draft: SendDraft, context: ChatContext, { parts }: MessageContent): Message {
  const { chatId, senderId, clientId, now } = draft;
  return {
    chatId,
    seq: context.lastSeq + 1,
    senderId,
    clientId,
    kind: 'text',
    ...parts,
    createdAt: nextMoment(now, context.lastAt),
    editedAt: null,
    deletedAt: null,
    rev: 0,
  };
}

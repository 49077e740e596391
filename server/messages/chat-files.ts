import { ApiError } from '../../db/engine/api-error.ts';
import type { Tx } from '../../db/engine/engine.ts';
import { LIMITS } from '../../protocol/limits.ts';
import type { ChatFilesBody, Message } from '../../protocol/messages.ts';
import type { UpReply } from '../../protocol/up.ts';
import type { Ctx, Outcome } from '../context.ts';
import type { Deps } from '../deps.ts';

const PAGE = 50;

/** What was shared in a chat, by kind: files, and links. */
export function createChatFiles({ db }: Pick<Deps, 'db'>) {
  function* page(
    userId: string,
    { chatId, kinds, before, limit = PAGE }: ChatFilesBody,
  ): Tx<Message[]> {
    if (!(yield* db.chats.membership(userId, chatId))) throw new ApiError('not_found');
    const asked = { userId, chatId, before: before ?? Number.MAX_SAFE_INTEGER, limit };
    const seqs = new Set<number>();
    for (const kind of new Set(kinds)) {
      const found =
        kind === 'link' ? db.messages.withLinks(asked) : db.files.seqsOf({ ...asked, kind });
      for (const seq of yield* found) seqs.add(seq);
    }
    const messages: Message[] = [];
    let bytes = 0;
    for (const seq of [...seqs].sort((a, b) => b - a).slice(0, limit)) {
      const message = yield* db.messages.shown(userId, chatId, seq);
      if (!message) continue;
      bytes += Buffer.byteLength(JSON.stringify(message));
      if (bytes > LIMITS.pageBytes && messages.length > 0) break;
      messages.push(message);
    }
    return yield* db.messages.withMine(userId, messages);
  }

  return {
    async files(ctx: Ctx, body: ChatFilesBody): Promise<Outcome<UpReply<'chat.files'>>> {
      return { reply: { messages: await db.read(page(ctx.userId, body)) }, changes: [] };
    },
  };
}

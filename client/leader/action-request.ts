import type { UpBody, UpReply, UpType } from '../../protocol/up.ts';
import type { ActionRow } from '../core/local-db/pending-action.ts';
import type { ActionResult } from '../sync/input.ts';

export type Ask = <T extends UpType>(type: T, body: UpBody<T>) => Promise<UpReply<T>>;

/** Sends a pending action to the server and returns what is to be stored. */
export async function sendAction(
  ask: Ask,
  { id, chatId, action }: ActionRow,
): Promise<ActionResult> {
  return { kind: 'actionResult', id, chatId, ...(await answer(ask, chatId, action)) };
}

async function answer(
  ask: Ask,
  chatId: string,
  action: ActionRow['action'],
): Promise<Partial<ActionResult>> {
  switch (action.do) {
    case 'edit': {
      const { seq, text, entities } = action;
      const { message } = await ask('message.edit', { chatId, seq, text, entities });
      return { messages: [message] };
    }
    case 'remove': {
      const { seqs, everyone } = action;
      const { messages } = await ask('message.delete', { chatId, seqs, everyone });
      return everyone ? { messages } : { hidden: seqs };
    }
    case 'react': {
      const { seq, emojis } = action;
      const { message } = await ask('message.react', { chatId, seq, emojis });
      // Absent when empty, which is not "as it was".
      return { messages: [{ ...message, ownReactions: message.ownReactions ?? [] }] };
    }
    case 'pin': {
      const { seq, on } = action;
      return { messages: [(await ask('message.pin', { chatId, seq, on })).message] };
    }
    case 'markPlayed': {
      const { seq } = action;
      return { messages: [(await ask('message.played', { chatId, seq })).message], played: seq };
    }
    case 'settings':
      return { chat: await ask('chat.settings', { chatId, ...action.change }) };
    case 'clear': {
      const { seq, remove } = action;
      const chat = await ask('chat.clear', { chatId, seq, remove });
      // Something new came meanwhile, so it stays in the list.
      return remove && chat.chat.lastSeq <= seq ? { gone: true } : { chat };
    }
    case 'accept':
      return { chat: await ask('chat.accept', { chatId }) };
    case 'block': {
      const { userId, on } = action;
      await ask('user.block', { userId, on });
      return chatId === '' ? {} : { chat: await ask('chat.get', { chatId }) };
    }
  }
}

import type { Message, SharedKind } from '../../../protocol/messages.ts';
import type { Messenger } from '../../core/services.ts';

const PAGE = 60;
/** So many pages are gone through from the newest on, to find what follows a message. */
const PAGES = 20;

const VISUAL: SharedKind[] = ['picture', 'video'];

/** The messages of a chat that hold something of some kinds, newest first; those before `before`. None: there are no more. */
export async function readChatFiles(
  messenger: Messenger,
  chatId: string,
  kinds: SharedKind[],
  before?: number,
): Promise<Message[]> {
  const from = before === undefined ? {} : { before };
  const { messages } = await messenger.ask('chat.files', { chatId, kinds, limit: PAGE, ...from });
  return messages;
}

/** For the viewer: pictures and videos on one side of a message. */
export async function moreVisual(
  messenger: Messenger,
  chatId: string,
  side: 'older' | 'newer',
  seq: number,
): Promise<Message[]> {
  if (side === 'older') return await readChatFiles(messenger, chatId, VISUAL, seq);
  const found: Message[] = [];
  let before: number | undefined;
  for (let page = 0; page < PAGES; page++) {
    const next = await readChatFiles(messenger, chatId, VISUAL, before);
    found.push(...next.filter((message) => message.seq > seq));
    before = next.at(-1)?.seq;
    if (before === undefined || before <= seq) break;
  }
  return found;
}

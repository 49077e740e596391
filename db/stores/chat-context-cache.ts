import type { ChatKind } from '../../protocol/chats.ts';
import { rowCache, type Tx } from '../engine/engine.ts';

/**
 * What a chat context says of the chat, and of the member who asks. `rights`, `flags`: bits (server/chats/rights.ts,
 * membership-flags.ts).
 */
export type ChatPart = {
  kind: ChatKind;
  rights: number;
  lastSeq: number;
  lastRev: number;
  lastAt: number;
  receiptRev: number;
};
export type MemberPart = {
  role: string;
  memberRev: number;
  delivered: number;
  read: number;
  /** What lay there when they came in. */
  joined: number;
  flags: number;
  audience: readonly string[] | { chat: string };
};
type Known = { chat: ChatPart; members: Map<string, MemberPart> };
type Place = Pick<ChatPart, 'lastSeq' | 'lastRev' | 'lastAt'>;
type ReceiptState = { delivered: number; read: number };

/** Members of all chats together, about 200 bytes each. */
const MOST = 20_000;

/**
 * The chat contexts (chat-context.ts) that the writer has read, so that a chat in which people write is not looked up
 * again for each message and receipt: with blocks, requests and rights that costs as much as storing the message.
 *
 * The cache is exact: one connection writes, and every statement of it says what it leaves true (`CacheEffect`,
 * engine.ts). Everything is forgotten after a statement that says nothing, after a rollback, and when another program
 * has written to the file. It never remembers that a person is not a member, nor a chat without messages, since the
 * first message changes who sees the chat.
 */
export class ChatContextCache {
  private readonly chats = new Map<string, Known>();
  private members = 0;

  constructor(private readonly most = MOST) {}

  /** Returns a copy, because the caller counts on in it. */
  find(chatId: string, userId: string): (ChatPart & MemberPart) | undefined {
    const known = this.chats.get(chatId);
    const member = known?.members.get(userId);
    return known && member && joinParts(known.chat, member);
  }

  keep(chatId: string, userId: string, context: ChatPart & MemberPart): void {
    const { kind, rights, lastSeq, lastRev, lastAt, receiptRev } = context;
    if (lastSeq === 0) return;
    if (this.members >= this.most) this.clear();
    let known = this.chats.get(chatId);
    if (known === undefined) {
      known = { chat: { kind, rights, lastSeq, lastRev, lastAt, receiptRev }, members: new Map() };
      this.chats.set(chatId, known);
    }
    const { role, memberRev, delivered, read, joined, flags, audience } = context;
    known.members.set(userId, { role, memberRev, delivered, read, joined, flags, audience });
    this.members++;
  }

  advanced(chatId: string, { lastSeq, lastRev, lastAt }: Place): void {
    const chat = this.chats.get(chatId)?.chat;
    if (!chat) return;
    chat.lastSeq = lastSeq;
    chat.lastRev = lastRev;
    chat.lastAt = lastAt;
  }

  /** `receiptRev` or `memberRev`: the counter that counts the move. */
  moved(
    chatId: string,
    userId: string,
    to: ReceiptState & { receiptRev?: number; memberRev?: number },
  ): void {
    const known = this.chats.get(chatId);
    if (known && to.receiptRev !== undefined) known.chat.receiptRev = to.receiptRev;
    const member = known?.members.get(userId);
    if (!member) return;
    member.delivered = to.delivered;
    member.read = to.read;
    member.memberRev = to.memberRev ?? member.memberRev;
  }

  forget(chatId: string): void {
    this.members -= this.chats.get(chatId)?.members.size ?? 0;
    this.chats.delete(chatId);
  }

  clear(): void {
    this.chats.clear();
    this.members = 0;
  }
}

/** The one of the connection that runs this script. */
export function* chatContextCache(): Tx<ChatContextCache | undefined> {
  return (yield* rowCache()) as ChatContextCache | undefined;
}

/** Written out: this runs for each message and each receipt, and two spreads cost five times as much. */
function joinParts(chat: ChatPart, member: MemberPart): ChatPart & MemberPart {
  const { kind, rights, lastSeq, lastRev, lastAt, receiptRev } = chat;
  const { role, memberRev, delivered, read, joined, flags, audience } = member;
  // biome-ignore format: one line a part
  return {
    kind, rights, lastSeq, lastRev, lastAt, receiptRev,
    role, memberRev, delivered, read, joined, flags, audience,
  };
}

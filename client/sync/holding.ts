import { chatOf, type Input } from './input.ts';

type Sent = Extract<Input, { kind: 'sent' }>;
type Held = { input: Input; at: number };
/** More than this from one chat is a stream that sync will bring anyway. */
const MOST = 500;

/** Inputs that came before what they follow, by chat, until the gap is filled. */
export class Holding {
  private readonly chats = new Map<string, Held[]>();
  private turn = 0;

  get size(): number {
    return this.chats.size;
  }

  /** A moment in this device's life: what is held so far has come before it. */
  now(): number {
    return ++this.turn;
  }

  hold(input: Input): void {
    const chatId = chatOf(input);
    if (chatId === undefined) return;
    const held = this.chats.get(chatId) ?? [];
    held.push({ input, at: this.turn });
    this.chats.set(chatId, held.slice(-MOST));
  }

  /** Takes out what may have become possible. */
  take(chatIds: Iterable<string>): Input[] {
    const taken: Held[] = [];
    for (const id of chatIds) {
      taken.push(...(this.chats.get(id) ?? []));
      this.chats.delete(id);
    }
    return taken.sort((a, b) => orderOf(a.input) - orderOf(b.input)).map(({ input }) => input);
  }

  /**
   * A whole sync that began at `moment` has not filled these gaps, so it never will (the chat is gone, say). Returns
   * the replies to sent messages among the held inputs, because the server has those messages.
   */
  abandon(moment: number): Sent[] {
    const sends: Sent[] = [];
    for (const [id, held] of this.chats) {
      const stay = held.filter(({ at }) => at >= moment);
      if (stay.length === 0) this.chats.delete(id);
      else this.chats.set(id, stay);
      for (const { input, at } of held) if (at < moment && input.kind === 'sent') sends.push(input);
    }
    return sends;
  }
}

function orderOf(input: Input): number {
  if (input.kind === 'sent') return input.reply.rev;
  if (input.kind === 'marked') return input.reply.marks;
  if (input.kind !== 'event') return 0;
  return input.event.type === 'marks.moved' ? input.event.body.marks : (input.event.rev ?? 0);
}

import type { Message } from '../../protocol/messages.ts';
import type { Cursor, SyncReply } from '../../protocol/sync.ts';
import type { Caller, Socket } from '../helpers/app.ts';
import type { Json } from '../helpers/caller.ts';
import { cursorOf } from '../helpers/cast.ts';
import { until } from '../helpers/until.ts';
import { open, type Reached } from './two-nodes.ts';

/**
 * A device of a test, after the rules of the protocol (docs/architecture.md): it applies what is next, asks `sync` where it has
 * missed something or hears of a chat that it does not know, and never connects again. What was applied twice, or in a
 * wrong order, shows in `texts`.
 */
export class Device {
  readonly texts: string[] = [];
  syncs = 0;
  private cursor: Cursor = {};
  private taken = 0;
  private asking: Promise<void> | undefined;
  private again = false;

  private constructor(private socket: Socket) {
    this.listen();
  }

  static async open(server: Reached, who: Caller): Promise<Device> {
    const socket = await open(server, who);
    const device = new Device(socket);
    device.apply((await socket.request('sync', { cursor: {} })).body);
    device.texts.length = 0;
    return device;
  }

  /** Connects again, with all that it knows. */
  async return(server: Reached, who: Caller): Promise<void> {
    this.socket = await open(server, who);
    this.taken = 0;
    this.listen();
    this.sync();
  }

  get closed(): Promise<number> {
    return this.socket.closed;
  }

  close(): void {
    this.socket.close();
  }

  private listen(): void {
    this.socket.raw.addEventListener('message', () => this.read());
  }

  private read(): void {
    const { events } = this.socket;
    for (; this.taken < events.length; this.taken++) this.take(events[this.taken]);
  }

  private take({ type, chat, rev, body }: Json): void {
    if (type === 'receipts.moved') {
      if (!this.cursor[body.chatId]) this.sync();
      return;
    }
    if (type !== 'message.added') return;
    const entry = this.cursor[chat];
    if (!entry || rev > entry[1] + 1) {
      this.sync();
      return;
    }
    if (rev <= entry[1]) return;
    this.cursor[chat] = [body.message.seq, rev, entry[2], entry[3]];
    this.note(body.message);
  }

  private note({ kind, text }: Pick<Message, 'kind' | 'text'>): void {
    if (kind !== 'system') this.texts.push(text);
  }

  private sync(): void {
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = this.ask().finally(() => {
      this.asking = undefined;
      if (this.again) this.sync();
    });
  }

  private async ask(): Promise<void> {
    this.again = false;
    this.syncs++;
    // As a device does, it asks again where the server has no answer now.
    const request = () => this.request('sync', { cursor: this.cursor });
    const { body } = await until(request, ({ ok }) => ok === true);
    await this.fillHoles(body);
    this.apply(body);
  }

  /** What a socket that has closed was asked is asked by the next one. */
  private request(type: string, body: object): Promise<Json> {
    const { socket } = this;
    const { promise: lost, reject } = Promise.withResolvers<never>();
    void socket.closed.then(() => reject(new Error('closed')));
    return Promise.race([socket.request(type, body), lost]);
  }

  /** Where more is new than a page has, `sync` gives the newest, and `history` has what lies between. */
  private async fillHoles({ chats }: SyncReply): Promise<void> {
    for (const { chat, messages, reset } of chats) {
      const known = this.cursor[chat.id];
      const [first] = messages;
      if (!reset || !known || !first) continue;
      const between: Message[] = [];
      for (let after = known[0]; after < first.seq - 1; ) {
        const asked = { chatId: chat.id, after };
        const read = () => this.request('history', asked);
        const page: Message[] = (await until(read, ({ ok }) => ok === true)).body.messages;
        between.push(...page.filter(({ seq }) => seq < first.seq));
        after = page.at(-1)?.seq ?? first.seq;
      }
      messages.unshift(...between);
    }
  }

  private apply(reply: SyncReply): void {
    for (const { chat, messages } of reply.chats) {
      const seq = this.cursor[chat.id]?.[0] ?? 0;
      // The device has heard more, meanwhile, than this answer knows.
      if (seq > chat.lastSeq) continue;
      for (const message of messages) if (message.seq > seq) this.note(message);
      this.cursor = {
        ...this.cursor,
        ...cursorOf({ ...reply, chats: [{ chat, messages, reset: false }] }),
      };
    }
  }
}

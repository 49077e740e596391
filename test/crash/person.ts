import type { Message } from '../../protocol/messages.ts';
import { PROTOCOL_VERSION } from '../../protocol/version.ts';

/** A message as its writer keeps it until, and after, the server has acknowledged it. */
export type Sent = { chatId: string; clientId: string; text: string };
export type Acked = Sent & { seq: number };
type Frame = {
  id?: number;
  ok?: boolean;
  type?: string;
  error?: unknown;
  body: { message?: Message; retry?: boolean; chatId?: string; delivered?: number; read?: number };
};

const IN_FLIGHT = 12;

/**
 * One person's device under load: an outbox that retries with the same client ids, and a record of all that the server
 * has promised, to be compared with the database at the end.
 */
export class Person {
  readonly unacked = new Map<string, Sent>();
  readonly acked = new Map<string, Acked>();
  /** What others wrote and this device received: it was announced, so it must be on disk. */
  readonly heard: Message[] = [];
  /** Receipts that the server has acknowledged, by chat. */
  readonly delivered = new Map<string, number>();
  /** Sentences about replies that no crash excuses. */
  readonly complaints: string[] = [];
  /** Counts retries, and those that the server knew already: its acknowledgement had been lost. */
  readonly retries = { sent: 0, known: 0 };
  writing = true;
  private socket: WebSocket | undefined;
  private nextId = 1;
  private written = 0;
  private open = new Map<number, { sent: Sent } | { markOf: string }>();

  constructor(
    readonly name: string,
    readonly token: string,
    readonly userId: string,
    readonly chats: string[],
  ) {}

  /** Resolves when the server has replied to hello; then the outbox goes out again, and new messages follow. */
  async connect(port: number): Promise<void> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, [
      'payambar.v1',
      `bearer.${this.token}`,
    ]);
    this.socket = socket;
    this.open = new Map();
    await new Promise<void>((resolve, reject) => {
      socket.onclose = (event) => reject(new Error(`closed ${event.code} at once`));
      socket.onopen = () => this.request('hello', { protocol: PROTOCOL_VERSION, active: false });
      socket.onmessage = () => resolve();
    });
    socket.onclose = null;
    socket.onmessage = ({ data }) => this.onFrame(JSON.parse(String(data)));
    this.resend();
    this.fill();
  }

  /** The server is dead: what is still in the socket's buffers of a dead process counts for nothing. */
  drop(): void {
    if (!this.socket) return;
    this.socket.onmessage = null;
    this.socket.close();
    this.socket = undefined;
  }

  private request(type: string, body: object): number {
    const id = this.nextId++;
    this.socket?.send(JSON.stringify({ id, type, body }));
    return id;
  }

  private send(sent: Sent): void {
    this.open.set(this.request('message.send', sent), { sent });
  }

  /**
   * Sends again in the order of writing, and the last acknowledged one too: a client may have lost its own note of
   * it.
   */
  private resend(): void {
    const last = [...this.acked.values()].at(-1);
    if (last) this.send({ chatId: last.chatId, clientId: last.clientId, text: last.text });
    for (const sent of this.unacked.values()) {
      this.retries.sent++;
      this.send(sent);
    }
  }

  private fill(): void {
    while (this.writing && this.unacked.size < IN_FLIGHT) {
      const n = ++this.written;
      const chatId = this.chats[n % this.chats.length] ?? '';
      const clientId = Bun.randomUUIDv7();
      const sent = { chatId, clientId, text: `${this.name} ${n} نوشت ${searchWord(clientId)}` };
      this.unacked.set(clientId, sent);
      this.send(sent);
    }
  }

  private onFrame(frame: Frame): void {
    if (frame.type === 'message.added' && frame.body.message) this.onAdded(frame.body.message);
    if (frame.id === undefined) return;
    const asked = this.open.get(frame.id);
    this.open.delete(frame.id);
    if (!asked) return;
    if (!frame.ok) this.complaints.push(`${this.name} was refused: ${JSON.stringify(frame.error)}`);
    else if ('sent' in asked) this.onAck(asked.sent, frame);
    else this.raise(asked.markOf, frame.body.delivered ?? 0);
  }

  private onAck(sent: Sent, { body }: Frame): void {
    const { message, retry } = body;
    if (!message) return void this.complaints.push(`${this.name}: an ack without its message`);
    const first = this.acked.get(sent.clientId);
    if (first && first.seq !== message.seq) {
      this.complaints.push(`${sent.clientId} was ${first.seq}, its retry ${message.seq}`);
    }
    if (first && !retry) this.complaints.push(`${sent.clientId} was stored as new twice`);
    if (!first && retry) this.retries.known++;
    if (message.text !== sent.text) this.complaints.push(`${sent.clientId} came back changed`);
    this.acked.set(sent.clientId, { ...sent, seq: message.seq });
    this.unacked.delete(sent.clientId);
    this.fill();
  }

  private onAdded(message: Message): void {
    this.heard.push(message);
    const mark = { chatId: message.chatId, seq: message.seq };
    const type = message.seq % 3 === 0 ? 'chat.read' : 'chat.delivered';
    this.open.set(this.request(type, mark), { markOf: message.chatId });
  }

  private raise(chatId: string, seq: number): void {
    this.delivered.set(chatId, Math.max(seq, this.delivered.get(chatId) ?? 0));
  }
}

/** Returns a word that only this message has: the end of its client id, which is random. */
export function searchWord(clientId: string): string {
  return `w${clientId.slice(-12)}`;
}

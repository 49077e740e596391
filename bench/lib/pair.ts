import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { connect } from './connect.ts';

/** Two people with one chat. The first writes, the second receives and confirms. */
export type PairSpec = { chatId: string; peerId: string; tokens: [string, string] };

/**
 * The texts are Persian and English of a usual length (about 40 characters), without a character that JSON escapes.
 */
const TEXTS = [
  'سلام، خوبی؟ امروز ساعت پنج می‌بینمت.',
  'The build is green, I will send you the file tonight.',
  'باشه، من توی راهم. ترافیک همت خیلی سنگینه.',
  'ok, فردا صحبت می‌کنیم',
  'عکس‌ها رو دیدم، خیلی قشنگ بودن! ممنون که فرستادی.',
];

/** The text of message `id`, which begins with that number. */
export const textOf = (id: number): string =>
  `${String(id).padStart(8, '0')} ${TEXTS[id % TEXTS.length]}`;

/**
 * The numbers of a frame are cut out by their keys: a whole JSON.parse for each frame would cost the load more than the
 * server, on the same two cores. The texts above can't contain a key.
 */
export function numberAfter(frame: string, key: string): number {
  const at = frame.indexOf(key);
  return at === -1
    ? Number.NaN
    : Number.parseInt(frame.slice(at + key.length, at + key.length + 16), 10);
}

export type PairEvents = {
  /** The server's acknowledgement: the message is on disk. */
  onAcked(id: number, seq: number): void;
  /** The other side received the message; the text's number says which one. */
  onEvent(id: number): void;
  /** The writer was told that all up to `seq` has been delivered. */
  onReceipt(seq: number): void;
  failed(reason: string): void;
};

export class Pair {
  private writer: WebSocket | undefined;
  private reader: WebSocket | undefined;
  private readonly before: string;
  private readonly confirm: string;
  private readonly peer: string;

  constructor(
    private readonly spec: PairSpec,
    /** Of the writer's node and the reader's. */
    private readonly ports: readonly [number, number],
    private readonly hello: boolean,
    private readonly events: PairEvents,
  ) {
    this.before = `,"type":"message.send","body":{"chatId":"${spec.chatId}","clientId":"`;
    this.confirm = `{"id":1,"type":"chat.delivered","body":{"chatId":"${spec.chatId}","seq":`;
    this.peer = `"userId":"${spec.peerId}"`;
  }

  async open(): Promise<void> {
    const [a, b] = [
      connect(this.ports[0], this.spec.tokens[0]),
      connect(this.ports[1], this.spec.tokens[1]),
    ];
    await Promise.all([this.ready(a), this.ready(b)]);
    a.onmessage = (event) => this.onWriter(String(event.data));
    b.onmessage = (event) => this.onReader(String(event.data), b);
    this.writer = a;
    this.reader = b;
  }

  send(id: number): void {
    this.writer?.send(`{"id":${id}${this.before}${Bun.randomUUIDv7()}","text":"${textOf(id)}"}}`);
  }

  close(): void {
    for (const socket of [this.writer, this.reader]) {
      if (!socket) continue;
      socket.onclose = null;
      socket.close();
    }
  }

  private ready(socket: WebSocket): Promise<void> {
    return new Promise((resolve, reject) => {
      socket.onclose = (event) => {
        reject(new Error(`closed ${event.code} before it opened`));
        this.events.failed(`closed ${event.code}`);
      };
      socket.onopen = () => {
        if (!this.hello) resolve();
        else
          socket.send(
            JSON.stringify({ id: 0, type: 'hello', body: { protocol: PROTOCOL_VERSION } }),
          );
      };
      socket.onmessage = (event) => {
        if (String(event.data).includes('"ok":true')) resolve();
        else reject(new Error(String(event.data)));
      };
    });
  }

  private onWriter(frame: string): void {
    if (frame.startsWith('{"id":')) {
      if (frame.includes('"ok":false')) this.events.failed(frame);
      else this.events.onAcked(numberAfter(frame, '"id":'), numberAfter(frame, '"seq":'));
    } else if (frame.includes('"receipts.moved"') && frame.includes(this.peer)) {
      this.events.onReceipt(numberAfter(frame, '"delivered":'));
    }
  }

  private onReader(frame: string, socket: WebSocket): void {
    if (frame.includes('"message.added"')) {
      socket.send(`${this.confirm}${numberAfter(frame, '"seq":')}}}`);
      this.events.onEvent(numberAfter(frame, '"text":"'));
    } else if (frame.includes('"ok":false')) this.events.failed(frame);
  }
}

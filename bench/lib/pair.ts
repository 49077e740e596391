import { PROTOCOL_VERSION } from '../../protocol/version.ts';
import { connect } from './connect.ts';

/** Two people with one chat. The first writes, the second receives and confirms. */
export type PairSpec = { chatId: string; peerId: string; tokens: [string, string] };

/** Persian and English of a usual length (about 40 characters), no character that JSON escapes. */
const TEXTS = [
  'سلام، خوبی؟ امروز ساعت پنج می‌بینمت.',
  'The build is green, I will send you the file tonight.',
  'باشه، من توی راهم. ترافیک همت خیلی سنگینه.',
  'ok, فردا صحبت می‌کنیم',
  'عکس‌ها رو دیدم، خیلی قشنگ بودن! ممنون که فرستادی.',
];

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
  acked(id: number, seq: number): void;
  /** The other side heard of the message; the text's number says of which. */
  heard(id: number): void;
  /** The writer heard that all up to `seq` has been delivered. */
  receipt(seq: number): void;
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
    private readonly port: number,
    private readonly hello: boolean,
    private readonly events: PairEvents,
  ) {
    this.before = `,"type":"message.send","body":{"chatId":"${spec.chatId}","clientId":"`;
    this.confirm = `{"id":1,"type":"chat.delivered","body":{"chatId":"${spec.chatId}","seq":`;
    this.peer = `"userId":"${spec.peerId}"`;
  }

  async open(): Promise<void> {
    const [a, b] = this.spec.tokens.map((token) => connect(this.port, token));
    if (!a || !b) throw new Error('a pair needs two tokens');
    await Promise.all([this.ready(a), this.ready(b)]);
    a.onmessage = (event) => this.onWriter(String(event.data));
    b.onmessage = (event) => this.onReader(String(event.data), b);
    this.writer = a;
    this.reader = b;
  }

  send(id: number): void {
    const text = `${String(id).padStart(8, '0')} ${TEXTS[id % TEXTS.length]}`;
    this.writer?.send(`{"id":${id}${this.before}${Bun.randomUUIDv7()}","text":"${text}"}}`);
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
      else this.events.acked(numberAfter(frame, '"id":'), numberAfter(frame, '"seq":'));
    } else if (frame.includes('"marks.moved"') && frame.includes(this.peer)) {
      this.events.receipt(numberAfter(frame, '"delivered":'));
    }
  }

  private onReader(frame: string, socket: WebSocket): void {
    if (frame.includes('"message.added"')) {
      socket.send(`${this.confirm}${numberAfter(frame, '"seq":')}}}`);
      this.events.heard(numberAfter(frame, '"text":"'));
    } else if (frame.includes('"ok":false')) this.events.failed(frame);
  }
}

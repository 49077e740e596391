import type { Socket } from 'bun';

/** Who is called when a message has come: its id, and whether it says that another one has arrived. */
type OnMessage = (id: string, isReceipt: boolean) => void;

const HOST = 'localhost';
const STREAMS = 'http:/' + '/etherx.jabber.org/streams';
const STREAM = `<stream:stream to='${HOST}' xmlns='jabber:client' xmlns:stream='${STREAMS}' version='1.0'>`;
const RECEIPTS = 'urn:xmpp:receipts';

/** As much of an XMPP client as chatting takes (RFC 6120, 6121; receipts: XEP-0184), over bare TCP. */
export class XmppClient {
  private text = '';
  private waiting: { until: string; resolve: () => void } | undefined;
  private readonly decoder = new TextDecoder();

  private constructor(
    private readonly name: string,
    private readonly onMessage: OnMessage,
    private readonly onFailure: (reason: string) => void,
  ) {}

  private socket: Socket | undefined;

  static async open(
    port: number,
    { name, password }: { name: string; password: string },
    onMessage: OnMessage,
    onFailure: (reason: string) => void,
  ): Promise<XmppClient> {
    const client = new XmppClient(name, onMessage, onFailure);
    client.socket = await Bun.connect({
      hostname: '127.0.0.1',
      port,
      socket: {
        data: (_, bytes) => client.read(bytes),
        close: () => onFailure(`the socket of ${name} was closed: ${client.text.slice(-300)}`),
      },
    });
    const plain = Buffer.from(`\0${name}\0${password}`).toString('base64');
    const bind = `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>bench</resource></bind>`;
    await client.ask(`<?xml version='1.0'?>${STREAM}`, '</stream:features>');
    await client.ask(
      `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`,
      '<success',
    );
    await client.ask(STREAM, '</stream:features>');
    await client.ask(`<iq type='set' id='bind'>${bind}</iq>`, '</iq>');
    await client.ask('<presence/>', '<presence');
    return client;
  }

  /** Sends a message whose receiver is to answer with a receipt. */
  send(to: string, id: string, body: string): void {
    this.write(
      `<message to='${to}@${HOST}' type='chat' id='${id}'><body>${body}</body><request xmlns='${RECEIPTS}'/></message>`,
    );
  }

  sendReceipt(to: string, id: string): void {
    this.write(
      `<message to='${to}@${HOST}' type='chat' id='r${id}'><received xmlns='${RECEIPTS}' id='${id}'/></message>`,
    );
  }

  close(): void {
    this.socket?.end();
  }

  private write(text: string): void {
    this.socket?.write(text);
  }

  private ask(text: string, until: string): Promise<void> {
    this.text = '';
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`${this.name} hears ${this.text}`)), 30_000);
      this.waiting = {
        until,
        resolve() {
          clearTimeout(late);
          resolve();
        },
      };
      this.write(text);
    });
  }

  private read(bytes: Uint8Array): void {
    this.text += this.decoder.decode(bytes, { stream: true });
    if (this.waiting) {
      if (!this.text.includes(this.waiting.until)) return;
      const { resolve } = this.waiting;
      this.waiting = undefined;
      resolve();
      return;
    }
    for (;;) {
      const end = this.text.indexOf('</message>');
      if (end < 0) return;
      const message = this.text.slice(this.text.indexOf('<message'), end);
      this.text = this.text.slice(end + '</message>'.length);
      if (message.includes("type='error'")) this.onFailure(message);
      else this.hear(message);
    }
  }

  private hear(message: string): void {
    const received = /<received [^>]*\bid='([^']*)'/.exec(message);
    const id = received ?? /^<message [^>]*\bid='([^']*)'/.exec(message);
    this.onMessage(id?.[1] ?? '', received !== null);
  }
}

import type { UpBody, UpReply, UpType } from '../../protocol/up.ts';
import { connect } from './connect.ts';

/** One socket that asks one thing at a time. */
export class Asker {
  private nextId = 1;
  private waiting: ((frame: string) => void) | undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.onmessage = ({ data }) => {
      // Events have no id; no caller waits for them.
      if (String(data).startsWith('{"id"')) this.waiting?.(String(data));
    };
  }

  static open(port: number, token: string): Promise<Asker> {
    const socket = connect(port, token);
    return new Promise((resolve, reject) => {
      socket.onopen = () => resolve(new Asker(socket));
      socket.onerror = () => reject(new Error('the socket did not open'));
    });
  }

  /** Resolves with the reply's body and the milliseconds from the send to its arrival (before it is parsed). */
  async ask<T extends UpType>(type: T, body: UpBody<T>): Promise<{ body: UpReply<T>; ms: number }> {
    const frame = JSON.stringify({ id: this.nextId++, type, body });
    const began = performance.now();
    const reply = await new Promise<string>((resolve) => {
      this.waiting = resolve;
      this.socket.send(frame);
    });
    const ms = performance.now() - began;
    const parsed = JSON.parse(reply);
    if (!parsed.ok) throw new Error(`${type}: ${reply}`);
    return { body: parsed.body, ms };
  }

  close(): void {
    this.socket.close();
  }
}

import type { ServerWebSocket } from 'bun';

/** A socket of the doctor: it says back what it hears, and no account is behind it. */
export class Echo {
  message(socket: ServerWebSocket<Echo>, frame: string | Uint8Array): void {
    socket.send(frame);
  }
}

import type { Clock } from './clock.ts';
import type { Costs } from './costs.ts';
import type { Disk } from './disk.ts';
import type { Process } from './machine.ts';
import type { Turns } from './turns.ts';

/** `done` runs at who sent it, when it is acknowledged; `heard` on each node that has somebody in the chat. */
export type Command = { chat: number; isReceipt: boolean; done(): void; heard(node: Node): void };

type Parts = {
  clock: Clock;
  costs: Costs;
  process: Process;
  /** The connection that writes. */
  backend: Process;
  disk: Disk;
  turns: Turns;
  /** Gives a frame to the other nodes. */
  publish(from: Node, commands: readonly Command[]): void;
  hasMember(node: Node, chat: number): boolean;
  /** Who wrote last: whether another node did decides whether what is remembered of chats still holds. */
  last: { node: Node | undefined };
};

const BATCH_MAX = 512;

export class Node {
  private queue: Command[] = [];
  private writing = false;

  constructor(
    readonly index: number,
    private readonly parts: Parts,
  ) {}

  get process(): Process {
    return this.parts.process;
  }

  take(command: Command): void {
    const { process, costs } = this.parts;
    process.do(costs.node.take, () => {
      this.queue.push(command);
      if (!this.writing) this.write();
    });
  }

  /** A frame of another node has come. */
  hear(commands: readonly Command[]): void {
    const { process, costs, hasMember } = this.parts;
    process.do(costs.node.frame + costs.node.foreignLine * commands.length);
    for (const command of commands) if (hasMember(this, command.chat)) this.deliver(command);
  }

  private deliver(command: Command): void {
    const { process, costs } = this.parts;
    process.do(costs.node.deliver, () => command.heard(this));
  }

  private write(): void {
    this.writing = true;
    const batch = this.queue.splice(0, BATCH_MAX);
    const chats = new Set(batch.map(({ chat }) => chat));
    this.parts.turns.take(chats, () => this.store(batch, chats));
  }

  private store(batch: readonly Command[], chats: ReadonlySet<number>): void {
    const { clock, costs, process, backend, disk, last, turns } = this.parts;
    const isOther = last.node !== this;
    last.node = this;
    // Receipts of one chat go together.
    const receipts = new Set(batch.filter(({ isReceipt }) => isReceipt).map(({ chat }) => chat));
    const commands = batch.filter(({ isReceipt }) => !isReceipt).length + receipts.size;
    const { node, postgres } = costs;
    const inDatabase = postgres.batch + postgres.command * commands;
    const contexts = isOther ? postgres.context * chats.size : 0;
    process.do(node.batch + node.command * commands, () =>
      clock.after(2 * costs.wayMs * costs.rounds, () =>
        backend.do(inDatabase + contexts, () =>
          disk.sync(() => {
            turns.leave(chats);
            clock.after(costs.wayMs, () => this.settle(batch));
          }),
        ),
      ),
    );
  }

  private settle(batch: readonly Command[]): void {
    const { process, costs, publish, hasMember } = this.parts;
    process.do(costs.node.reply * batch.length, () => {
      for (const command of batch) command.done();
    });
    publish(this, batch);
    for (const command of batch) if (hasMember(this, command.chat)) this.deliver(command);
    this.writing = false;
    if (this.queue.length > 0) this.write();
  }
}

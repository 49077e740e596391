import { LIMITS } from '../../protocol/limits.ts';
import type { Presence } from '../../protocol/presence.ts';
import type { UpReply } from '../../protocol/up.ts';
import type { Cancel, Env } from '../core/env.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import type { Model } from '../model/model.ts';

const SETTLE_MS = 300;

type Hooks = {
  /** Chats that are open in any tab. */
  listOpen(): string[];
  ask(userIds: string[]): Promise<UpReply<'presence.watch'>>;
  onPresence(presence: Presence[]): void;
};

/** Asks for the presence of the people of the open chats, and of the other person in the newest direct ones. */
export class PresenceWatch {
  private asked = '';
  private timer: Cancel | undefined;
  private running = false;

  constructor(
    private readonly env: Env,
    private readonly model: Model,
    private readonly me: string,
    private readonly hooks: Hooks,
  ) {}

  /** The connection is new: the server sends no presence on it yet. */
  start(): void {
    this.running = true;
    this.asked = '';
    this.ask();
  }

  stop(): void {
    this.running = false;
    this.timer?.();
    this.timer = undefined;
  }

  check(): void {
    if (!this.running) return;
    this.timer ??= this.env.after(SETTLE_MS, () => {
      this.timer = undefined;
      this.ask();
    });
  }

  private ask(): void {
    const people = this.listPeople();
    const key = [...people].sort().join();
    if (key === this.asked || !this.running) return;
    this.asked = key;
    this.hooks.ask(people).then(
      ({ presence }) => this.hooks.onPresence(presence),
      () => {
        this.asked = '';
      },
    );
  }

  private listPeople(): string[] {
    const open = this.hooks.listOpen().flatMap((id) => this.model.chats.get(id) ?? []);
    const newest = [...this.model.chats.values()].sort((a, b) => b.lastAt - a.lastAt);
    const inside = open.flatMap((chat) => this.membersOf(chat));
    const people = new Set([...inside, ...newest.flatMap((chat) => this.peerOf(chat))]);
    return [...people].slice(0, LIMITS.watched);
  }

  /** In a chat that is open: all its members, unless it is so large that the device does not know them all. */
  private membersOf({ members, memberCount }: ChatRecord): string[] {
    if (members.length < memberCount) return [];
    return members.map((member) => member.userId).filter((id) => id !== this.me);
  }

  private peerOf(chat: ChatRecord): string[] {
    if (chat.kind !== 'direct') return [];
    return chat.members.map((member) => member.userId).filter((id) => id !== this.me);
  }
}

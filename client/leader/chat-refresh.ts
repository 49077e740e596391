import type { Message } from '../../protocol/messages.ts';
import type { Cancel, Env } from '../core/env.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { isApiError } from '../core/services.ts';
import type { Model } from '../model/model.ts';
import type { Input } from '../sync/input.ts';
import type { Ask } from './action-request.ts';

const SETTLE_MS = 300;
/** A thousand members must not all ask in the moment in which one of them leaves. */
const CROWD = 30;
const CROWD_MS = 5000;
const PEOPLE = 100;

type Hooks = { ask: Ask; online(): boolean; store(input: Input): void };

/**
 * Asks for what the events leave out: the snapshot of a group after a system message, and the author of a message in a
 * group whose snapshot lists only a few members.
 */
export class ChatRefresher {
  private readonly timers = new Map<string, Cancel>();
  /** People who were asked for and are not known to the server. They are not asked for again. */
  private readonly asked = new Set<string>();

  constructor(
    private readonly env: Env,
    private readonly model: Model,
    private readonly me: string,
    private readonly hooks: Hooks,
  ) {}

  opened(): void {
    this.asked.clear();
    for (const chat of this.model.chats.values()) this.check(chat);
  }

  committed({ chats = [], messages = [] }: LocalChange): void {
    for (const chat of chats) this.check(chat);
    const unknown = messages.filter((message) => this.strangers(message).length > 0);
    for (const [chatId, some] of Map.groupBy(unknown, (message) => message.chatId))
      void this.introduce(
        chatId,
        some.flatMap((message) => this.strangers(message)),
      );
  }

  stop(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  private check({ id, unsure, left, memberCount }: ChatRecord): void {
    if (!unsure || left || this.timers.has(id)) return;
    const spread = memberCount > CROWD ? CROWD_MS * this.env.random() : 0;
    this.timers.set(
      id,
      this.env.after(SETTLE_MS + spread, () => void this.look(id)),
    );
  }

  private async look(chatId: string): Promise<void> {
    this.timers.delete(chatId);
    if (!this.hooks.online()) return;
    // A refused request means that the chat is gone. An unreachable server is asked again when the connection is back.
    const chat = await this.hooks.ask('chat.get', { chatId }).catch(() => undefined);
    if (chat) this.hooks.store({ kind: 'acted', chatId, chat });
  }

  private strangers({ chatId, senderId, note, reactions = [] }: Message): string[] {
    if (this.model.chats.get(chatId)?.kind !== 'group') return [];
    const ids = [senderId, ...(note?.userIds ?? []), ...reactions.flatMap(({ by }) => by)];
    return ids.filter((id) => id !== this.me && !this.model.users.has(id) && !this.asked.has(id));
  }

  private async introduce(chatId: string, ids: readonly string[]): Promise<void> {
    const userIds = [...new Set(ids)].slice(0, PEOPLE);
    if (!this.hooks.online()) return;
    for (const id of userIds) this.asked.add(id);
    try {
      const { users } = await this.hooks.ask('member.list', { chatId, userIds });
      if (users.length > 0) this.hooks.store({ kind: 'people', users });
    } catch (error) {
      if (isApiError(error, 'not_found')) return;
      for (const id of userIds) this.asked.delete(id);
    }
  }
}

import type { Message } from '../../protocol/messages.ts';
import { backoff } from '../core/backoff.ts';
import type { Cancel, Env } from '../core/env.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import type { ChatRecord } from '../core/local-db/schema.ts';
import { isApiError } from '../core/services.ts';
import type { Model } from '../model/model.ts';
import type { Input } from '../sync/input.ts';
import type { Ask } from './action-request.ts';

const SETTLE_MS = 300;
/** A thousand members must not all ask in the moment in which one of them leaves. */
const LARGE_GROUP = 30;
const LARGE_GROUP_MS = 5000;
/** Once nothing happens any more, the next question is at most about 8 s away. */
const MOST_TRIES = 4;
const PEOPLE = 100;

type Hooks = { ask: Ask; isOnline(): boolean; store(input: Input): Promise<void> };

/**
 * Asks for what the events leave out: the snapshot of a chat that `needsRefresh`, and the author of a message in a group
 * whose snapshot lists only a few members.
 */
export class ChatRefresher {
  private readonly timers = new Map<string, Cancel>();
  private readonly asking = new Set<string>();
  /** How often in a row an answer has settled nothing, by chat: more had happened before it came. */
  private readonly tries = new Map<string, number>();
  /** People who were asked for and are not known to the server. They are not asked for again. */
  private readonly asked = new Set<string>();

  constructor(
    private readonly env: Env,
    private readonly model: Model,
    private readonly me: string,
    private readonly hooks: Hooks,
  ) {}

  handleOpen(): void {
    this.stop();
    this.tries.clear();
    this.asked.clear();
    for (const chat of this.model.chats.values()) this.check(chat);
  }

  handleCommit({ chats = [], messages = [] }: LocalChange): void {
    for (const chat of chats) this.check(chat);
    const unknown = messages.filter((message) => this.findStrangers(message).length > 0);
    for (const [chatId, some] of Map.groupBy(unknown, (message) => message.chatId))
      void this.fetchStrangers(
        chatId,
        some.flatMap((message) => this.findStrangers(message)),
      );
  }

  stop(): void {
    for (const cancel of this.timers.values()) cancel();
    this.timers.clear();
  }

  /** One question about a chat at a time; what comes meanwhile is in the next one. */
  private check({ id, needsRefresh, left, memberCount }: ChatRecord): void {
    if (!needsRefresh || left || this.timers.has(id) || this.asking.has(id)) return;
    const spread = memberCount > LARGE_GROUP ? LARGE_GROUP_MS * this.env.random() : 0;
    const tries = this.tries.get(id);
    const wait = tries ? backoff(Math.min(tries, MOST_TRIES), this.env.random) : 0;
    this.timers.set(
      id,
      this.env.after(SETTLE_MS + spread + wait, () => void this.refresh(id)),
    );
  }

  private async refresh(chatId: string): Promise<void> {
    this.timers.delete(chatId);
    // An unreachable server is asked again when the connection is back.
    if (!this.hooks.isOnline() || !this.model.chats.get(chatId)?.needsRefresh) return;
    this.asking.add(chatId);
    let isGone = false;
    try {
      const chat = await this.hooks.ask('chat.get', { chatId });
      await this.hooks.store({ kind: 'actionResult', chatId, chat });
    } catch (error) {
      isGone = isApiError(error, 'not_found');
    }
    this.asking.delete(chatId);
    const chat = this.model.chats.get(chatId);
    if (chat?.needsRefresh) this.tries.set(chatId, (this.tries.get(chatId) ?? 0) + 1);
    else this.tries.delete(chatId);
    if (chat && !isGone && this.hooks.isOnline()) this.check(chat);
  }

  private findStrangers({ chatId, senderId, system, reactions = [] }: Message): string[] {
    if (this.model.chats.get(chatId)?.kind !== 'group') return [];
    const ids = [senderId, ...(system?.userIds ?? []), ...reactions.flatMap(({ by }) => by)];
    return ids.filter((id) => id !== this.me && !this.model.users.has(id) && !this.asked.has(id));
  }

  private async fetchStrangers(chatId: string, ids: readonly string[]): Promise<void> {
    const userIds = [...new Set(ids)].slice(0, PEOPLE);
    if (!this.hooks.isOnline()) return;
    for (const id of userIds) this.asked.add(id);
    try {
      const { users } = await this.hooks.ask('member.list', { chatId, userIds });
      if (users.length > 0) await this.hooks.store({ kind: 'people', users });
    } catch (error) {
      if (isApiError(error, 'not_found')) return;
      for (const id of userIds) this.asked.delete(id);
    }
  }
}

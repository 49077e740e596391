import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Member } from '../../protocol/chats.ts';
import type { User } from '../../protocol/users.ts';
import type { Messenger } from '../core/services.ts';
import { problem } from '../i18n/problem.ts';

const AFTER_MS = 250;

/** The members of a group as far as they were asked for. An answer to an older question is dropped. */
export class MemberList implements ReactiveController {
  /** null: on its way. */
  members: Member[] | null = null;
  next: string | null = null;
  failure = '';
  q = '';
  asked = false;
  private readonly users = new Map<string, User>();
  private turn = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly messenger: () => Messenger | undefined,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.timer);
  }

  user(id: string): User | undefined {
    return this.users.get(id);
  }

  search(chatId: string, q: string): void {
    this.q = q.trim();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(chatId), AFTER_MS);
  }

  /** From the start; what is shown stays until the answer is here. */
  async load(chatId: string): Promise<void> {
    await this.page(chatId);
  }

  async more(chatId: string): Promise<void> {
    if (this.next !== null) await this.page(chatId, this.next);
  }

  private async page(chatId: string, after?: string): Promise<void> {
    this.asked = true;
    const turn = ++this.turn;
    const known = after === undefined ? [] : (this.members ?? []);
    try {
      const q = this.q === '' ? undefined : this.q;
      const answer = await this.messenger()?.ask('member.list', { chatId, q, after });
      if (turn !== this.turn || answer === undefined) return;
      for (const user of answer.users) this.users.set(user.id, user);
      this.members = [...known, ...answer.members];
      this.next = answer.next;
      this.failure = '';
    } catch (error) {
      if (turn !== this.turn) return;
      this.failure = problem(error);
    }
    this.host.requestUpdate();
  }
}

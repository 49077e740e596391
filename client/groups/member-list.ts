import type { ReactiveControllerHost } from 'lit';
import type { UpReply } from '../../protocol/up.ts';
import type { User } from '../../protocol/users.ts';
import type { Messenger } from '../core/services.ts';
import { attempt } from '../ui/attempt.ts';
import { TypedSearch } from '../ui/typed-search.ts';

/** The members of a group as far as they were asked for. */
export class MemberList extends TypedSearch<UpReply<'member.list'>> {
  constructor(
    host: ReactiveControllerHost,
    private readonly messenger: () => Messenger | undefined,
    private readonly chatId: () => string | undefined,
  ) {
    super(host, () => this.loadPage(), { least: 0, asksAtOnce: true, subject: chatId });
  }

  user(id: string): User | undefined {
    return this.value?.users.find((user) => user.id === id);
  }

  async loadMore(): Promise<void> {
    const { value: known, turn } = this;
    if (known?.next == null) return;
    const after = known.next;
    await attempt(async () => {
      const page = await this.loadPage(after);
      if (!page || turn.signal.aborted) return;
      const [members, users] = [
        [...known.members, ...page.members],
        [...known.users, ...page.users],
      ];
      this.set({ members, users, next: page.next });
    });
  }

  private loadPage(after?: string): Promise<UpReply<'member.list'>> | undefined {
    const chatId = this.chatId();
    const q = this.q === '' ? undefined : this.q;
    return chatId === undefined
      ? undefined
      : this.messenger()?.ask('member.list', { chatId, q, after });
  }
}

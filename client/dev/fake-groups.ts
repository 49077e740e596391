import type { Member } from '../../protocol/chats.ts';
import type { Invite, InvitePreview, JoinRequest } from '../../protocol/groups.ts';
import { ApiError, type Groups } from '../core/services.ts';
import { Writable } from '../core/store.ts';
import { ago, me, PEOPLE } from './fake-data.ts';

const member = (userId: string, role: string): Member => ({
  userId,
  role,
  delivered: 99,
  read: 99,
});
const CODE = 'kZ3vTq8mQ1xY7pLw0aBc9d';

/** One group that answers everything and forgets what it is told. */
export class FakeGroups implements Groups {
  readonly invited = new Writable<Invite[]>([
    {
      code: CODE,
      createdBy: me.id,
      createdAt: ago(3000),
      expiresAt: null,
      usesLeft: 7,
      uses: 3,
      approval: false,
    },
  ]);
  private waiting: JoinRequest[] = [{ user: PEOPLE.parvin, at: ago(50) }];

  async create(): Promise<string> {
    return 'chat-house0';
  }

  async update() {}
  async leave() {}
  async delete() {}
  async add() {}
  async remove() {}
  async setRole() {}

  async members() {
    const { reza, ada, nima } = PEOPLE;
    const members = [
      member(me.id, 'owner'),
      member(ada.id, 'admin'),
      member(reza.id, 'member'),
      member(nima.id, 'member'),
    ];
    return { members, users: [me, reza, ada, nima], next: null };
  }

  async invites(): Promise<Invite[]> {
    return this.invited.get();
  }

  async createInvite(
    _chatId: string,
    { uses, ...wish }: { expiresAt: number | null; uses: number | null; approval: boolean },
  ): Promise<Invite> {
    const code = `${this.invited.get().length}${CODE.slice(1)}`;
    const invite = {
      ...wish,
      code,
      createdBy: me.id,
      createdAt: Date.now(),
      usesLeft: uses,
      uses: 0,
    };
    this.invited.update((all) => [invite, ...all]);
    return invite;
  }

  async revokeInvite(_chatId: string, code: string) {
    this.invited.update((all) => all.filter((one) => one.code !== code));
  }

  async preview(code: string): Promise<InvitePreview> {
    if (code !== CODE) throw new ApiError('invite_invalid');
    return {
      title: 'خانه‌ی پدری',
      about: 'هماهنگی‌های خانه',
      memberCount: 12,
      approval: false,
      chatId: null,
    };
  }

  async join(): Promise<string | null> {
    return 'chat-house0';
  }

  async joinRequests(): Promise<JoinRequest[]> {
    return this.waiting;
  }

  async answerJoin(_chatId: string, userId: string) {
    this.waiting = this.waiting.filter(({ user }) => user.id !== userId);
  }
}

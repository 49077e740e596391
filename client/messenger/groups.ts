import type { MemberRole, Rights } from '../../protocol/chats.ts';
import type { Invite, InvitePreview, JoinRequest } from '../../protocol/groups.ts';
import type { UpReply } from '../../protocol/up.ts';
import type { Groups } from '../core/services.ts';
import { uuidv7 } from '../core/uuid.ts';
import type { ClientSession } from '../session/session.ts';
import { askServer } from './ask-server.ts';

/** Groups: every call asks the server, and chat snapshots are stored on the way. */
export class SessionGroups implements Groups {
  constructor(private readonly current: () => ClientSession) {}

  create(title: string, userIds: string[]): Promise<string> {
    // The id is made here: the tab that leads may end before the reply, and the next one asks again.
    const body = { kind: 'group', clientId: uuidv7(), title, userIds } as const;
    return this.current().call('picture', { type: 'chat.create', body });
  }

  async update(
    chatId: string,
    change: { title?: string; about?: string; rights?: Partial<Rights> },
  ): Promise<void> {
    const body = { chatId, ...change };
    await this.current().call('picture', { type: 'chat.update', body });
  }

  async leave(chatId: string): Promise<void> {
    const session = this.current();
    await askServer(session, 'chat.leave', { chatId });
    await session.call('left', { chatId });
  }

  async delete(chatId: string): Promise<void> {
    const session = this.current();
    await askServer(session, 'chat.delete', { chatId });
    await session.call('left', { chatId });
  }

  async add(chatId: string, userIds: string[]): Promise<void> {
    await this.current().call('picture', { type: 'member.add', body: { chatId, userIds } });
  }

  async remove(chatId: string, userId: string): Promise<void> {
    const session = this.current();
    await askServer(session, 'member.remove', { chatId, userId });
    if (userId === session.me) await session.call('left', { chatId });
    else await session.call('picture', { type: 'chat.get', body: { chatId } });
  }

  async setRole(chatId: string, userId: string, role: MemberRole): Promise<void> {
    const body = { chatId, userId, role };
    await this.current().call('picture', { type: 'member.update', body });
  }

  async members(
    chatId: string,
    page: { q?: string; after?: string },
  ): Promise<UpReply<'member.list'>> {
    return askServer(this.current(), 'member.list', { chatId, ...page });
  }

  async invites(chatId: string): Promise<Invite[]> {
    return (await askServer(this.current(), 'invite.list', { chatId })).invites;
  }

  async createInvite(
    chatId: string,
    wish: { expiresAt: number | null; uses: number | null; approval: boolean },
  ): Promise<Invite> {
    return (await askServer(this.current(), 'invite.create', { chatId, ...wish })).invite;
  }

  async revokeInvite(chatId: string, code: string): Promise<void> {
    await askServer(this.current(), 'invite.revoke', { chatId, code });
  }

  preview(code: string): Promise<InvitePreview> {
    return askServer(this.current(), 'invite.get', { code });
  }

  /** The chat is in the local database when its id is answered. */
  async join(code: string): Promise<string | null> {
    const session = this.current();
    const { chatId } = await askServer(session, 'invite.join', { code });
    if (chatId === null) return null;
    return session.call('picture', { type: 'chat.get', body: { chatId } });
  }

  async joinRequests(chatId: string): Promise<JoinRequest[]> {
    const session = this.current();
    const { requests } = await askServer(session, 'join.list', { chatId });
    session.live.apply({ joins: { chatId, count: requests.length } });
    return requests;
  }

  async answerJoin(chatId: string, userId: string, accept: boolean): Promise<void> {
    await askServer(this.current(), 'join.answer', { chatId, userId, accept });
  }
}

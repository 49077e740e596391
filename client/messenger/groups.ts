import type { JoinRequest } from '../../protocol/groups.ts';
import type { Groups } from '../core/services.ts';
import { uuidv7 } from '../core/uuid.ts';
import type { ClientSession } from '../session/session.ts';
import { askServer } from './ask-server.ts';

/** The methods of groups that do more than a request: a group that is left is removed from this device, one that is joined is stored. */
export class SessionGroups implements Groups {
  constructor(private readonly getSession: () => ClientSession) {}

  create(title: string, userIds: string[]): Promise<string> {
    // The id is made here: the tab that leads may end before the reply, and the next one asks again.
    const body = { kind: 'group', clientId: uuidv7(), title, userIds } as const;
    return this.getSession().call('askForChat', { type: 'chat.create', body });
  }

  async leave(chatId: string): Promise<void> {
    const session = this.getSession();
    await askServer(session, 'chat.leave', { chatId });
    await session.call('forgetChat', { chatId });
  }

  async delete(chatId: string): Promise<void> {
    const session = this.getSession();
    await askServer(session, 'chat.delete', { chatId });
    await session.call('forgetChat', { chatId });
  }

  async remove(chatId: string, userId: string): Promise<void> {
    const session = this.getSession();
    await askServer(session, 'member.remove', { chatId, userId });
    if (userId === session.me) await session.call('forgetChat', { chatId });
    else await session.call('askForChat', { type: 'chat.get', body: { chatId } });
  }

  /** The chat is in the local database when its id is answered. */
  async join(code: string): Promise<string | null> {
    const session = this.getSession();
    const { chatId } = await askServer(session, 'invite.join', { code });
    if (chatId === null) return null;
    return session.call('askForChat', { type: 'chat.get', body: { chatId } });
  }

  async listJoinRequests(chatId: string): Promise<JoinRequest[]> {
    const session = this.getSession();
    const { requests } = await askServer(session, 'join.list', { chatId });
    session.live.apply({ joins: { chatId, count: requests.length } });
    return requests;
  }
}

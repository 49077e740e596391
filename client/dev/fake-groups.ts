import type { JoinRequest } from '../../protocol/groups.ts';
import type { Groups } from '../core/services.ts';
import { ago, PEOPLE } from './fake-data.ts';

/** One group that resolves every request and stores nothing. */
export class FakeGroups implements Groups {
  async create(): Promise<string> {
    return 'chat-house0';
  }

  async leave() {}
  async delete() {}
  async remove() {}

  async join(): Promise<string | null> {
    return 'chat-house0';
  }

  async listJoinRequests(): Promise<JoinRequest[]> {
    return [{ user: PEOPLE.parvin, at: ago(50) }];
  }
}

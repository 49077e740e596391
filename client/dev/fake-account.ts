import type { ServerInfo, Session } from '../../protocol/auth.ts';
import type { Me, User } from '../../protocol/users.ts';
import { ApiError, type SignedInAccount } from '../core/services.ts';
import { Writable } from '../core/store.ts';
import { ago, me, PEOPLE } from './fake-data.ts';
import type { Scene } from './scene.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const HOUSES: Partial<Record<Scene, Partial<ServerInfo>>> = {
  'by-invite': { registration: 'invite' },
  closed: { registration: 'closed' },
  'new-server': { registration: 'invite', setup: true },
};

export class FakeAccount implements SignedInAccount {
  readonly me: Writable<Me | null | undefined>;
  readonly server = new Writable<ServerInfo | null>({
    name: 'خانه‌ی ما',
    version: '0.1.0',
    protocol: 1,
    registration: 'open',
    colour: 'turquoise',
    setup: false,
  });
  readonly ended = new Writable<ApiError['code'] | null>(null);
  private list: Session[] = [
    session('s1', 'Chrome · Linux', 1, true),
    session('s2', 'Safari · iPhone', 70, false),
    session('s3', 'Firefox · Windows', 6000, false),
  ];

  constructor(scene: Scene) {
    const isOut = ['signed-out', 'by-invite', 'closed', 'new-server', 'disabled'].includes(scene);
    const who: Me = scene.startsWith('admin') ? { ...me, role: 'admin' } : me;
    this.me = new Writable<Me | null | undefined>(isOut ? null : who);
    if (scene === 'disabled') this.ended.set('account_disabled');
    const server = this.server.get();
    this.server.set(server && { ...server, ...HOUSES[scene] });
    if (scene === 'starting') this.me.set(undefined);
  }

  async register(): Promise<void> {
    await this.login({ username: 'sara.m', password: 'correct horse' });
  }

  async login({ username, password }: { username: string; password: string }): Promise<void> {
    await wait(400);
    if (username === 'taken') throw new ApiError('username_taken');
    if (username === 'busy') throw new ApiError('rate_limited', 12_000);
    if (password.length < 8) throw new ApiError('credentials_wrong');
    this.me.set(me);
  }

  async logout(): Promise<void> {
    this.me.set(null);
  }

  async askServer(): Promise<void> {}

  async setUp(): Promise<void> {
    this.me.set({ ...me, role: 'admin' });
  }

  async deleteMe({ password }: { password: string }): Promise<void> {
    await wait(300);
    if (password.length < 8) throw new ApiError('credentials_wrong');
    this.me.set(null);
  }

  async changePassword(current: string): Promise<void> {
    await wait(300);
    if (current.length < 8) throw new ApiError('credentials_wrong');
  }

  async updateMe(change: { displayName?: string; about?: string }): Promise<void> {
    await wait(300);
    this.me.set({ ...(this.me.get() ?? me), ...change });
  }

  async listSessions(): Promise<Session[]> {
    await wait(100);
    return this.list;
  }

  async revokeSession(id: string): Promise<void> {
    this.list = this.list.filter((one) => one.id !== id);
  }

  async revokeOtherSessions(): Promise<void> {
    this.list = this.list.filter((one) => one.current);
  }

  async fetchProfile(username: string): Promise<User> {
    await wait(100);
    const found = [me, ...Object.values(PEOPLE)].find((one) => one.username === username);
    if (found === undefined) throw new ApiError('not_found');
    return found;
  }
}

function session(id: string, deviceName: string, minutes: number, current: boolean): Session {
  const lastSeenAt = ago(minutes);
  return { id, deviceName, ip: '192.168.1.20', createdAt: ago(20_000), lastSeenAt, current };
}

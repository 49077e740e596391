import type { EraseBody } from '../../protocol/accounts.ts';
import type { AuthReply, ServerInfo, Session } from '../../protocol/auth.ts';
import type { SetupBody } from '../../protocol/server-settings.ts';
import type { Me, User } from '../../protocol/users.ts';
import type { Env } from '../core/env.ts';
import { type Http, isTimedOut, isUnreachable } from '../core/http.ts';
import { ApiError, isApiError, type SignedInAccount } from '../core/services.ts';
import { Writable } from '../core/store.ts';
import { Device } from './device.ts';
import { repeatUntilOnline } from './repeat.ts';

/** A sign-out waits no longer than this for the server; what the server could not be told is sent later. */
const LOGOUT_MS = 5000;

type Why = ApiError['code'];
type News = { kind: 'in' } | { kind: 'out'; userId: string } | { kind: 'why'; code: Why };

type AccountHooks = {
  /** Opens the person's local data and returns who they are by it; undefined when it holds nothing. */
  open(userId: string): Promise<Me | undefined>;
  /** Stores who they are by the server. */
  know(me: Me): Promise<void>;
  close(): Promise<void>;
};

/** Knows who is signed in on this device, in all tabs. The session itself is a cookie that nothing here can read. */
export class SessionAccount implements SignedInAccount {
  readonly me = new Writable<Me | null | undefined>(undefined);
  readonly server = new Writable<ServerInfo | null>(null);
  readonly ended = new Writable<Why | null>(null);
  private readonly device: Device;
  /** True when the end of the session was asked for here. */
  private isLeaving = false;
  /**
   * The person's own sign-out and the server's word of it come at once: neither may forget what the other, which still
   * closes what is shown, needs.
   */
  private closing = Promise.resolve();
  private readonly tabs: BroadcastChannel | undefined;

  constructor(
    private readonly env: Env,
    private readonly http: Http,
    private readonly hooks: AccountHooks,
  ) {
    this.device = new Device(env);
    this.tabs = env.channel('payambar-account');
    if (this.tabs) this.tabs.onmessage = ({ data }) => void this.handleTabNews(data as News);
  }

  /** Shows the last person's local state first; the server's reply follows. */
  async start(): Promise<void> {
    void this.askServer();
    const { userId } = this.device;
    if (userId && !this.device.leaving) {
      const me = await this.hooks.open(userId);
      if (me && this.me.get() === undefined) this.me.set(me);
    }
    await this.renew();
  }

  async register(form: Parameters<SignedInAccount['register']>[0]): Promise<void> {
    await this.enterAs('auth/register', form);
  }

  async setUp(form: SetupBody): Promise<void> {
    await this.enterAs('setup', form);
  }

  async login(form: { username: string; password: string }): Promise<void> {
    await this.enterAs('auth/login', form);
  }

  async logout(): Promise<void> {
    const userId = this.findUserId();
    this.isLeaving = true;
    this.device.leaving = true;
    await Promise.race([
      this.tellLeaving(),
      new Promise<void>((resolve) => this.env.after(LOGOUT_MS, resolve)),
    ]);
    if (userId) await this.leaveEverywhere(userId, true);
  }

  /**
   * The server reports that the session is over. `ended`: it was ended on purpose, so this device is to forget;
   * otherwise it has expired.
   */
  async handleSignedOut(ended: boolean): Promise<void> {
    const userId = this.findUserId();
    if (userId) await this.leaveEverywhere(userId, ended);
    else this.me.set(null);
    if (ended && !this.isLeaving) await this.fetchEndReason();
  }

  async deleteMe(form: EraseBody): Promise<void> {
    const userId = this.findUserId();
    this.isLeaving = true;
    try {
      await this.http.call('POST', '/api/me/delete', form);
    } catch (error) {
      this.isLeaving = false;
      throw error;
    }
    if (userId) await this.leaveEverywhere(userId, true);
  }

  /** Another tab has removed this person's data. */
  async handleDataRemoved(): Promise<void> {
    const userId = this.findUserId();
    if (userId) await this.leaveDevice(userId);
  }

  async changePassword(current: string, next: string): Promise<void> {
    await this.http.call('POST', '/api/auth/password', { current, next });
  }

  async updateMe(change: Parameters<SignedInAccount['updateMe']>[0]): Promise<void> {
    const { user } = await this.http.call<{ user: Me }>('PATCH', '/api/me', change);
    await this.hooks.know(user);
  }

  async listSessions(): Promise<Session[]> {
    try {
      const reply = await this.http.call<{ sessions: Session[] }>('GET', '/api/sessions');
      this.device.sessions = reply.sessions;
      return reply.sessions;
    } catch (error) {
      const { sessions } = this.device;
      if (sessions === null || !isUnreachable(error)) throw error;
      return sessions;
    }
  }

  async revokeSession(id: string): Promise<void> {
    await this.http.call('DELETE', `/api/sessions/${encodeURIComponent(id)}`);
  }

  async revokeOtherSessions(): Promise<void> {
    await this.http.call('DELETE', '/api/sessions');
  }

  async fetchProfile(username: string): Promise<User> {
    const path = `/api/users/${encodeURIComponent(username)}`;
    return (await this.http.call<{ user: User }>('GET', path)).user;
  }

  private async enterAs(
    how: 'auth/register' | 'auth/login' | 'setup',
    form: object,
  ): Promise<void> {
    if (this.device.leaving) await this.tellLeaving();
    const { user } = await this.http.call<AuthReply>('POST', `/api/${how}`, form);
    this.device.leaving = false;
    this.ended.set(null);
    this.isLeaving = false;
    await this.switchTo(user);
    this.tabs?.postMessage({ kind: 'in' } satisfies News);
  }

  /** Another person's data does not stay on a device that has changed hands. */
  private async switchTo(me: Me): Promise<void> {
    const before = this.device.userId ?? this.device.keptFor;
    if (before !== null && before !== me.id) {
      await this.hooks.close();
      await this.device.forget(before);
    }
    this.device.userId = me.id;
    this.device.keptFor = null;
    await this.hooks.open(me.id);
    await this.hooks.know(me);
    this.me.set(me);
  }

  /** The cookie of an ended session still tells one thing: whether the account was disabled. */
  private async fetchEndReason(): Promise<void> {
    try {
      await this.http.renew();
    } catch (error) {
      if (error instanceof ApiError) this.tellTabs(error.code);
    }
  }

  private tellTabs(code: Why): void {
    if (this.me.get()) return;
    this.ended.set(code);
    this.tabs?.postMessage({ kind: 'why', code } satisfies News);
  }

  private findUserId(): string | null {
    return this.me.get()?.id ?? this.device.userId;
  }

  private async leaveEverywhere(userId: string, forget: boolean): Promise<void> {
    this.tabs?.postMessage({ kind: 'out', userId } satisfies News);
    if (!forget) this.device.keptFor = userId;
    await this.leaveDevice(userId);
    if (forget) await this.device.forget(userId);
  }

  private async leaveDevice(userId: string): Promise<void> {
    if (this.device.userId === userId) this.device.userId = null;
    this.me.set(null);
    const close = (): Promise<void> => this.hooks.close();
    this.closing = this.closing.then(close, close);
    await this.closing;
  }

  /** Ends the session of the cookie; what the server cannot be told now is sent at the next start. */
  private async tellLeaving(): Promise<void> {
    try {
      await this.http.call('POST', '/api/auth/logout', {});
      this.device.leaving = false;
    } catch (error) {
      if (isApiError(error, 'unauthorized')) this.device.leaving = false;
    }
  }

  private async renew(): Promise<void> {
    if (this.device.leaving) {
      if (this.me.get() === undefined) this.me.set(null);
      await this.tellLeaving();
      if (this.device.leaving) repeatUntilOnline(this.env, () => void this.renew());
      return;
    }
    try {
      const { user } = await this.http.renew<AuthReply>();
      await this.switchTo(user);
    } catch (error) {
      if (!isTimedOut(error)) return this.stayWithLocalData();
      await this.handleSignedOut(false);
      if (!isApiError(error, 'unauthorized')) this.tellTabs('account_disabled');
    }
  }

  /** Local data shows what it can; without any, the sign-in page stands, and the cookie is tried again. */
  private stayWithLocalData(): void {
    if (this.me.get() === undefined) this.me.set(null);
    if (this.me.get() === null) repeatUntilOnline(this.env, () => void this.renew());
  }

  async askServer(): Promise<void> {
    try {
      this.server.set(await this.http.call<ServerInfo>('GET', '/api/server'));
    } catch (error) {
      if (error instanceof ApiError) repeatUntilOnline(this.env, () => void this.askServer());
    }
  }

  private async handleTabNews(news: News): Promise<void> {
    if (news.kind === 'why') this.ended.set(news.code);
    else if (news.kind === 'in') await this.renew();
    else if (news.userId === this.findUserId()) await this.leaveDevice(news.userId);
  }
}

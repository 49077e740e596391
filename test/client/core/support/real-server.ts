import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REST } from '../../../../protocol/rest.ts';
import type { UpBody, UpReply, UpType } from '../../../../protocol/up.ts';
import { newAccount, withPassword } from '../../../../server/auth/new-account.ts';
import { newSession } from '../../../../server/auth/sessions.ts';
import { createTokens } from '../../../../server/auth/tokens.ts';
import { FakeBrowser } from './browser.ts';
import { HOST } from './real-line.ts';
import { ServerProcess } from './real-process.ts';

export const PASSWORD = 'correct horse';
/** The hash is as cheap as can be: other tests prove what one costs. */
const HASH = Bun.password.hashSync(PASSWORD, { algorithm: 'argon2id', memoryCost: 8, timeCost: 1 });

export type Person = { id: string; username: string };

/** The running server with its people: some at browsers, others by programs that speak REST. */
export class RealServer extends ServerProcess {
  static async start(): Promise<RealServer> {
    // The tests prove who knows what, not what survives a power cut: memory is a fast disk.
    const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    const server = new RealServer(mkdtempSync(join(place, 'payambar-client-')));
    await server.open();
    return server;
  }

  async person(username: string, role: 'user' | 'admin' = 'user'): Promise<Person> {
    const { db } = this.running;
    const row = withPassword(newAccount(this.deps, { username }, role), HASH);
    await db.write(() => db.users.create(row));
    return { id: row.id, username };
  }

  /** A file of that person's that can be sent as a voice message; its bytes are nowhere. */
  async recording({ id: ownerId }: Person): Promise<string> {
    const { db } = this.running;
    const about = { sha256: 'a'.repeat(64), size: 9, mime: 'audio/webm', name: 'voice.webm' };
    const id = this.deps.ids.next();
    await db.write(() => db.files.create({ ...about, id, ownerId, createdAt: this.now() }));
    return id;
  }

  private async signIn({ id }: Pick<Person, 'id'>, name: string) {
    const { db } = this.running;
    const { row, opened } = newSession(this.deps, id, name, { address: null, userAgent: null });
    await db.write(() => db.sessions.create(row));
    return opened;
  }

  /** Makes a browser in which that person has signed in before. */
  async browser(person: Pick<Person, 'id'>): Promise<FakeBrowser> {
    const browser = new FakeBrowser(this.clock, this, person.id);
    const { refresh } = await this.signIn(person, 'browser');
    browser.cookies.set('payambar-refresh', refresh);
    return browser;
  }

  /** Returns the living sessions of that person's browsers. */
  sessionsOf({ id }: Person): string[] {
    const sql = `SELECT id FROM sessions
      WHERE user_id = ? AND device_name <> 'program' AND revoked_at IS NULL`;
    return this.rows<{ id: string }>(sql, id).map((session) => session.id);
  }

  /** Ends them without telling anybody, as time does. */
  async expireSessions(person: Person): Promise<void> {
    const { db } = this.running;
    for (const session of this.sessionsOf(person))
      await db.write(() => db.sessions.revoke(session, person.id, this.now()));
  }

  /** Asks as a program of that person, by REST; rejects with the error. */
  async ask<T extends UpType>(userId: string, type: T, body: UpBody<T>): Promise<UpReply<T>> {
    const twin = REST[type];
    if (!twin) throw new Error(`${type} has no twin`);
    const left: Record<string, unknown> = { ...body };
    const path = twin.path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = String(left[name]);
      delete left[name];
      return value;
    });
    const isGet = twin.method === 'GET';
    const query = isGet ? `?${new URLSearchParams(left as Record<string, string>)}` : '';
    return (await this.call(userId, twin.method, path + query, isGet ? null : left)) as UpReply<T>;
  }

  /** Sends any request of that person's program. */
  async call(userId: string, method: string, path: string, body: object | null): Promise<unknown> {
    const headers = {
      authorization: `Bearer ${await this.tokenOf(userId)}`,
      'content-type': 'application/json',
    };
    const request = { method, headers, body: body && JSON.stringify(body) };
    const response = await this.appOf(userId).app.handle(new Request(HOST + path, request));
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return JSON.parse(text);
  }

  private async tokenOf(id: string): Promise<string> {
    const known = this.tokens.get(id);
    if (known) return known;
    const { sessionId } = await this.signIn({ id }, 'program');
    const { token } = await createTokens(this.deps).sign(id, sessionId);
    this.tokens.set(id, token);
    return token;
  }
}

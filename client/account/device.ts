import type { Session } from '../../protocol/auth.ts';
import type { Env } from '../core/env.ts';
import { removeLocalDb } from '../core/local-db.ts';

const USER = 'payambar-user';
const KEPT = 'payambar-kept';
const LEAVING = 'payambar-leaving';
const SESSIONS = 'payambar-sessions';
/** client/emoji/liked.ts writes it. */
const EMOJI = 'payambar:emoji';

type Kept = { userId: string; sessions: Session[] };

/** What a device remembers between two starts beside the databases: ids, never a secret. */
export class Device {
  constructor(private readonly env: Env) {}

  get userId(): string | null {
    return this.env.storage.get(USER);
  }

  set userId(id: string | null) {
    this.env.storage.set(USER, id);
  }

  /**
   * The person whose session has expired: not shown any more, and kept for their return, with what they had not sent
   * yet.
   */
  get keptFor(): string | null {
    return this.env.storage.get(KEPT);
  }

  set keptFor(id: string | null) {
    this.env.storage.set(KEPT, id);
  }

  /** The person signed out while the server was out of reach: the cookie is still there, and must not sign in again. */
  get leaving(): boolean {
    return this.env.storage.get(LEAVING) !== null;
  }

  set leaving(on: boolean) {
    this.env.storage.set(LEAVING, on ? '1' : null);
  }

  /** The person's devices, as the server last named them: shown while it is out of reach. */
  get sessions(): Session[] | null {
    const kept = JSON.parse(this.env.storage.get(SESSIONS) ?? 'null') as Kept | null;
    return kept !== null && kept.userId === this.userId ? kept.sessions : null;
  }

  set sessions(sessions: Session[] | null) {
    const { userId } = this;
    const kept = sessions && userId ? JSON.stringify({ userId, sessions } satisfies Kept) : null;
    this.env.storage.set(SESSIONS, kept);
  }

  /** Deletes everything that this device holds of a person. */
  async forget(userId: string): Promise<void> {
    if (this.userId === userId) this.userId = null;
    if (this.keptFor === userId) this.keptFor = null;
    this.env.storage.set(EMOJI, null);
    this.env.storage.set(SESSIONS, null);
    await Promise.allSettled([removeLocalDb(userId), this.env.clearCaches()]);
  }
}

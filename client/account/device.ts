import type { Env } from '../core/env.ts';
import { removeLocalDb } from '../core/local-db.ts';

const USER = 'payambar-user';
const KEPT = 'payambar-kept';
const LEAVING = 'payambar-leaving';
/** client/emoji/liked.ts writes it. */
const EMOJI = 'payambar:emoji';

/** What a device remembers between two starts beside the databases: ids, never a secret. */
export class Device {
  constructor(private readonly env: Env) {}

  get userId(): string | null {
    return this.env.notes.get(USER);
  }

  set userId(id: string | null) {
    this.env.notes.set(USER, id);
  }

  /** Whose session has expired: not shown any more, and kept for their return, with what they had not sent yet. */
  get keptFor(): string | null {
    return this.env.notes.get(KEPT);
  }

  set keptFor(id: string | null) {
    this.env.notes.set(KEPT, id);
  }

  /** Somebody signed out while the server was out of reach: the cookie is still there, and must not sign in again. */
  get leaving(): boolean {
    return this.env.notes.get(LEAVING) !== null;
  }

  set leaving(on: boolean) {
    this.env.notes.set(LEAVING, on ? '1' : null);
  }

  /** Everything that this device holds of a person. */
  async forget(userId: string): Promise<void> {
    if (this.userId === userId) this.userId = null;
    if (this.keptFor === userId) this.keptFor = null;
    this.env.notes.set(EMOJI, null);
    await Promise.allSettled([removeLocalDb(userId), this.env.clearCaches()]);
  }
}

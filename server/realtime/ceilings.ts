import { ApiError } from '../../db/engine/api-error.ts';
import { BOUNDS, type Bound } from '../bounds.ts';
import { Limiter } from '../limits.ts';
import type { SocketConnection } from './connection.ts';

/** A client that is refused a place returns after this long; places become free when lost devices are noticed. */
const RETURN_MS = 10_000;

type Counted = { userId: string; address: string };

/** How much may be open at once: sockets and waiting long-polls, of one account and of one address. */
export class Ceilings {
  private readonly ofAccount = new Map<string, number>();
  private readonly ofAddress = new Map<string, number>();
  private readonly polls = new Map<string, Set<AbortController>>();
  private readonly upgrades = new Limiter(BOUNDS.upgradesOfAccount);

  constructor(
    private readonly mostOfAddress: number,
    private readonly reportReached: (bound: Bound) => void,
  ) {}

  /** Runs before the client is authenticated: a stranger's flood costs no more than a look into a map. */
  knock(address: string): void {
    if ((this.ofAddress.get(address) ?? 0) >= this.mostOfAddress)
      throw this.refuse('sockets_of_address');
  }

  /** A socket of this account may be opened. */
  enter(userId: string): void {
    if ((this.ofAccount.get(userId) ?? 0) >= BOUNDS.socketsOfAccount)
      throw this.refuse('sockets_of_account');
    try {
      this.upgrades.take(userId);
    } catch (error) {
      this.reportReached('upgrades');
      throw error;
    }
  }

  /** A socket of theirs was closed as a flood: another one comes later. */
  chargeFlood(userId: string): void {
    try {
      for (let n = 0; n < BOUNDS.floodUpgrades; n++) this.upgrades.take(userId);
    } catch {
      // All of them are gone.
    }
  }

  addSocket({ userId, address }: SocketConnection): void {
    add(this.ofAccount, userId, 1);
    add(this.ofAddress, address, 1);
  }

  removeSocket({ userId, address }: SocketConnection): void {
    add(this.ofAccount, userId, -1);
    add(this.ofAddress, address, -1);
  }

  /**
   * Takes a place among the account's waiting long-polls. The signal aborts when a later one needs the place: the
   * oldest ends, since its device has most likely gone without a sign.
   */
  enterPoll({ userId, address }: Counted): { signal: AbortSignal; leave(): void } {
    this.knock(address);
    const own = this.polls.get(userId) ?? new Set();
    this.polls.set(userId, own);
    const [oldest] = own;
    if (oldest && own.size >= BOUNDS.pollsOfAccount) {
      this.reportReached('polls');
      own.delete(oldest);
      oldest.abort();
    }
    const place = new AbortController();
    own.add(place);
    add(this.ofAddress, address, 1);
    return {
      signal: place.signal,
      leave: () => {
        add(this.ofAddress, address, -1);
        own.delete(place);
        if (own.size === 0 && this.polls.get(userId) === own) this.polls.delete(userId);
      },
    };
  }

  private refuse(bound: Bound): ApiError {
    this.reportReached(bound);
    return new ApiError('rate_limited', { retryAfterMs: RETURN_MS });
  }
}

function add(counts: Map<string, number>, key: string, change: number): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}

import type { ReservedSQL } from 'bun';
import { sql } from 'drizzle-orm';
import { one, type Tx } from '../engine/engine.ts';
import { type Lease, LeaseLost, type LeaseTerm } from '../engine/lease.ts';
import { p, prepare } from '../engine/query.ts';
import type { Pool } from './pool.ts';

/** A holder that is not heard of for so long has lost it. Others look each second, so they go on within ten. */
const LEASE_MS = 6000;
const RENEW_MS = 2000;
/** By its own clock a holder stops so much earlier. */
const MARGIN_MS = 1000;
const PATIENCE_MS = 2000;
const NEVER = Number.NEGATIVE_INFINITY;

const NOW = '(extract(epoch from clock_timestamp()) * 1000)::bigint';
/**
 * Renews the lease, or takes one that has run out. Renewing changes no key, so it waits for no command that is guarded;
 * taking it does not pass by such a command, nor wait for one.
 */
const HOLD = `with free as (
    select name from payambar_leases where name = 'work' and until <= ${NOW} for update skip locked
  )
  update payambar_leases set node = $1, until = ${NOW} + ${LEASE_MS}
  where name = 'work' and (node = $1 and until > ${NOW} or exists (select from free))
  returning name`;
const RELEASE = "update payambar_leases set until = 0 where name = 'work' and node = $1";
/** Until the end of the transaction nobody else can take it. */
const isHeld = prepare(
  () => sql<{ name: string }>`select name from payambar_leases
    where name = 'work' and node = ${p('holder')} and until > ${sql.raw(NOW)} for key share`,
  'kept',
);

/** A term of this process. The clock is the machine's own, which goes on while the process is stopped. */
class OwnTerm implements LeaseTerm {
  askedAt = NEVER;

  constructor(
    readonly holder: string,
    private readonly now: () => number,
  ) {}

  isHeld(): boolean {
    return this.now() - this.askedAt < LEASE_MS - MARGIN_MS;
  }

  guard<T>(make: () => Tx<T>): () => Tx<T> {
    const { holder } = this;
    return function* guarded() {
      if (!(yield* one(isHeld, { holder }))) throw new LeaseLost('the work is another node’s');
      return yield* make();
    };
  }
}

/** The lease of the work that no request asks for: a row, whose time is that of the database's clock. */
export class PostgresLease implements Lease {
  readonly isShared = true;
  private readonly listeners = new Set<(term: LeaseTerm) => void>();
  private own: OwnTerm | undefined;
  private next: OwnTerm | undefined;
  private terms = 0;
  private sought = false;

  constructor(
    /** This process, and no other that ever was. */
    private readonly node: string,
    private readonly pool: Pool,
    private readonly now: () => number,
  ) {}

  term(): LeaseTerm | undefined {
    return this.own?.isHeld() ? this.own : undefined;
  }

  onTerm(begin: (term: LeaseTerm) => void): () => void {
    this.listeners.add(begin);
    const term = this.term();
    if (term) begin(term);
    return () => void this.listeners.delete(begin);
  }

  async seek(): Promise<void> {
    this.sought = true;
    // Else it is asked for within a second.
    await this.pool.use(PATIENCE_MS, (client) => this.tend(client)).catch(() => {});
  }

  /** Sees to the lease. It is called each second, and its answer says as well that the server is there. */
  async tend(client: ReservedSQL): Promise<void> {
    const askedAt = this.now();
    if (!this.sought || (this.own && askedAt - this.own.askedAt < RENEW_MS - MARGIN_MS / 2)) {
      await client.unsafe('select 1');
      return;
    }
    const known = this.own?.isHeld() ? this.own : undefined;
    // One that was asked for under this name, and whose answer was lost, is asked for again.
    this.next ??= this.makeTerm();
    const wanted = known ?? this.next;
    const { length } = await client.unsafe(HOLD, [wanted.holder]);
    wanted.askedAt = length === 0 ? NEVER : askedAt;
    if (length === 0) this.own = undefined;
    else if (wanted !== known && wanted.isHeld()) this.begin(wanted);
  }

  async release(): Promise<void> {
    this.sought = false;
    const { own } = this;
    this.own = undefined;
    if (!own) return;
    own.askedAt = NEVER;
    // It runs out by itself.
    await this.pool
      .use(PATIENCE_MS, (client) => client.unsafe(RELEASE, [own.holder]))
      .catch(() => {});
  }

  private makeTerm(): OwnTerm {
    return new OwnTerm(`${this.node}.${++this.terms}`, this.now);
  }

  private begin(term: OwnTerm): void {
    if (this.own === term) return;
    this.own = term;
    this.next = undefined;
    for (const listener of this.listeners) listener(term);
  }
}

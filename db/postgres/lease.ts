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
    select name from payambar_leases where name = $2 and until <= ${NOW} for update skip locked
  )
  update payambar_leases set node = $1, until = ${NOW} + ${LEASE_MS}
  where name = $2 and (node = $1 and until > ${NOW} or exists (select from free))
  returning name`;
/** What processes have left that are long gone goes as well. */
const MAKE = `with old as (
    delete from payambar_leases where name like 'worker %' and until < ${NOW} - 3600000
  )
  insert into payambar_leases (name, node, until) values ($1, '', ${NOW}) on conflict do nothing`;
const RELEASE = 'update payambar_leases set until = 0 where name = $2 and node = $1';
/** Until the end of the transaction nobody else can take it. */
const isHeld = prepare(
  () => sql<{ name: string }>`select name from payambar_leases
    where name = ${p('name')} and node = ${p('holder')} and until > ${sql.raw(NOW)} for key share`,
  'kept',
);

/** A term of this process. The clock is the machine's own, which goes on while the process is stopped. */
class OwnTerm implements LeaseTerm {
  askedAt = NEVER;

  constructor(
    private readonly name: string,
    readonly holder: string,
    private readonly now: () => number,
  ) {}

  isHeld(): boolean {
    return this.now() - this.askedAt < LEASE_MS - MARGIN_MS;
  }

  guard<T>(make: () => Tx<T>): () => Tx<T> {
    const { name, holder } = this;
    return function* guarded() {
      if (!(yield* one(isHeld, { name, holder })))
        throw new LeaseLost('the work is another node’s');
      return yield* make();
    };
  }
}

/** The lease of the work that no request asks for. */
const WORK = 'work';
/** The lease that a process has for itself; its name begins so. */
const WORKER = 'worker ';

/** A lease is a row, whose time is that of the database's clock. */
class PostgresLease implements Lease {
  readonly isShared = true;
  private readonly listeners = new Set<(term: LeaseTerm) => void>();
  private own: OwnTerm | undefined;
  private next: OwnTerm | undefined;
  private terms = 0;
  private sought = false;
  private made: boolean;

  constructor(
    private readonly name: string,
    /** This process, and no other that ever was. */
    private readonly node: string,
    private readonly pool: Pool,
    private readonly now: () => number,
  ) {
    this.made = name === WORK;
  }

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

  /** Sees to the lease, each second. */
  async tend(client: ReservedSQL): Promise<void> {
    const askedAt = this.now();
    if (!this.sought || (this.own && askedAt - this.own.askedAt < RENEW_MS - MARGIN_MS / 2)) return;
    if (!this.made) await client.unsafe(MAKE, [this.name]);
    this.made = true;
    const known = this.own?.isHeld() ? this.own : undefined;
    // One that was asked for under this name, and whose answer was lost, is asked for again.
    this.next ??= this.makeTerm();
    const wanted = known ?? this.next;
    const { length } = await client.unsafe(HOLD, [wanted.holder, this.name]);
    wanted.askedAt = length === 0 ? NEVER : askedAt;
    if (length === 0) {
      this.own = undefined;
      // Others have thrown the row of a worker away that was frozen for an hour.
      this.made = this.name === WORK;
    } else if (wanted !== known && wanted.isHeld()) this.begin(wanted);
  }

  async release(): Promise<void> {
    this.sought = false;
    const { own } = this;
    this.own = undefined;
    if (!own) return;
    own.askedAt = NEVER;
    // It runs out by itself.
    await this.pool
      .use(PATIENCE_MS, (client) => client.unsafe(RELEASE, [own.holder, this.name]))
      .catch(() => {});
  }

  private makeTerm(): OwnTerm {
    return new OwnTerm(this.name, `${this.node}.${++this.terms}`, this.now);
  }

  private begin(term: OwnTerm): void {
    if (this.own === term) return;
    this.own = term;
    this.next = undefined;
    for (const listener of this.listeners) listener(term);
  }
}

type Parts = { node: string; pool: Pool; now: () => number };

/** The two leases of a process, and what sees to both, each second. */
export function createLeases({ node, pool, now }: Parts) {
  const [lease, worker] = [WORK, WORKER + node].map(
    (name) => new PostgresLease(name, node, pool, now),
  ) as [PostgresLease, PostgresLease];
  return {
    lease,
    worker,
    async tend(client: ReservedSQL): Promise<void> {
      await Promise.all([lease.tend(client), worker.tend(client)]);
    },
  };
}

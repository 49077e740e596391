import type { Limiter } from '../limits.ts';
import { LINE } from './frame.ts';

/** What counts for all nodes together and is gathered: how much is worth a line, and how often it leaves. */
type Gathering = { name: string; least: number; everyMs: number };
type Counter = { count(key: string, price: number): void };

/** A key is an address, an id or a name; what else it holds ends no line. */
const UNSAFE = /[\t\n]/;

/**
 * What an address or an account may take, counted by all nodes: each tells the others what it has let through. So a
 * budget is passed by no more than what comes at several nodes in the moment that a line is under way.
 */
export class SharedBudgets {
  private readonly counters = new Map<string, Counter>();
  private readonly timers: Timer[] = [];

  constructor(private readonly tell: (line: string) => void) {}

  /** Each attempt is told at once: of sign-ins there are few, and each is a guess. */
  share(name: string, limiter: Limiter): void {
    this.counters.set(name, limiter);
    limiter.onTake = (key, price) => this.send(name, key, price);
  }

  /** For what is taken with every request: told in sums, and only of those who take much. */
  gather(gathering: Gathering, counter: Counter): (key: string, price: number) => void {
    const { name, least, everyMs } = gathering;
    const sums = new Map<string, number>();
    this.counters.set(name, counter);
    const timer = setInterval(() => {
      for (const [key, sum] of sums) if (sum >= least) this.send(name, key, sum);
      sums.clear();
    }, everyMs);
    timer.unref();
    this.timers.push(timer);
    return (key, price) => void sums.set(key, (sums.get(key) ?? 0) + price);
  }

  /** A line of another node. */
  receive(text: string): void {
    const [name = '', key = '', price] = text.split('\t');
    if (Number.isFinite(Number(price))) this.counters.get(name)?.count(key, Number(price));
  }

  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private send(name: string, key: string, price: number): void {
    if (!UNSAFE.test(key)) this.tell(`${LINE.budget}${name}\t${key}\t${price}`);
  }
}

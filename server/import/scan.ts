import { idOf } from '../../db/original/rows.ts';
import { timeOf } from './times.ts';
import { pairOf, type World } from './world.ts';

/** Two numbers a message: a million objects would take eighty megabytes. */
export class Order {
  length = 0;
  private ids: Float64Array;
  private times: Float64Array;
  private sorted = true;

  constructor(most: number) {
    this.ids = new Float64Array(most);
    this.times = new Float64Array(most);
  }

  /** The last one that was added; 0: none yet. */
  get last(): number {
    return this.length === 0 ? 0 : (this.times[this.length - 1] ?? 0);
  }

  add(id: number, at: number): void {
    this.sorted &&= at >= this.last;
    this.ids[this.length] = id;
    this.times[this.length] = at;
    this.length++;
  }

  /** They were added by id, so that the id decides between equal times. */
  sort(): void {
    if (this.sorted) return;
    const places = Uint32Array.from({ length: this.length }, (_, i) => i);
    const { ids, times } = this;
    places.sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
    this.ids = Float64Array.from(places, (place) => ids[place] ?? 0);
    this.times = Float64Array.from(places, (place) => times[place] ?? 0);
    this.sorted = true;
  }

  /** Id → time. */
  slice(from: number, to: number): Map<number, number> {
    const end = Math.min(to, this.length);
    const part = new Map<number, number>();
    for (let i = from; i < end; i++) part.set(this.ids[i] ?? 0, this.times[i] ?? 0);
    return part;
  }
}

/** What is known of the messages before any is brought. */
export type Scan = {
  /** In the order in which they were said: by time, which has whole seconds, then by id (original #10). */
  order: Order;
  /** By pair of old ids. */
  pairs: Map<string, { count: number; first: number; firstSender: string }>;
};

/** Looks at every message once: who, with whom, when. Those of people who are not there any more are left out. */
export function scanMessages({ original, users, report }: World): Scan {
  const order = new Order(original.count('messages'));
  const pairs: Scan['pairs'] = new Map();
  let last = original.changedAt;
  for (const page of original.heads()) {
    for (const row of page) {
      const id = Number(row.id);
      const at = timeOf(row.created_at, original.changedAt);
      if (at === null) report.odd('time_unknown', `messages ${id}`);
      // Without a time of its own it was said right after the one that was stored before it.
      const said = at ?? last;
      last = said;
      const [sender, receiver] = [idOf(row.sender_id), idOf(row.receiver_id)];
      if (!users.has(sender) || !users.has(receiver)) {
        report.odd('message_orphan', String(id));
        continue;
      }
      order.add(id, said);
      const key = pairOf(sender, receiver);
      const pair = pairs.get(key);
      if (!pair) pairs.set(key, { count: 1, first: said, firstSender: sender });
      else {
        pair.count++;
        if (said < pair.first) Object.assign(pair, { first: said, firstSender: sender });
      }
    }
  }
  order.sort();
  return { order, pairs };
}

import { idOf } from '../../db/legacy/rows.ts';
import { oddStatusOf } from './content.ts';
import { type ImportContext, type LegacyMessage, type LegacyPair, pairOf } from './context.ts';
import { findKnown } from './known.ts';
import { toTime } from './times.ts';

/** Two numbers a message: a million objects would take eighty megabytes. */
class ImportOrder {
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

/** What is known of the messages before any is imported. */
export type Scan = {
  /** What is to be imported, in the order in which it was written: by time, which has whole seconds, then by id. */
  order: ImportOrder;
  /** By `pairOf` old ids. */
  pairs: Map<string, LegacyPair>;
};
/** Looks at every message once: who, with whom, when. Those of people who are not there any more are left out. */
export async function scanMessages(context: ImportContext): Promise<Scan> {
  const { original, report, users, tick } = context;
  const order = new ImportOrder(original.count('messages'));
  const pairs: Scan['pairs'] = new Map();
  report.found('messages', original.count('messages'));
  let last = original.changedAt;
  for (const page of original.heads()) {
    const heads: LegacyMessage[] = [];
    for (const row of page) {
      const at = toTime(row.created_at, original.changedAt);
      if (at === null) report.odd('time_unknown', `messages ${row.id}`);
      // Without a time of its own it was said right after the one that was stored before it.
      const said = at ?? last;
      last = said;
      const [sender, receiver] = [idOf(row.sender_id), idOf(row.receiver_id)];
      if (!users.has(sender) || !users.has(receiver)) {
        report.odd('message_orphan', idOf(row.id));
        continue;
      }
      const status = oddStatusOf(row);
      if (status !== undefined) report.odd('status_unknown', `${row.id}: ${status}`);
      heads.push({ row, sender, receiver, said, pair: addToPair(pairs, sender, receiver, said) });
    }
    const known = await findKnown(context, heads);
    for (const { row, said } of heads) if (!known.has(row.id)) order.add(Number(row.id), said);
    tick(known.size);
    // The engine would rather grow than collect the rows of each page.
    if (known.size > 0) Bun.gc(true);
  }
  order.sort();
  return { order, pairs };
}

/** Counts one more message of the two. */
function addToPair(
  pairs: Scan['pairs'],
  sender: string,
  receiver: string,
  said: number,
): LegacyPair {
  const key = pairOf(sender, receiver);
  const pair = pairs.get(key) ?? { count: 0, first: Infinity, firstSender: '' };
  if (pair.count === 0) pairs.set(key, pair);
  pair.count++;
  if (said < pair.first) Object.assign(pair, { first: said, firstSender: sender });
  return pair;
}

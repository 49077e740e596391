import { idOf } from '../../db/original/rows.ts';
import { timeOf } from './times.ts';
import { pairOf, type World } from './world.ts';

/** What is known of the messages before any is brought. */
export type Scan = {
  /** In the order in which they were said: by time, which has whole seconds, then by id (original #10). */
  order: { id: number; at: number }[];
  /** By pair of old ids. */
  pairs: Map<string, { count: number; first: number; firstSender: string }>;
};

/** Looks at every message once: who, with whom, when. Those of people who are not there any more are left out. */
export function scanMessages({ original, users, report }: World): Scan {
  const order: Scan['order'] = [];
  const pairs: Scan['pairs'] = new Map();
  let last = original.changedAt;
  let sorted = true;
  for (const page of original.heads()) {
    for (const row of page) {
      const id = Number(row.id);
      const at = timeOf(row.created_at, original.changedAt);
      if (at === null) report.odd('time_unknown', `messages ${id}`);
      // Without a time of its own it was said right after the one that was stored before it.
      const said = at ?? order.at(-1)?.at ?? last;
      last = said;
      const [sender, receiver] = [idOf(row.sender_id), idOf(row.receiver_id)];
      if (!users.has(sender) || !users.has(receiver)) {
        report.odd('message_orphan', String(id));
        continue;
      }
      sorted &&= said >= (order.at(-1)?.at ?? 0);
      order.push({ id, at: said });
      const key = pairOf(sender, receiver);
      const pair = pairs.get(key);
      if (!pair) pairs.set(key, { count: 1, first: said, firstSender: sender });
      else {
        pair.count++;
        if (said < pair.first) Object.assign(pair, { first: said, firstSender: sender });
      }
    }
  }
  if (!sorted) order.sort((a, b) => a.at - b.at || a.id - b.id);
  return { order, pairs };
}

import type { TimelineMessage } from '../../core/services.ts';

/** Bubbles of one sender closer than this stand together, with one tail. */
const TOGETHER_MS = 10 * 60_000;

/** The position of a bubble in its run: the corners towards its neighbours are tighter, the tail is on the last. */
export type GroupedMessage = {
  message: TimelineMessage;
  first: boolean;
  last: boolean;
  unread: boolean;
};
export type Day = { key: number; at: number; rows: GroupedMessage[] };

/** Returns a number that is equal for two times of one local day and grows with the days. */
export function toDayKey(at: number): number {
  const date = new Date(at);
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate();
}

function belongTogether(a: TimelineMessage | undefined, b: TimelineMessage | undefined): boolean {
  if (!a || !b || a.senderId !== b.senderId) return false;
  // A line of the group ends the bubbles of whoever it is about: they keep their face.
  if ((a.kind === 'system') !== (b.kind === 'system')) return false;
  return (
    Math.abs(b.createdAt - a.createdAt) < TOGETHER_MS &&
    toDayKey(a.createdAt) === toDayKey(b.createdAt)
  );
}

/**
 * Returns the `clientId` of the row that the unread line stands above: the first of other people's in `(after,
 * upTo]`. What comes while the chat is open lies beyond `upTo` and is not "unread". Null when the window begins past
 * the line.
 */
export function findFirstUnread(
  messages: TimelineMessage[],
  after: number,
  upTo: number,
): string | null {
  if ((messages[0]?.seq ?? 0) > after + 1) return null;
  const found = messages.find((m) => m.seq > after && m.seq <= upTo && !m.mine);
  return found?.clientId ?? null;
}

/**
 * Groups `messages[start, end)` by days, each with its rows. Only neighbours are looked at, so the cost follows what
 * is drawn and not what is loaded.
 */
export function groupByDay(
  messages: TimelineMessage[],
  start: number,
  end: number,
  unreadAt: string | null,
): Day[] {
  const out: Day[] = [];
  for (let i = start; i < end; i++) {
    const message = messages[i];
    if (!message) continue;
    // A clock that went back must not make a second section of a day that is already there.
    const key = Math.max(toDayKey(message.createdAt), out.at(-1)?.key ?? 0);
    const unread = message.clientId === unreadAt;
    const next = messages[i + 1];
    const row: GroupedMessage = {
      message,
      unread,
      first: unread || !belongTogether(messages[i - 1], message),
      last: next?.clientId === unreadAt || !belongTogether(message, next),
    };
    const day = out.at(-1);
    if (day?.key === key) day.rows.push(row);
    else out.push({ key, at: message.createdAt, rows: [row] });
  }
  return out;
}

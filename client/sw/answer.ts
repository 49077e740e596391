import type { OutboxRow } from '../core/local-db/schema.ts';
import type { LocalDb } from '../core/local-db.ts';
import { callRoute } from '../core/rest.ts';
import { uuidv7 } from '../core/uuid.ts';
import { enqueue, toOutgoing } from '../outbox/rows.ts';
import { toBody } from '../outbox/sender.ts';
import { ownReadSeq, withUnread } from '../sync/merge.ts';
import { workerEnv, workerHttp } from './env.ts';
import { WorkerDevice } from './worker-device.ts';

type Place = { userId: string; chatId: string; seq: number };
/** `waits`: it is in the outbox of this device. `lost`: it could be neither sent nor kept. */
type Answered = 'sent' | 'waits' | 'lost';

/**
 * Sends an answer that was written in a notification. It is stored in the outbox before anything else, with its one id:
 * the leading tab sends it where there is one, else the worker, else the next page, and however many of them do, it is
 * one message.
 */
export async function answer(place: Place, text: string): Promise<Answered> {
  const { userId, chatId } = place;
  const device = await WorkerDevice.open(userId);
  try {
    const draft = toOutgoing(chatId, text);
    // A chat that has begun while no page was open is not on this device yet.
    const stored = device.db && (await enqueue(device.db, workerEnv, [draft]).catch(() => {}));
    if (stored) device.publish(stored);
    const isLed = await read(device, place);
    if (stored && device.db) return isLed || (await sendAll(device.db, chatId)) ? 'sent' : 'waits';
    const body = { chatId, text: draft.text, clientId: uuidv7() };
    await callRoute(workerHttp(), 'message.send', body);
    return 'sent';
  } catch {
    return 'lost';
  } finally {
    device.close();
  }
}

export async function markRead(place: Place): Promise<void> {
  const device = await WorkerDevice.open(place.userId);
  try {
    await read(device, place);
  } finally {
    device.close();
  }
}

/** Sends what waits on this device, when the network is back and no page is open. Rejects where something still waits. */
export async function sendWaiting(userId: string): Promise<void> {
  const device = await WorkerDevice.open(userId);
  try {
    if (device.db && !(await sendAll(device.db))) throw new Error('offline');
  } finally {
    device.close();
  }
}

/** Returns whether a tab leads, which tells the server. */
async function read(device: WorkerDevice, { userId, chatId, seq }: Place): Promise<boolean> {
  if (await device.askLeader('markRead', { chatId, seq })) return true;
  await device.db?.write(['chats'], async (tx) => {
    const chat = await tx.get('chats', chatId);
    if (!chat || seq <= ownReadSeq(chat, userId)) return;
    // The message itself may come with the next page only, which then sends the receipt and asks for the mentions left.
    const next = {
      ...chat,
      localRead: seq,
      needsRefresh: true as const,
      version: chat.version + 1,
    };
    tx.put('chats', withUnread(next, chat.unread, userId));
  });
  await callRoute(workerHttp(), 'chat.read', { chatId, seq }).catch(() => {});
  return false;
}

/**
 * Sends what waits, in all chats or in one, and returns whether all of it was sent. The rows stay: a page takes them out
 * when the server names their messages.
 */
async function sendAll(db: Pick<LocalDb, 'read'>, only?: string): Promise<boolean> {
  const rows = await db.read(['outbox'], (tx) => tx.getAll('outbox'));
  const queued = rows
    .filter(({ state, chatId }) => state === 'queued' && (!only || chatId === only))
    .toSorted((a, b) => a.order - b.order);
  const chats = [...Map.groupBy(queued, ({ chatId }) => chatId).values()];
  const sent = await Promise.all(chats.map(sendInOrder));
  return sent.every(Boolean);
}

/** What comes after a message with files waits with it. */
async function sendInOrder(rows: readonly OutboxRow[]): Promise<boolean> {
  const http = workerHttp();
  for (const row of rows) {
    if (row.files) return false;
    try {
      await callRoute(http, 'message.send', toBody(row));
    } catch {
      return false;
    }
  }
  return true;
}

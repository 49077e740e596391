import { expect, test } from 'bun:test';
import { IDBObjectStore } from 'fake-indexeddb';
import { isOnline, readStored, texts, world } from './support/world.ts';

test('without IndexedDB the app works from memory', async () => {
  const { chat, ali, online, clock } = await world();
  const indexedDB = globalThis.indexedDB;
  Reflect.deleteProperty(globalThis, 'indexedDB');
  try {
    await chat.say(ali, 'hello');
    const client = await online();
    await clock.until(() => client.messenger.unread.get() === 1);
    await client.messenger.send(chat.id, 'answer');
    await clock.until(() => chat.messages.length === 2);
    const timeline = client.messenger.openTimeline(chat.id);
    await clock.until(() => timeline.view.get().messages.length === 2);
    expect(texts(await readStored(client, chat))).toEqual(['hello', 'answer']);
  } finally {
    globalThis.indexedDB = indexedDB;
  }
});

/** From now on `put` into these tables fails like a full disk, as long as `full` says so. */
function fillDisk(tables: readonly string[], full: () => boolean): () => void {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...args: [unknown]) {
    if (tables.includes(this.name) && full())
      throw new DOMException('The disk is full', 'QuotaExceededError');
    return put.apply(this as never, args as never);
  } as never;
  return () => {
    IDBObjectStore.prototype.put = put;
  };
}

test('a full disk makes room by forgetting old history, which comes back when it is looked at', async () => {
  const { chat, ali, online, clock } = await world();
  await chat.fill(ali, 600);
  const client = await online();
  const timeline = client.messenger.openTimeline(chat.id);
  await clock.until(() => timeline.view.get().messages.length > 0);
  for (let i = 0; i < 40 && timeline.view.get().hasOlder; i++) await timeline.loadOlder();
  expect((await readStored(client, chat)).length).toBe(600);
  let failures = 1;
  const restore = fillDisk(['messages'], () => failures-- > 0);
  try {
    await chat.say(ali, 'one more');
    await clock.until(() => client.messenger.chats.get()?.[0]?.last?.text === 'one more');
  } finally {
    restore();
  }
  expect((await readStored(client, chat)).length).toBe(201);
  await timeline.jumpTo(10);
  expect(timeline.view.get().messages.some(({ seq }) => seq === 10)).toBe(true);
});

test('a disk that stays full sends everything to memory, and nothing written is lost', async () => {
  const { chat, ali, online, clock } = await world();
  await chat.say(ali, 'before');
  const client = await online();
  await clock.until(() => client.messenger.unread.get() === 1);
  const restore = fillDisk(['messages', 'outbox', 'chats'], () => true);
  try {
    await client.messenger.send(chat.id, 'written on a full disk');
    await clock.until(() => chat.messages.length === 2);
    await clock.until(() => isOnline(client));
    expect(texts(await readStored(client, chat))).toEqual(['before', 'written on a full disk']);
    expect(client.messenger.session.get()?.db.inMemory).toBe(true);
  } finally {
    restore();
  }
});

test('a newer app in another tab makes this one reload instead of blocking it', async () => {
  const { sara, online, clock } = await world();
  const client = await online();
  const request = indexedDB.open(`payambar-${sara.id}`, 99);
  await clock.until(() => request.readyState === 'done');
  expect(client.tab.reloaded).toBe(1);
  request.result.close();
});

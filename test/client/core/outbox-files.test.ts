import { expect, test } from 'bun:test';
import { openDB } from 'idb';
import { openIndexedDb } from '../../../client/core/local-db/indexed-db.ts';
import { LOCAL_MIGRATIONS } from '../../../client/core/local-db/migrations.ts';
import {
  type OutgoingFile,
  pendingFileId,
  pendingFileOf,
} from '../../../client/core/local-db/outgoing-file.ts';
import type { OutboxRow } from '../../../client/core/local-db/schema.ts';
import { Writable } from '../../../client/core/store.ts';
import type { UploadShare } from '../../../client/core/upload-share.ts';
import { LiveModel } from '../../../client/model/live.ts';
import { Sender } from '../../../client/outbox/sender.ts';
import type { SendBody } from '../../../protocol/messages.ts';
import { until } from '../../helpers/until.ts';
import { world } from './support/world.ts';

const FILE: OutgoingFile = { kind: 'file', name: 'a.pdf', size: 3, mime: 'application/pdf' };
let places = 0;

function row(chatId: string, text: string, more: Partial<OutboxRow> = {}): OutboxRow {
  places += 1;
  const place = { clientId: `id-${places}`, createdAt: places, order: places };
  return { ...place, chatId, text, state: 'queued', error: null, ...more };
}

/** A sender whose server takes everything, and what has come there. */
function sending(rows: OutboxRow[]) {
  const sent: SendBody[] = [];
  const { clock } = { clock: { random: () => 0, after: () => () => {} } };
  const sender = new Sender(clock as never, {
    rows: () => rows,
    isOnline: () => true,
    async send(body) {
      sent.push(body);
      return body as never;
    },
    async onAccepted(reply) {
      const { clientId } = reply as unknown as SendBody;
      rows.splice(
        rows.findIndex((one) => one.clientId === clientId),
        1,
      );
    },
    onFailed: async () => {},
  });
  return { sent, sender, texts: () => sent.map(({ text }) => text) };
}

test('what was written after a file waits for it; what is written in another chat does not', async () => {
  const rows = [
    row('one', 'before'),
    row('one', 'the file', { files: [FILE] }),
    row('one', 'after'),
    row('two', 'elsewhere'),
  ];
  const { sender, sent, texts } = sending(rows);
  sender.wake();
  await until(() => texts().toSorted(), ['before', 'elsewhere']);
  const place = rows.findIndex(({ files }) => files);
  rows[place] = { ...(rows[place] as OutboxRow), files: [{ ...FILE, fileId: 'file-1' }] };
  sender.wake();
  await until(() => texts().slice(2), ['the file', 'after']);
  expect(sent[2]?.files).toEqual([{ id: 'file-1', kind: 'file' } as never]);
  expect(sent[3]?.files).toBeUndefined();
});

test('a file that was stopped, or that failed, holds nothing up', async () => {
  const rows = [
    row('one', 'stopped', { files: [FILE], paused: true }),
    row('one', 'failed', { files: [FILE], state: 'failed', error: 'quota_full' }),
    row('one', 'a text'),
  ];
  const { sender, texts } = sending(rows);
  sender.wake();
  await until(texts, ['a text']);
  expect(rows.map(({ text }) => text)).toEqual(['stopped', 'failed']);
});

test('a device of the version before keeps what waits, and has room for recordings', async () => {
  await world();
  const old = await openDB('of-version-3', 3, {
    async upgrade(database, _from, _to, tx) {
      for (const migrate of LOCAL_MIGRATIONS.slice(0, 3)) await migrate(database, tx);
    },
  });
  const waiting = row('one', 'unsent');
  await old.put('outbox', waiting);
  old.close();
  const db = await openIndexedDb('of-version-3', { onOutdated() {}, onTerminated() {} });
  const held = await db.run(['outbox', 'recordings'], 'readonly', async (tx) => [
    await tx.getAll('outbox'),
    await tx.getAll('recordings'),
  ]);
  expect(held).toEqual([[waiting], []]);
  db.close();
});

test('what became of an upload that is over is not kept for ever', () => {
  const uploads = new Writable<ReadonlyMap<string, UploadShare>>(new Map());
  const live = new LiveModel({} as never, { uploads } as never, () => {});
  live.apply({ uploads: [{ clientId: 'a', share: 0.5, error: null }] });
  live.apply({ uploads: [{ clientId: 'b', share: 0, error: 'offline' }] });
  expect([...uploads.get().keys()]).toEqual(['a', 'b']);
  live.apply({ uploads: [{ clientId: 'a', share: null, error: null }] });
  expect([...uploads.get().keys()]).toEqual(['b']);
});

test('a file that the server has is not taken for one that waits, whatever letters its id has', () => {
  const waiting = pendingFileId('0198-abc_d', 3);
  expect(pendingFileOf(waiting)).toEqual({ clientId: '0198-abc_d', place: 3 });
  for (const id of ['OiojchOACBI', '_pGEjt2cH5k', '0MdEf1C_uOs', '-__-a-_9wQ0'])
    expect([id, pendingFileOf(id)]).toEqual([id, undefined]);
});

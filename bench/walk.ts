/**
 * The way of docs/scaling.md, walked by a program: a server of one machine with 100,000 messages and some files goes to three
 * nodes behind HAProxy while two browsers chat; parts are killed, an upgrade is rolled, and it goes back to one machine.
 * `WALK_SHOTS` names a folder for its pictures. Needs `bun build.ts`, Chromium and the programs of scripts/programs.ts.
 */
process.env.BENCH_MESSAGES ??= '100000';

const { millionMessages, CAST } = await import('./lib/million.ts');
const { openPlace } = await import('./walk/place.ts');
const { openPeople } = await import('./walk/people.ts');
const { tokenOf } = await import('./lib/cast.ts');
const { print } = await import('./lib/report.ts');
const { readTexts, asker, startWriting, ofWriter } = await import('../test/cluster/lib/writing.ts');
const { through } = await import('../test/deploy/lib/through.ts');
const { until } = await import('../test/helpers/until.ts');

const FILES = 20;
const FILE_BYTES = 4 * 65_536;

const place = await openPlace();
const { dataDir } = await millionMessages();
await Bun.$`mkdir -p ${place.folder}/node1 && cp -a ${dataDir}/. ${place.folder}/node1`;
const one = place.node(0, {});
await one.start();
const line = through(place.front, place.ca);
await until(async () => (await line.ask('/ready')).status, 200);
const ask = asker(line, tokenOf(CAST.owner));

async function sendFiles(count: number): Promise<string[]> {
  const ids: string[] = [];
  const headers = { authorization: `Bearer ${tokenOf(CAST.owner)}`, 'tus-resumable': '1.0.0' };
  for (let n = 0; n < count; n++) {
    const bytes = crypto.getRandomValues(new Uint8Array(FILE_BYTES));
    const made = await line.ask('/api/uploads', {
      method: 'POST',
      headers: { ...headers, 'upload-length': `${bytes.length}` },
    });
    const id = made.headers.get('location')?.split('/').at(-1) ?? '';
    await line.ask(`/api/uploads/${id}`, {
      method: 'PATCH',
      body: bytes,
      headers: {
        ...headers,
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
    });
    const clientId = Bun.randomUUIDv7();
    const sent = await ask('POST', `/api/chats/${CAST.bigChat}/messages`, {
      clientId,
      text: '',
      files: [{ id, kind: 'file' }],
    });
    if (sent.status !== 201) throw new Error(`a file was not sent: ${JSON.stringify(sent)}`);
    ids.push(id);
  }
  return ids;
}

async function mustHave(ids: readonly string[], url: string): Promise<void> {
  const headers = { authorization: `Bearer ${tokenOf(CAST.owner)}` };
  for (const id of ids) {
    const got = await fetch(`${url}/api/files/${id}`, { headers });
    const { length } = await got.bytes();
    if (length !== FILE_BYTES) throw new Error(`${url} has ${length} bytes of a file`);
  }
  print(`${url} has all ${ids.length} files`);
}

const files = await sendFiles(FILES);
const made = await ask('POST', '/api/chats', { kind: 'group', title: 'the walk', userIds: [] });
const walk: string = made.body.chat.id;
const people = await openPeople(place);
await people.meet();
await people.picture('before');
const writing = startWriting(ask, walk, 2);

// Files into the bucket, while people write.
await people.talkWhile('restart with a bucket', async () => {
  await one.stop();
  one.env = place.s3.env;
  await one.start();
});
await people.talkWhile('files move --to s3', () => one.run('files', 'move', '--to', 's3'));
await Bun.write(`${place.folder}/place`, `${place.database}\n`);
await one.run('backup');
await people.talkWhile('move to PostgreSQL, and restart', async () => {
  await one.run('move', '--to-file', `${place.folder}/place`);
  await people.picture('moved');
  await one.stop();
  one.env = { ...place.s3.env, ...place.cluster };
  await one.start();
});
const nodes = [one, place.node(1, one.env), place.node(2, one.env)];
await people.talkWhile('two more nodes', () =>
  Promise.all(nodes.slice(1).map((node) => node.start())),
);
for (const { url } of nodes) await mustHave(files, url);
await one.run('doctor', '--wait', '0');
await one.run('status');

// Parts die.
await people.talkWhile('kill -9 of a node, and its start', async () => {
  await nodes[1]?.stop('SIGKILL');
  await Bun.sleep(2000);
  await nodes[1]?.start();
});
await people.talkWhile('kill -9 of Redis for five seconds', async () => {
  await place.redis.kill();
  await Bun.sleep(5000);
  await people.picture('no-redis');
  await place.redis.start();
});
await people.talkWhile('kill -9 of PostgreSQL for ten seconds', async () => {
  await place.postgres.kill();
  await Bun.sleep(10_000);
  await people.picture('no-postgres');
  await place.postgres.start();
});

// An upgrade.
place.install();
for (const node of nodes)
  await people.talkWhile('upgrade of a node', async () => {
    await node.stop();
    await node.start();
  });

// And back.
await people.talkWhile('move to SQLite, and restart as one machine', async () => {
  await one.run('move', '--to', 'sqlite');
  for (const node of nodes) await node.stop();
  one.env = place.s3.env;
  await one.start();
});
await people.talkWhile('files move --to disk', async () => {
  await one.run('files', 'move', '--to', 'disk');
  await one.stop();
  await one.run('files', 'move', '--to', 'disk');
  one.env = {};
  await one.start();
});
await mustHave(files, one.url);
const { tries, acknowledged } = await writing.stop();
const stored = await readTexts(ask, walk);
for (const writer of [0, 1])
  if (ofWriter(stored, writer).join() !== ofWriter(acknowledged, writer).join())
    throw new Error('something was lost, doubled or overtaken');
if (stored.length !== acknowledged.length) throw new Error('something was lost or doubled');
print(
  `${acknowledged.length} messages of the writers, each there once and in order; answers: ${JSON.stringify([...tries])}`,
);
const [hers, his] = await people.texts();
if (hers.join('\n') !== his.join('\n')) throw new Error('the two browsers show different chats');
await people.picture('after');
await one.stop();
await one.run('verify');
await people.close();
await place.close();

import { afterAll, beforeAll, expect, test } from 'bun:test';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readChangeMarker, readSchemaNumber } from '../../db/engine/snapshot.ts';
import { until } from '../helpers/until.ts';
import { begin, readTexts, untilAnswering, write } from './lib/conversation.ts';
import { type Installation, installation } from './lib/installation.ts';
import { buildVariants, NEXT, OLDER, pair, signFile, type Variants } from './lib/variants.ts';

const keys = pair();
let variants: Variants;
beforeAll(async () => {
  variants = await buildVariants(keys.publicKey);
  await signFile(variants.next, keys.privateKey);
  await signFile(variants.older, keys.privateKey, { version: OLDER });
});
afterAll(() => variants[Symbol.dispose]());

const databaseOf = ({ dataDir }: Installation) => join(dataDir, 'payambar.db');
const noteOf = ({ dataDir }: Installation) => Bun.file(join(dataDir, 'running.json')).json();

async function running(fault = '') {
  const place = await installation(variants.current);
  place.start();
  await untilAnswering(place.url);
  place.state.fault = fault;
  const sara = await begin(place.url, ['سلام', 'hello']);
  return { place, sara, before: await noteOf(place) };
}

test('a signed file takes over: same messages, the schema of the new version, the old file and data beside them', async () => {
  const { place, sara, before } = await running();
  await using _ = place;
  const schema = readSchemaNumber(databaseOf(place));
  const { code, out, err } = await place.update(variants.next);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain(`Payambar ${NEXT} is running at ${place.url}`);
  const after = await noteOf(place);
  expect([before.version, after.version]).not.toContain(undefined);
  expect(after).toMatchObject({ version: NEXT });
  expect(after.pid).not.toBe(before.pid);
  expect(await readTexts(place.url, sara)).toEqual(['سلام', 'hello']);
  expect(readSchemaNumber(databaseOf(place))).toBe(schema + 1);
  expect(statSync(`${place.executable}.previous`).size).toBe(statSync(variants.current).size);
  const copy = `${databaseOf(place)}.before-update`;
  expect([readSchemaNumber(copy), readChangeMarker(copy).changes]).toEqual([schema, 2]);
  expect(statSync(copy).mode & 0o077).toBe(0);
  const again = await place.update(variants.next);
  expect([again.code, again.out]).toEqual([
    0,
    `This file is already installed (${NEXT}); nothing was changed.\n`,
  ]);
  expect((await noteOf(place)).pid).toBe(after.pid);
  expect(
    readdirSync(place.dir)
      .filter((name) => name.startsWith('payambar'))
      .sort(),
  ).toEqual(['payambar', 'payambar.previous']);
});

test('a version that does not start: the old one is back by itself, nothing is lost', async () => {
  const { place, sara, before } = await running('exit');
  await using _ = place;
  const { code, out, err } = await place.update(variants.next, '--wait', '2');
  expect([code, err]).toEqual([
    1,
    `Went back: Payambar ${before.version} is running again with all of its data. Nothing was lost.\n`,
  ]);
  expect(out).toContain(`Payambar ${NEXT} did not start.`);
  expect(await noteOf(place)).toMatchObject({ version: before.version });
  expect(await readTexts(place.url, sara)).toEqual(['سلام', 'hello']);
});

test('a version that changes the schema and then dies: the data goes back too', async () => {
  const { place, sara, before } = await running('migrated');
  await using _ = place;
  const schema = readSchemaNumber(databaseOf(place));
  const { code, err } = await place.update(variants.next, '--wait', '5');
  expect(code).toBe(1);
  expect(err).toContain(`Went back: Payambar ${before.version} is running again`);
  expect(readSchemaNumber(databaseOf(place))).toBe(schema);
  // The premise: it had changed it.
  expect(readSchemaNumber(`${databaseOf(place)}.failed-update`)).toBe(schema + 1);
  expect(await readTexts(place.url, sara)).toEqual(['سلام', 'hello']);
  await write(place.url, sara, 'still here');
  expect(await readTexts(place.url, sara)).toHaveLength(3);
});

test('what it acknowledged before it died is worth more than the older version: the data is left alone', async () => {
  const { place, sara } = await running('late');
  await using _ = place;
  const schema = readSchemaNumber(databaseOf(place));
  const updating = place.update(variants.next);
  await until(async () => (await noteOf(place)).version, NEXT, { everyMs: 10 });
  await write(place.url, sara, 'acknowledged');
  place.state.fault = '';
  const { code, err } = await updating;
  expect(code).toBe(5);
  expect(err).toContain(`payambar.db.schema-${schema}`);
  await untilAnswering(place.url);
  expect(await noteOf(place)).toMatchObject({ version: NEXT });
  expect(await readTexts(place.url, sara)).toEqual(['سلام', 'hello', 'acknowledged']);
});

test('without a running server it is put in place and not tried; an older one is refused over newer data, with the way out', async () => {
  const { place, sara } = await running();
  await using _ = place;
  await place.stop();
  const { code, out } = await place.update(variants.next);
  expect([code, out.includes('not tried')]).toEqual([0, true]);
  place.start();
  await untilAnswering(place.url);
  expect(await readTexts(place.url, sara)).toHaveLength(2);
  const schema = readSchemaNumber(databaseOf(place));
  const { version } = await Bun.file(new URL('../../package.json', import.meta.url)).json();
  await signFile(variants.current, keys.privateKey, { version });
  const before = await noteOf(place);
  const down = await place.update(variants.current);
  expect([down.code, down.err]).toEqual([
    5,
    expect.stringContaining(`up to schema ${schema - 1}, and yours has schema ${schema}`),
  ]);
  const copy = `${databaseOf(place)}.schema-${schema - 1}`;
  expect(down.err).toContain(`move ${copy} to ${databaseOf(place)}`);
  expect(existsSync(copy)).toBe(true);
  expect(await noteOf(place)).toEqual(before);
});

test('an older version of the same schema is refused, and taken when it is asked for by name', async () => {
  const { place, sara, before } = await running();
  await using _ = place;
  const refused = await place.update(variants.older);
  expect([refused.code, refused.err]).toEqual([
    5,
    `Version ${OLDER} is older than this one (${before.version}), and lacks what was mended since. Nothing was changed. If you want it all the same, repeat the command with --downgrade.\n`,
  ]);
  expect(await noteOf(place)).toEqual(before);
  const inPersian = await place.run(['update', variants.older], { LANG: 'fa_IR.UTF-8' });
  expect(inPersian.err).toStartWith(`نسخه‌ی ${OLDER} از نسخه‌ی کنونی`);
  const taken = await place.update(variants.older, '--downgrade');
  expect([taken.code, taken.err]).toEqual([0, '']);
  expect(await noteOf(place)).toMatchObject({ version: OLDER });
  expect(await readTexts(place.url, sara)).toEqual(['سلام', 'hello']);
});

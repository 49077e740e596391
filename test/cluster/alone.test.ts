import { expect, test } from 'bun:test';
import { Glob } from 'bun';
import { startServer } from '../helpers/app.ts';

const STATIC = /^(?:import|export) (?!type\b)[^;]*?from '[^']*\/cluster\/[^']*';/gm;

test('a server that is alone loads nothing of other nodes: their code is imported lazily', async () => {
  const found: string[] = [];
  const root = `${import.meta.dir}/../..`;
  for await (const path of new Glob('{server,db,protocol}/**/*.ts').scan(root)) {
    if (path.startsWith('server/cluster/')) continue;
    const text = await Bun.file(`${root}/${path}`).text();
    for (const [line] of text.matchAll(STATIC)) found.push(`${path}: ${line}`);
  }
  expect(found).toEqual([]);
  expect("import { Bus } from '../cluster/bus.ts';").toMatch(new RegExp(STATIC.source, 'm'));
});

test('it knows no bus, and its /metrics none either', async () => {
  const server = await startServer();
  expect(server.cluster()).toBeUndefined();
  expect(await (await fetch(`${server.url}/metrics`)).text()).not.toContain('payambar_bus_');
  await server.stop();
});

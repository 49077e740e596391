import { expect, test } from 'bun:test';
import { join } from 'node:path';
import { readTree } from '../architecture/tree.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const manifest = await Bun.file(join(ROOT, 'package.json')).json();
const all: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies };

test('each dependency has a line with its reason, and no line is left over', async () => {
  const text = await Bun.file(join(ROOT, 'docs/dependencies.md')).text();
  const named = [...text.matchAll(/^- `([^`]+)`: \S/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual(Object.keys(all).sort());
});

test('versions are exact: the same tree tomorrow as today', () => {
  for (const [name, version] of Object.entries(all)) {
    expect([name, /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)]).toEqual([name, true]);
  }
});

test('what the product runs on is imported by it', async () => {
  const sources = [...(await readTree())].filter(([path]) =>
    /^(client|db|protocol|server)\//.test(path),
  );
  const isUsed = (name: string) =>
    sources.some(([, text]) => text.includes(`'${name}'`) || text.includes(`'${name}/`));
  expect(Object.keys(manifest.dependencies).filter((name) => !isUsed(name))).toEqual([]);
});

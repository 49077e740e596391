import { basename } from 'node:path';

/** Says which files of the client a file loads: at once (`static`), or later by `import()`. Keyed by file name. */
export type Chunks = Record<string, { bytes: number; static: string[]; lazy: string[] }>;

export function chunksOf(metafile: Bun.BuildMetafile): Chunks {
  const chunks: Chunks = {};
  for (const [path, output] of Object.entries(metafile.outputs)) {
    if (!path.endsWith('.js')) continue;
    const listImports = (kind: (kind: string) => boolean) =>
      output.imports.filter((one) => kind(one.kind)).map((one) => basename(one.path));
    chunks[basename(path)] = {
      bytes: output.bytes,
      static: listImports((kind) => kind !== 'dynamic-import'),
      lazy: listImports((kind) => kind === 'dynamic-import'),
    };
  }
  return chunks;
}

/** Lists everything that is loaded with `entry` before it can run, itself included. */
export function staticGraph(chunks: Chunks, entry: string, seen = new Set<string>()): Set<string> {
  if (seen.has(entry)) return seen;
  seen.add(entry);
  for (const next of chunks[entry]?.static ?? []) staticGraph(chunks, next, seen);
  return seen;
}

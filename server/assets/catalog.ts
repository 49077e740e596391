import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** One file of the web client, as `build.ts` describes it in `_index.json` (build/variants.ts). */
export type Asset = {
  file: string;
  type: string;
  /** Without quotes and without an encoding. */
  etag: string;
  immutable: boolean;
  encodings: { br?: string; gzip?: string };
};

type Index = Record<string, Asset>;

/** Folder of the built client: inside the executable, else what the last build left. */
export const CLIENT_ROOT = Bun.isStandaloneExecutable
  ? join(import.meta.dir, 'client')
  : join(import.meta.dir, '../../dist/client');

/** What is served under which path. Only what the index names exists, so no path can leave the folder. */
export class Catalog {
  private index: Index = {};
  private readAt = 0;

  constructor(readonly root: string) {
    this.refresh();
  }

  at(path: string): Asset | undefined {
    if (!Bun.isStandaloneExecutable) this.refresh();
    return Object.hasOwn(this.index, path) ? this.index[path] : undefined;
  }

  /** In development the client is built again while the server runs. */
  private refresh(): void {
    const file = join(this.root, '_index.json');
    if (!existsSync(file)) return;
    const changedAt = statSync(file).mtimeMs;
    if (changedAt === this.readAt && changedAt !== 0) return;
    this.index = JSON.parse(readFileSync(file, 'utf8')) as Index;
    this.readAt = changedAt;
  }
}

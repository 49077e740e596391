/** Preloaded into a server: it tells at a port of its own which files were entered since it was last asked. */
import { join } from 'node:path';
import { plugin } from 'bun';
import { sayEntered } from './entered.ts';

globalThis.entered = new Set();
plugin(sayEntered(join(import.meta.dir, '../..')));

Bun.serve({
  hostname: '127.0.0.1',
  port: Number(process.env.ENTERED_PORT),
  fetch() {
    const files = [...(globalThis.entered ?? [])];
    globalThis.entered?.clear();
    return Response.json(files);
  },
}).unref();

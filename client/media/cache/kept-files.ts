import type { Env } from '../../core/env.ts';
import { UsedBytes, type UsedBytesRecord } from './used-bytes.ts';

/** Beside the files: what each takes and when it was used. */
const INDEX = '/index';
const WRITE_MS = 2000;

/** The files of one account in the browser's Cache Storage, bounded in bytes. `env.clearCaches` removes it at sign-out. */
export class KeptFiles {
  private writing = false;

  private constructor(
    private readonly env: Pick<Env, 'now' | 'after'>,
    private readonly cache: Cache,
    private readonly most: number,
    private readonly used: UsedBytes,
  ) {}

  /** undefined where there is no Cache Storage: over plain http, or refused. */
  static async open(
    env: Pick<Env, 'now' | 'after'>,
    userId: string,
    most: number,
  ): Promise<KeptFiles | undefined> {
    try {
      const cache = await caches.open(`payambar-media-${userId}`);
      const index = await cache.match(INDEX);
      const record = (await index?.json().catch(() => ({}))) as UsedBytesRecord | undefined;
      const kept = new KeptFiles(env, cache, most, new UsedBytes(record));
      await kept.compare();
      return kept;
    } catch {
      return undefined;
    }
  }

  async get(path: string): Promise<Blob | undefined> {
    const response = await this.cache.match(path).catch(() => undefined);
    if (!response) return undefined;
    this.used.touch(path, this.env.now());
    this.writeSoon();
    return await response.blob();
  }

  /** What has no room is not kept, which nobody misses. */
  async put(path: string, blob: Blob): Promise<void> {
    if (blob.size > this.most / 4) return;
    try {
      const headers = { 'content-type': blob.type, 'content-length': String(blob.size) };
      await this.cache.put(path, new Response(blob, { headers }));
      this.used.add(path, blob.size, this.env.now());
      for (const old of this.used.surplus(this.most)) await this.remove(old);
    } catch {
      await this.remove(path);
    }
    this.writeSoon();
  }

  async remove(path: string): Promise<void> {
    await this.cache.delete(path).catch(() => false);
    this.used.remove(path);
  }

  async clear(): Promise<void> {
    for (const { url } of await this.cache.keys()) await this.cache.delete(url);
    this.used.clear();
  }

  sum(): { thumbs: number; whole: number } {
    return this.used.sum();
  }

  /** A page that died, or another tab, may have kept or dropped files that the index does not say. */
  private async compare(): Promise<void> {
    const there = new Set<string>();
    for (const request of await this.cache.keys()) {
      const path = new URL(request.url).pathname;
      if (path === INDEX) continue;
      there.add(path);
      if (this.used.has(path)) continue;
      const response = await this.cache.match(request);
      this.used.add(path, Number(response?.headers.get('content-length') ?? 0), this.env.now());
    }
    for (const path of [...this.used.paths]) if (!there.has(path)) this.used.remove(path);
  }

  private writeSoon(): void {
    if (this.writing) return;
    this.writing = true;
    this.env.after(WRITE_MS, () => {
      this.writing = false;
      void this.cache.put(INDEX, Response.json(this.used.toRecord())).catch(() => {});
    });
  }
}

import type { Env } from '../../core/env.ts';
import type { BytesDeps } from '../ask-renewed.ts';
import { type DownloadProgress, downloadFile } from './file-download.ts';
import { KeptFiles } from './kept-files.ts';

const CACHE_MOST = 100_000_000;

/** `thumb`: the small picture of a file; `whole`: its own bytes. */
type MediaPart = 'thumb' | 'whole';

/** An address for `src`, good until `release` is called by everybody who shows it. */
type ShownMedia = { url: string; release(): void };

type Options = { signal?: AbortSignal; progress?: DownloadProgress };
type Deps = BytesDeps & { env: Pick<Env, 'now' | 'after' | 'fetch'> };
type Running = { blob: Promise<Blob>; stop: AbortController; waiting: number };

/** Thumbs and opened pictures of one account: from this device where they were seen before, else from the server, once. */
export class MediaCache {
  private readonly running = new Map<string, Running>();
  private readonly urls = new Map<string, { url: string; users: number }>();

  private constructor(
    private readonly deps: Deps,
    private readonly kept: KeptFiles | undefined,
  ) {}

  static async open(deps: Deps, userId: string, most = CACHE_MOST): Promise<MediaCache> {
    return new MediaCache(deps, await KeptFiles.open(deps.env, userId, most));
  }

  /** Rejects with `ApiError`, or with the signal's reason. */
  async show(fileId: string, part: MediaPart, options: Options = {}): Promise<ShownMedia> {
    const path = pathOf(fileId, part);
    const known = this.use(path);
    if (known) return known;
    const blob = await this.read(fileId, part, options);
    // Another may have been faster.
    return this.use(path) ?? this.make(path, blob);
  }

  async read(fileId: string, part: MediaPart, options: Options = {}): Promise<Blob> {
    const path = pathOf(fileId, part);
    const kept = await this.kept?.get(path);
    options.signal?.throwIfAborted();
    return kept ?? (await this.download(path, options));
  }

  /** For whoever wants the bytes and does not look at them: what comes is not kept. */
  async readOnce(fileId: string, signal: AbortSignal, progress: DownloadProgress): Promise<Blob> {
    const path = pathOf(fileId, 'whole');
    return (await this.kept?.get(path)) ?? (await downloadFile(this.deps, path, signal, progress));
  }

  /** What this device sent needs no download. */
  async put(fileId: string, part: MediaPart, blob: Blob): Promise<void> {
    await this.kept?.put(pathOf(fileId, part), blob);
  }

  /** The message is deleted, or the file is the person's to see no longer. */
  async remove(fileId: string): Promise<void> {
    await this.kept?.remove(pathOf(fileId, 'thumb'));
    await this.kept?.remove(pathOf(fileId, 'whole'));
  }

  /** In bytes. */
  sum(): { thumbs: number; whole: number } {
    return this.kept?.sum() ?? { thumbs: 0, whole: 0 };
  }

  async clear(): Promise<void> {
    await this.kept?.clear();
  }

  private use(path: string): ShownMedia | undefined {
    const known = this.urls.get(path);
    if (!known) return undefined;
    known.users += 1;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      known.users -= 1;
      if (known.users > 0) return;
      this.urls.delete(path);
      URL.revokeObjectURL(known.url);
    };
    return { url: known.url, release };
  }

  private make(path: string, blob: Blob): ShownMedia {
    const url = URL.createObjectURL(blob);
    this.urls.set(path, { url, users: 0 });
    return this.use(path) ?? { url, release() {} };
  }

  /** Who asks for what is on its way waits for that; when nobody waits any more it ends. */
  private async download(path: string, { signal, progress }: Options): Promise<Blob> {
    const running = this.running.get(path) ?? this.begin(path, progress);
    running.waiting += 1;
    const left = () => {
      running.waiting -= 1;
      if (running.waiting === 0) this.end(path, running);
    };
    if (!signal) return await running.blob;
    return await new Promise<Blob>((resolve, reject) => {
      signal.addEventListener(
        'abort',
        () => {
          left();
          reject(signal.reason);
        },
        { once: true },
      );
      running.blob.then(resolve, reject);
    });
  }

  private begin(path: string, progress: DownloadProgress | undefined): Running {
    const stop = new AbortController();
    const blob = downloadFile(this.deps, path, stop.signal, progress).then(async (bytes) => {
      await this.kept?.put(path, bytes);
      return bytes;
    });
    const running = { blob, stop, waiting: 0 };
    this.running.set(path, running);
    const done = () => this.running.get(path) === running && this.running.delete(path);
    blob.then(done, done);
    return running;
  }

  private end(path: string, running: Running): void {
    if (this.running.get(path) === running) this.running.delete(path);
    running.stop.abort();
  }
}

function pathOf(fileId: string, part: MediaPart): string {
  return part === 'thumb' ? `/api/files/${fileId}/thumb` : `/api/files/${fileId}`;
}

import type { FileInfo } from '../../protocol/files.ts';
import { bytesPart, pendingFileOf, thumbPart } from '../core/local-db/outgoing-file.ts';
import { ApiError, type ShownFiles } from '../core/services.ts';
import { MediaCache } from '../media/cache/media-cache.ts';
import { postAvatar } from '../media/post-avatar.ts';
import type { SessionMessenger } from './messenger.ts';

/** What was sent from here and is larger comes back from the server when it is looked at. */
const KEPT_MOST = 4_000_000;

/** Files of messages, and those that wait to be sent. */
export class SessionFiles implements ShownFiles {
  private constructor(
    private readonly deps: Parameters<typeof MediaCache.open>[0],
    private readonly cache: MediaCache,
    private readonly messenger: SessionMessenger,
  ) {}

  static async open(
    deps: Parameters<typeof MediaCache.open>[0],
    userId: string,
    messenger: SessionMessenger,
  ): Promise<SessionFiles> {
    return new SessionFiles(deps, await MediaCache.open(deps, userId), messenger);
  }

  async show(fileId: string, part: 'thumb' | 'whole', options?: { signal?: AbortSignal }) {
    const pending = pendingFileOf(fileId);
    if (!pending) return await this.cache.show(fileId, part, options);
    const { clientId, place } = pending;
    const name = part === 'thumb' ? thumbPart(place) : bytesPart(place);
    const blob = await this.readWaiting(clientId, name);
    const url = URL.createObjectURL(blob);
    return { url, release: () => URL.revokeObjectURL(url) };
  }

  async download(
    { id, size }: Pick<FileInfo, 'id' | 'size'>,
    signal: AbortSignal,
    progress: (share: number) => void,
  ): Promise<Blob> {
    const pending = pendingFileOf(id);
    if (pending) return await this.readWaiting(pending.clientId, bytesPart(pending.place));
    const share = (received: number) => progress(Math.min(1, received / Math.max(1, size)));
    return await this.cache.readOnce(id, signal, share);
  }

  private async readWaiting(clientId: string, name: string): Promise<Blob> {
    const bytes = await this.messenger.session.get()?.openBytes();
    const blob = await bytes?.get(clientId, name);
    if (!blob) throw new ApiError('not_found');
    return blob;
  }

  makeAvatar(picture: Blob): Promise<string> {
    return postAvatar(this.deps, picture);
  }

  measureStored(): { thumbs: number; whole: number } {
    return this.cache.sum();
  }

  async clear(): Promise<void> {
    await this.cache.clear();
  }

  /** What was sent from here is shown from here. */
  async keepSent(fileId: string, blob: Blob, thumb: Blob | undefined): Promise<void> {
    if (thumb) await this.cache.put(fileId, 'thumb', thumb);
    if (blob.size <= KEPT_MOST) await this.cache.put(fileId, 'whole', blob);
  }
}

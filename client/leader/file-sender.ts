import type { LocalChange } from '../core/local-db/change.ts';
import type { OutboxRow } from '../core/local-db/schema.ts';
import type { UploadShare } from '../core/upload-share.ts';
import { forgetUploads } from '../outbox/files.ts';
import { waitsForFiles } from '../outbox/rows.ts';
import { Uploader } from '../outbox/uploader.ts';
import type { LeaderDeps } from './leader-deps.ts';

/** The leading tab's part for files of the outbox. */
export class FileSender {
  private loading: Promise<Uploader> | undefined;
  private uploader: Uploader | undefined;
  private stopped = false;
  /** Messages whose files were uploaded anew, since the server had thrown them away. */
  private readonly renewed = new Set<string>();

  constructor(private readonly parts: LeaderDeps) {}

  /** Rows were added, changed or taken out; or another look is due. */
  handleChange({ leftOutbox }: LocalChange): void {
    if (leftOutbox?.length) this.uploader?.removeBytes(leftOutbox);
    if (this.uploader) this.uploader.checkRows();
    else this.load();
  }

  /** Whether what the server has refused is tried again, with its files uploaded anew. */
  async renew(clientId: string, code: OutboxRow['error']): Promise<boolean> {
    const { db, model, publish } = this.parts;
    const row = model.outbox.find((other) => other.clientId === clientId);
    const gone = code === 'not_found' || code === 'upload_gone';
    if (!row?.files || !gone || waitsForFiles(row) || this.renewed.has(clientId)) return false;
    if (model.chats.get(row.chatId)?.left !== undefined) return false;
    this.renewed.add(clientId);
    publish(await forgetUploads(db, clientId));
    return true;
  }

  stop(): void {
    this.stopped = true;
    this.uploader?.stop();
  }

  private load(): void {
    this.loading ??= this.openUploader();
    // Where the bytes cannot be had now, the next change asks again.
    this.loading.catch(() => {
      this.loading = undefined;
    });
  }

  private async openUploader(): Promise<Uploader> {
    const { env, http, db, model, publish, openBytes, onUploaded } = this.parts;
    const stored = await openBytes();
    const reportProgress = (upload: UploadShare) => this.parts.publishLive({ uploads: [upload] });
    const rows = () => model.outbox;
    const uploader = new Uploader({
      ...{ env, http, db, bytes: stored, rows, publish, reportProgress, onUploaded },
    });
    if (this.stopped) return uploader;
    this.uploader = uploader;
    uploader.start();
    return uploader;
  }
}

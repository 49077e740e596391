import type { Cancel, Env } from '../core/env.ts';
import type { Http } from '../core/http.ts';
import type { LocalChange } from '../core/local-db/change.ts';
import { bytesPart, type SendError, thumbPart } from '../core/local-db/outgoing-file.ts';
import type { OutboxRow } from '../core/local-db/schema.ts';
import type { LocalDb } from '../core/local-db.ts';
import { ApiError } from '../core/services.ts';
import type { UploadShare } from '../core/upload-share.ts';
import { timeOf } from '../core/uuid.ts';
import type { StoredBytes } from '../media/stored-bytes/stored-bytes.ts';
import { Upload } from '../media/upload.ts';
import { openUploadLine } from '../media/upload-line.ts';
import { updateFile } from './files.ts';
import { updateRow, waitsForFiles } from './rows.ts';

/** Files of one message that are on their way at once: more would not be faster, and none of them would be whole sooner. */
const AT_ONCE = 3;
/** So often progress is told at most. */
const REPORT_MS = 150;
/** Bytes may be stored a while before their message is: while a person looks at them, or speaks. */
const KEPT_MS = 24 * 3_600_000;

type Deps = {
  env: Env;
  http: Pick<Http, 'renew'>;
  db: LocalDb;
  bytes: StoredBytes;
  rows(): readonly OutboxRow[];
  publish(change: LocalChange): void;
  reportProgress(share: UploadShare): void;
  /** The file is at the server: whoever shows it here needs no download. */
  onUploaded(fileId: string, blob: Blob, thumb: Blob | undefined): Promise<void>;
};

/** One message whose files are on their way. */
class Run {
  readonly uploads = new Map<number, Upload>();
  private reportedAt = 0;
  private timer: Cancel | undefined;
  over = false;

  constructor(
    readonly row: OutboxRow,
    private readonly deps: Pick<Deps, 'env' | 'reportProgress'>,
  ) {}

  /** Soon: what was told a moment ago is told again when it has grown old. */
  reportSoon(): void {
    if (this.over || this.timer) return;
    const { env } = this.deps;
    const wait = this.reportedAt + REPORT_MS - env.now();
    if (wait <= 0) {
      this.report();
      return;
    }
    this.timer = env.after(wait, () => {
      this.timer = undefined;
      this.report();
    });
  }

  private report(): void {
    if (this.over) return;
    this.reportedAt = this.deps.env.now();
    const { clientId, files = [] } = this.row;
    const sum = files.reduce((bytes, { size }) => bytes + size, 0);
    const sent = files.reduce((bytes, { size, fileId }, place) => {
      const progress = this.uploads.get(place)?.progress.get();
      return bytes + (fileId === undefined ? (progress?.sent ?? 0) : size);
    }, 0);
    const error = [...this.uploads.values()]
      .find((one) => one.progress.get().error)
      ?.progress.get();
    this.deps.reportProgress({
      clientId,
      share: sent / Math.max(1, sum),
      error: error?.error?.code ?? null,
    });
  }

  stop(): void {
    if (this.over) return;
    this.over = true;
    this.timer?.();
    for (const upload of this.uploads.values()) upload.leave();
    this.deps.reportProgress({ clientId: this.row.clientId, share: null, error: null });
  }
}

/** Takes files of the outbox to the server: chats side by side, in a chat one message after the other. */
export class Uploader {
  private readonly runs = new Map<string, Run>();
  /** Messages whose bytes lie on this device. */
  private readonly known = new Set<string>();
  private stopped = false;

  constructor(private readonly deps: Deps) {}

  /** Removes what pages that died have left, and begins. */
  start(): void {
    this.checkRows();
    void this.tidy().catch(() => {});
  }

  /** Rows were added or changed. */
  checkRows(): void {
    if (this.stopped) return;
    const busy = new Set<string>();
    for (const row of this.deps.rows()) {
      if (row.files) this.known.add(row.clientId);
      const run = this.runs.get(row.clientId);
      const wanted = row.state === 'queued' && !row.paused && waitsForFiles(row);
      if (run && !wanted) this.endRun(run);
      if (!wanted || busy.has(row.chatId)) continue;
      busy.add(row.chatId);
      if (!run) void this.run(row);
    }
  }

  /** Messages have left the outbox: sent, or taken back. */
  removeBytes(clientIds: readonly string[]): void {
    for (const clientId of clientIds) {
      if (!this.known.delete(clientId)) continue;
      // Whoever took it back tells the server.
      const run = this.runs.get(clientId);
      if (run) this.endRun(run);
      void this.deps.bytes.remove(clientId).catch(() => {});
    }
  }

  /** Another tab goes on with it, or this one later. */
  stop(): void {
    this.stopped = true;
    for (const run of this.runs.values()) run.stop();
    this.runs.clear();
  }

  private endRun(run: Run): void {
    run.stop();
    this.runs.delete(run.row.clientId);
  }

  private async run(row: OutboxRow): Promise<void> {
    const run = new Run(row, this.deps);
    this.runs.set(row.clientId, run);
    run.reportSoon();
    const places = (row.files ?? []).flatMap(({ fileId }, place) =>
      fileId === undefined ? [place] : [],
    );
    const next = async (): Promise<void> => {
      for (let place = places.shift(); place !== undefined; place = places.shift()) {
        if (run.over) return;
        await this.upload(run, place);
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, next));
    } catch (error) {
      if (!run.over) await this.fail(run, error);
    }
    if (this.runs.get(row.clientId) === run) this.endRun(run);
    this.checkRows();
  }

  private async upload(run: Run, place: number): Promise<void> {
    const { env, http, bytes, db, publish } = this.deps;
    const { clientId, files = [] } = run.row;
    const file = files[place];
    if (!file) return;
    const blob = await bytes.get(clientId, bytesPart(place));
    if (!blob || blob.size !== file.size) throw new ApiError('not_found');
    const thumb = file.thumb && (await bytes.get(clientId, thumbPart(place)));
    if (run.over) return;
    const upload = new Upload(
      {
        env,
        http,
        line: openUploadLine(env),
        onPathChange: async (path) =>
          publish(await updateFile(db, clientId, place, { uploadPath: path ?? undefined })),
      },
      {
        ...{ blob, name: file.name, type: file.mime, path: file.uploadPath ?? null },
        ...(thumb ? { thumb } : {}),
      },
    );
    run.uploads.set(place, upload);
    const untold = upload.progress.subscribe(() => run.reportSoon());
    const fileId = await upload.run().finally(untold);
    if (fileId === null || run.over) return;
    await this.deps.onUploaded(fileId, blob, thumb).catch(() => {});
    publish(await updateFile(db, clientId, place, { fileId }));
  }

  private async fail(run: Run, error: unknown): Promise<void> {
    this.endRun(run);
    const { clientId } = run.row;
    const change = { state: 'failed', error: sendErrorOf(error) } as const;
    this.deps.publish(await updateRow(this.deps.db, clientId, change));
  }

  private async tidy(): Promise<void> {
    const { bytes, env, rows } = this.deps;
    const young = (clientId: string) => env.now() - timeOf(clientId) < KEPT_MS;
    const waiting = new Set(rows().map(({ clientId }) => clientId));
    await bytes.keepOnly((clientId) => waiting.has(clientId) || young(clientId));
  }
}

function sendErrorOf(error: unknown): SendError {
  if (!(error instanceof ApiError)) return 'internal';
  if (error.code === 'not_found') return 'file_missing';
  return error.code === 'offline' || error.code === 'timeout' ? 'internal' : error.code;
}

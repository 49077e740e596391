import { backoff } from '../core/backoff.ts';
import type { Env } from '../core/env.ts';
import type { Http } from '../core/http.ts';
import { ApiError } from '../core/services.ts';
import { type ReadableStore, Writable } from '../core/store.ts';
import type { UploadLine, UploadReply, UploadRequest } from './upload-line.ts';
import { PART_FIRST, UploadParts } from './upload-parts.ts';
import {
  asApiError,
  canRetry,
  creationHeaders,
  dropUpload,
  fileIdOf,
  lookHeaders,
  numberIn,
  partHeaders,
  pathOfUpload,
  UPLOADS,
  type UploadProblem,
  uploadProblemOf,
} from './upload-wire.ts';

/**
 * `sent`: bytes, which never go back while one upload lasts. `waiting`: `error` stands in the way, and is tried again by
 * itself. `failed`: only the person can help.
 */
export type UploadProgress = {
  state: 'sending' | 'waiting' | 'paused' | 'done' | 'failed' | 'cancelled';
  sent: number;
  error: ApiError | null;
};

export type UploadSource = {
  blob: Blob;
  name: string;
  type: string;
  /** A JPEG of at most 64 KiB, which follows the file. */
  thumb?: Blob;
  /** Where an earlier page had begun: `onPathChange` got it. */
  path?: string | null;
};

type UploadDeps = {
  env: Pick<Env, 'now' | 'random' | 'after' | 'page'>;
  http: Pick<Http, 'renew'>;
  line: UploadLine;
  /** The upload has a path by which it goes on later, or (null) has none any more. Stored before a byte is sent. */
  onPathChange(path: string | null): void | Promise<void>;
};

/** So often an upload may vanish at the server before it is given up. */
const RESTARTS = 3;

class Problem extends Error {
  constructor(readonly problem: UploadProblem) {
    super(problem.do);
  }
}

/** One file on its way to the server (tus 1.0): in parts, over any line, going on where it stopped. */
export class Upload {
  private readonly value = new Writable<UploadProgress>({ state: 'sending', sent: 0, error: null });
  private readonly parts = new UploadParts();
  private path: string | null;
  /** undefined: the server has to be asked first. */
  private offset: number | undefined;
  private stop = new AbortController();
  private wake = () => {};
  /** The furthest that the server has ever had. */
  private acknowledged = 0;
  private attempt = 0;
  private restarts = 0;

  constructor(
    private readonly deps: UploadDeps,
    private readonly source: UploadSource,
  ) {
    this.path = source.path ?? null;
  }

  get progress(): ReadableStore<UploadProgress> {
    return this.value;
  }

  /** Resolves with the file's id, or with null when it was cancelled. Rejects with the `ApiError` that only a person can help with. */
  async run(): Promise<string | null> {
    const watched = this.deps.env.page.watch((event) => {
      if (event === 'online' || event === 'visible') this.wake();
    });
    try {
      while (!this.isCancelled()) {
        if (this.value.get().state === 'paused') await this.waitForWake();
        else if (await this.step()) return this.finish();
      }
      return null;
    } finally {
      watched();
    }
  }

  pause(): void {
    if (this.isOver()) return;
    this.show({ state: 'paused', error: null });
    this.interrupt();
  }

  resume(): void {
    if (this.value.get().state !== 'paused') return;
    this.show({ state: 'sending' });
    this.wake();
  }

  /** Resolves when the server has forgotten it, or cannot be told now: then it does so by itself within a day. */
  async cancel(): Promise<void> {
    if (this.isOver()) return;
    this.show({ state: 'cancelled', error: null });
    this.interrupt();
    const { path } = this;
    if (path === null) return;
    await dropUpload(this.deps.line, path);
    await this.deps.onPathChange(null);
  }

  /** Ends `run` with null and leaves what the server has, so that another page goes on with it. */
  leave(): void {
    if (this.isOver()) return;
    this.show({ state: 'cancelled', error: null });
    this.interrupt();
  }

  private isCancelled(): boolean {
    return this.value.get().state === 'cancelled';
  }

  private isOver(): boolean {
    return /done|failed|cancelled/.test(this.value.get().state);
  }

  private show(change: Partial<UploadProgress>): void {
    this.value.set({ ...this.value.get(), ...change });
  }

  private interrupt(): void {
    this.stop.abort();
    this.stop = new AbortController();
    this.wake();
  }

  private finish(): string {
    this.show({ state: 'done', sent: this.source.blob.size, error: null });
    return fileIdOf(this.path ?? '');
  }

  /** One request and what follows from it; true when everything is at the server. */
  private async step(): Promise<boolean> {
    const { signal } = this.stop;
    try {
      if (this.path === null) await this.create(signal);
      else if (this.offset === undefined) await this.askOffset(this.path, signal);
      else await this.sendPart(this.path, this.offset, signal);
      return await this.isWhole(signal);
    } catch (error) {
      this.offset = undefined;
      // Paused or cancelled: not the line's fault.
      if (!signal.aborted) await this.handle(error);
      return false;
    }
  }

  private async isWhole(signal: AbortSignal): Promise<boolean> {
    const { path, offset, source } = this;
    if (path === null || offset !== source.blob.size) return false;
    if (source.thumb) await this.sendThumb(path, source.thumb, signal);
    return true;
  }

  private async create(signal: AbortSignal): Promise<void> {
    const { blob, name, type } = this.source;
    const whole = blob.size > 0 && blob.size <= PART_FIRST;
    const headers = creationHeaders(blob.size, name, type);
    const reply = await this.ask({
      method: 'POST',
      path: UPLOADS,
      headers: whole ? { ...partHeaders(0), ...headers } : headers,
      ...(whole ? { body: blob, sent: (bytes: number) => this.showSent(bytes) } : {}),
      signal,
    });
    const path = pathOfUpload(reply);
    if (path === undefined) throw new ApiError('offline');
    this.path = path;
    await this.deps.onPathChange(path);
    this.move(numberIn(reply, 'upload-offset') ?? 0);
  }

  private async askOffset(path: string, signal: AbortSignal): Promise<void> {
    const reply = await this.ask({ method: 'HEAD', path, headers: lookHeaders(), signal });
    const length = numberIn(reply, 'upload-length');
    if (length !== undefined && length !== this.source.blob.size)
      throw new Problem({ do: 'restart', error: new ApiError('invalid') });
    this.move(numberIn(reply, 'upload-offset'));
  }

  private async sendPart(path: string, offset: number, signal: AbortSignal): Promise<void> {
    const { env } = this.deps;
    const bytes = this.parts.next(this.source.blob.size - offset);
    const began = env.now();
    const reply = await this.ask({
      method: 'PATCH',
      path,
      headers: partHeaders(offset),
      body: this.source.blob.slice(offset, offset + bytes),
      signal,
      sent: (count) => this.showSent(offset + Math.min(count, bytes)),
    });
    this.move(numberIn(reply, 'upload-offset'));
    this.parts.arrived(bytes, env.now() - began);
  }

  /** Nobody waits for it: a message without a thumb is one all the same. */
  private async sendThumb(path: string, thumb: Blob, signal: AbortSignal): Promise<void> {
    const to = `/api/files/${fileIdOf(path)}/thumb`;
    const headers = { ...lookHeaders(), 'content-type': 'image/jpeg' };
    try {
      await this.ask({ method: 'PUT', path: to, headers, body: thumb, signal });
    } catch (error) {
      if (signal.aborted || (error instanceof ApiError && canRetry(error))) throw error;
      if (error instanceof Problem && error.problem.do === 'retry') throw error;
    }
  }

  /** A reply that is a success; an expired token is renewed once. */
  private async ask(request: UploadRequest, renewed = false): Promise<UploadReply> {
    const reply = await this.deps.line(request);
    if (reply.status >= 200 && reply.status < 300) return reply;
    const problem = uploadProblemOf(reply, request.method !== 'POST');
    if (problem.do !== 'renew' || renewed) throw new Problem(problem);
    await this.deps.http.renew();
    return await this.ask(request, true);
  }

  /** What the server has. More than there is, or nothing that can be read, is no answer of it. */
  private move(offset: number | undefined): void {
    if (offset === undefined || offset > this.source.blob.size) throw new ApiError('offline');
    if (offset > this.acknowledged) this.attempt = 0;
    this.acknowledged = Math.max(this.acknowledged, offset);
    this.offset = offset;
    this.showSent(offset);
  }

  private showSent(bytes: number): void {
    if (this.isOver() || this.value.get().state === 'paused') return;
    const sent = Math.max(this.value.get().sent, Math.min(bytes, this.source.blob.size));
    this.show({ state: 'sending', sent, error: null });
  }

  private async handle(error: unknown): Promise<void> {
    const problem: UploadProblem =
      error instanceof Problem
        ? error.problem
        : { do: canRetry(asApiError(error)) ? 'retry' : 'fail', error: asApiError(error) };
    if (problem.do === 'restart' && this.restarts++ < RESTARTS) return await this.restart();
    if (problem.do === 'smaller' && this.parts.tooLarge()) return;
    if (problem.do !== 'retry') throw this.fail(problem.error);
    // To a browser a file that is not there any more looks like a line that is cut.
    if (!(await isReadable(this.source.blob))) throw this.fail(new ApiError('not_found'));
    this.parts.failed();
    this.show({ state: 'waiting', error: problem.error });
    const { env } = this.deps;
    const ms = problem.error.retryAfterMs ?? backoff(this.attempt++, env.random);
    await this.waitForWake(ms);
  }

  private fail(error: ApiError): ApiError {
    this.show({ state: 'failed', error });
    return error;
  }

  private async restart(): Promise<void> {
    this.path = null;
    this.acknowledged = 0;
    this.show({ sent: 0 });
    await this.deps.onPathChange(null);
  }

  private waitForWake(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = ms === undefined ? () => {} : this.deps.env.after(ms, () => this.wake());
      this.wake = () => {
        cancel();
        this.wake = () => {};
        resolve();
      };
    });
  }
}

async function isReadable(blob: Blob): Promise<boolean> {
  const last = blob.slice(Math.max(0, blob.size - 1));
  return await last.arrayBuffer().then(
    () => true,
    () => false,
  );
}
